"""What labels, slugs and hosts name, and what only looks like it."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.load_lexicon import load_lexicon
from checks.vocabulary import LabelMatch
from domain.text import fold

LEXICON = load_lexicon()


def best(label: str, parent: str = "") -> str | None:
    found = LEXICON.match_label(label, parent)
    return found[0].section if found else None


def strength(label: str, section: str, parent: str = "") -> float:
    return next((match.strength for match in LEXICON.match_label(label, parent) if match.section == section), 0.0)


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("Giới thiệu", "introduction"),
        ("Sơ đồ tổ chức", "structure"),
        ("CƠ CẤU TỔ CHỨC", "structure"),
        ("Chức năng, nhiệm vụ, quyền hạn", "functions"),
        ("Lãnh đạo Bộ", "leaders"),
        ("Lãnh đạo UBND tỉnh Bình An", "leaders"),
        ("Ban Giám đốc", "leaders"),
        ("Lịch làm việc của lãnh đạo", "schedule"),
        ("Lịch công tác của UBND tỉnh Bình An", "schedule"),
        ("Lãnh đạo qua các thời kỳ", "former_leaders"),
        ("TIN TỨC - SỰ KIỆN", "news"),
        ("Tin tức (12)", "news"),
        ("1. Tin tức", "news"),
        ("Chỉ đạo - Điều hành", "directions"),
        ("Văn bản chỉ đạo điều hành", "directions"),
        ("Văn bản QPPL", "documents"),
        ("VBQPPL", "documents"),
        ("Hệ thống văn bản quy phạm pháp luật", "documents"),
        ("Góp ý dự thảo văn bản", "drafts"),
        ("Lấy ý kiến dự thảo văn bản quy phạm pháp luật", "drafts"),
        ("Trả lời kiến nghị cử tri", "replies"),
        ("Thi đua - Khen thưởng", "rewards"),
        ("Phổ biến, giáo dục pháp luật", "dissemination"),
        ("PBGDPL", "dissemination"),
        ("Chiến lược, quy hoạch, kế hoạch", "strategy"),
        ("Dự án kêu gọi đầu tư", "investment"),
        ("Quy hoạch sử dụng đất", "landuse"),
        ("Đấu thầu", "projects"),
        ("Thông tin đấu thầu mua sắm công", "projects"),
        ("Đấu giá tài sản", "auctions"),
        ("Danh bạ điện thoại", "officials"),
        ("Liên hệ", "contact"),
        ("Hỏi | Đáp", "qa"),
        ("Hỏi đáp trực tuyến", "qa"),
        ("Sơ đồ website", "sitemap"),
        ("Sitemap", "sitemap"),
        ("Thống kê", "statistics"),
        ("Thống kê truy cập", "visitor_counter"),
        ("Dịch vụ công trực tuyến mức độ 3, 4", "services"),
        ("Thủ tục hành chính", "services"),
        ("DVC trực tuyến", "services"),
        ("English", "english"),
        ("Công báo tỉnh", "gazette"),
        ("RSS", "rss"),
        ("Liên kết website", "links"),
        ("Đề tài khoa học", "topics"),
    ],
)
def test_labels_name_their_section(label: str, section: str) -> None:
    found = LEXICON.match_label(label)
    assert section in {match.section for match in found if match.strength == found[0].strength}
    assert found[0].strength >= 0.7


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("Đấu giá", "projects"),
        ("Thông báo đấu giá quyền sử dụng đất", "projects"),
        ("RSS", "sitemap"),
        ("Sơ đồ tổ chức", "sitemap"),
        ("Sơ đồ website", "structure"),
        ("Sơ đồ cổng thông tin điện tử", "structure"),
        ("Thống kê truy cập", "statistics"),
        ("Thống kê tình hình giải quyết hồ sơ", "statistics"),
        ("Công bố", "gazette"),
        ("Góp ý dự thảo văn bản", "documents"),
        ("Hệ thống quản lý văn bản và điều hành", "documents"),
        ("Hệ thống quản lý văn bản và điều hành", "directions"),
        ("Kế hoạch và Đầu tư", "investment"),
        ("Sở Tài nguyên và Môi trường", "resources"),
        ("Sở Văn hóa, Thể thao và Du lịch", "culture"),
        ("Phòng Văn hóa - Thông tin", "culture"),
        ("Bộ Khoa học và Công nghệ", "topics"),
        ("Thủ tục hành chính", "apparatus"),
        ("Bản đồ quy hoạch", "map"),
        ("Di tích lịch sử", "territory_history"),
        ("Lịch tiếp công dân", "schedule"),
        ("Tra cứu văn bản", "search"),
        ("Môi trường đầu tư", "waste"),
        ("Lãnh đạo qua các thời kỳ", "leaders"),
        ("Kiến thức nông nghiệp", "news"),
        ("Quy hoạch cán bộ", "strategy"),
    ],
)
def test_lookalikes_are_refused(label: str, section: str) -> None:
    assert strength(label, section) < 0.6


def test_exact_with_tones_beats_folded_beats_phrase_beats_weak() -> None:
    exact, toneless = strength("Tin tức sự kiện", "news"), strength("Tin tuc su kien", "news")
    wrong_tones = strength("Tìn tức sự kiên", "news")
    phrase, weak = strength("Thông tin hoạt động tuần", "news"), strength("Thông báo", "news")
    assert exact == 1.0
    assert exact > toneless > wrong_tones
    assert toneless > phrase > weak > 0


def test_a_weak_label_is_credible_under_its_parent() -> None:
    assert strength("Tổng quan", "nature") < 0.7
    assert strength("Tổng quan", "nature", parent="Giới thiệu") >= 0.8
    assert strength("Tổng quan", "nature", parent="Dịch vụ công") < 0.7


def test_a_typing_error_is_forgiven_and_costs() -> None:
    assert 0.7 <= strength("Cơ cấu tổ chúcc", "structure") < 0.95
    assert 0.7 <= strength("Dich vụ công trực tuyên", "services") < 0.95


def test_a_look_alike_told_by_its_tones_only_refuses_no_other_label() -> None:
    for label in ("Hoi dap", "Hỏi đáp", "Chuyên mục hỏi đáp về đất đai"):
        assert any(match.section == "qa" for match in LEXICON.match_label(label)), label
    assert not any(match.section == "qa" for match in LEXICON.match_label("Hội đáp nghĩa"))


def test_numbers_before_a_label_cost_next_to_nothing() -> None:
    for label in ("II. Chức năng, nhiệm vụ", "a) Chức năng, nhiệm vụ", "1.2. Chức năng, nhiệm vụ"):
        assert LEXICON.match_label(label)[0].section == "functions"
        assert LEXICON.match_label(label)[0].strength > 0.95


def test_a_headline_is_no_section() -> None:
    headline = "Chủ tịch huyện dự hội nghị tổng kết công tác tuyên truyền và thi đua khen thưởng năm 2018"
    assert all(match.strength < 0.75 for match in LEXICON.match_label(headline))


@pytest.mark.parametrize(
    ("slug", "section"),
    [
        ("chi-dao-dieu-hanh-24.html", "directions"),
        ("VanBanChiDao.aspx", "directions"),
        ("vbpq.aspx", "documents"),
        ("lich-lam-viec.aspx", "schedule"),
        ("tin-tuc-hoat-ong", "news"),
        ("so-do-cong", "sitemap"),
        ("sodowebsite", "sitemap"),
        ("thong-tin-dau-tu-dau-thau-mua-sam-cong.htm", "projects"),
        ("hoidap", "qa"),
        ("danh-ba", "officials"),
        ("-ieu-kien-tu-nhien", "nature"),
        ("gioi%20thieu", "introduction"),
    ],
)
def test_slugs_name_their_section(slug: str, section: str) -> None:
    found = LEXICON.match_slug(slug)
    assert found
    assert found[0].section == section
    assert found[0].how == "slug"


@pytest.mark.parametrize("slug", ["", "123456", "so-tai-chinh-tuyen-dung-cong-chuc-nam-2019", "a", "%00"])
def test_slugs_that_name_nothing(slug: str) -> None:
    assert all(match.strength < 0.7 for match in LEXICON.match_slug(slug))


def test_sister_hosts() -> None:
    assert [match.section for match in LEXICON.match_host("congbao.binhan.gov.vn")] == ["gazette"]
    assert [match.section for match in LEXICON.match_host("www.dichvucong.binhan.gov.vn")] == ["services"]
    assert LEXICON.match_host("binhan.gov.vn") == ()


def test_every_label_names_its_own_section_most() -> None:
    for key, section in LEXICON.sections.items():
        for label in section.labels:
            found = {match.section: match.strength for match in LEXICON.match_label(label)}
            assert found.get(key) == 1.0, (key, label, found)


_LETTERS = string.ascii_letters + "ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ 0123456789-|/(),."


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=_LETTERS, max_size=60))
def test_any_text_gives_bounded_ranked_answers(text: str) -> None:
    found = LEXICON.match_label(text)
    assert list(found) == sorted(found, key=lambda match: (-match.strength, match.section))
    assert all(isinstance(match, LabelMatch) and 0 < match.strength <= 1 for match in found)
    assert len({match.section for match in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(label for section in LEXICON.sections.values() for label in section.labels)))
def test_case_spaces_and_separators_do_not_matter(label: str) -> None:
    spoken = f"  {label.upper().replace(' - ', ' – ')} "
    assert best(spoken) is not None
    assert {m.section for m in LEXICON.match_label(label) if m.strength == 1.0} <= {
        m.section for m in LEXICON.match_label(spoken) if m.strength >= 0.9
    }, fold(spoken)


def test_names_of_bodies_are_told_with_their_tones() -> None:
    assert strength("Quy định bảo mật thông tin", "privacy") >= 0.6  # "Quy" is no fund ("Quỹ")
    assert strength("Sở Tư pháp - phổ biến pháp luật", "dissemination") < 0.6
