"""What the next round should look at."""

from dataclasses import replace

from sampled_sites import ARTICLE as ARTICLE_PAGE
from sampled_sites import LIST, OTHER, news_site, record
from snapshots import HOME, Served, make_snapshot, make_target

from checks.evaluate import evaluate_site
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.site import Site
from checks.wanted import MOST_FILES, MOST_URLS, all_words, wanted
from checks.wanted_pictures import samples
from domain.agencies import Kind
from domain.captures import CaptureKind, Snapshot
from domain.findings import Finding, Verdict
from domain.plans import Search, Wanted
from domain.text import fold

CATALOGUE, LEXICON = load_catalogue(), load_lexicon()
MENU = (
    "<nav><a href='/gioi-thieu'>Giới thiệu</a><a href='/tin-tuc'>Tin tức</a><a href='/van-ban'>Văn bản</a>"
    "<a href='/hoi-dap'>Hỏi đáp</a><a href='/lien-he'>Liên hệ</a><a href='http://khac.com.vn/x'>Đấu thầu</a></nav>"
)
HEAD = "<html><head><title>Ủy ban nhân dân huyện Bình Minh</title></head><body>"
TITLE = "Huyện Bình Minh khánh thành cầu Rạch Gầm nối hai bờ sông Hậu"
ARTICLE = (
    f"<main><h1>{TITLE}</h1>" + "<p>Sáng nay lãnh đạo huyện đã dự lễ và phát biểu tại buổi lễ này.</p>" * 8 + "</main>"
)


def page(content: str = "") -> str:
    return f"{HEAD}{MENU}{content}</body></html>"


def ask(snapshot: Snapshot, done: tuple[Search, ...] = ()) -> Wanted:
    site = Site.build(snapshot, LEXICON)
    return wanted(site, CATALOGUE, evaluate_site(site, CATALOGUE).findings, done)


def test_before_anything_is_seen_there_are_only_words() -> None:
    words = all_words(CATALOGUE, LEXICON, Kind.DISTRICT)
    assert ("tin tuc su kien", "news") in {(word.text, word.tag) for word in words}
    assert all(0 < word.weight <= 1 and word.text == fold(word.text) for word in words)
    assert list(words) == sorted(words, key=lambda word: (-word.weight, word.text, word.tag))
    assert max(word.weight for word in words) == 1.0


def test_words_of_rows_that_do_not_bind_weigh_little() -> None:
    of_district = {(word.text, word.tag): word.weight for word in all_words(CATALOGUE, LEXICON, Kind.DISTRICT)}
    of_ministry = {(word.text, word.tag): word.weight for word in all_words(CATALOGUE, LEXICON, Kind.MINISTRY)}
    key = ("di tich danh thang", "sites")
    assert of_ministry[key] < of_district[key]
    assert ("trang chu", "home") not in of_district


def test_satisfied_sections_weigh_little() -> None:
    site = Site.build(make_snapshot({"/": page()}), LEXICON)
    findings = evaluate_site(site, CATALOGUE).findings
    met = tuple(
        replace(item, verdict=Verdict.MET, value=1.0) if item.requirement == "nd43-10-1-b-news" else item
        for item in findings
    )
    before, after = (_weight(wanted(site, CATALOGUE, given), "tin tuc su kien") for given in (findings, met))
    assert after < 0.1 < before


def _weight(asked: Wanted, text: str) -> float:
    return next(word.weight for word in asked.words if word.text == text)


def test_unread_sections_come_first_and_once_and_strangers_never() -> None:
    asked = ask(make_snapshot({"/": page(), "/tin-tuc": page("<main><p>x</p></main>")}))
    urls = [url for url, _ in asked.urls]
    assert urls[0] == HOME + "van-ban"
    assert ("http://binhminh.gov.vn/hoi-dap", "qa") in asked.urls
    assert HOME + "tin-tuc" not in urls
    assert not any("khac.com.vn" in url for url in urls)
    assert len(urls) == len(set(urls)) <= MOST_URLS


def test_failed_and_gone_addresses_are_not_asked_again() -> None:
    asked = ask(make_snapshot({"/": page(), "/van-ban": Served("", status=404)}))
    assert HOME + "van-ban" not in [url for url, _ in asked.urls]


def test_items_of_a_list_and_a_few_of_its_files_are_sampled() -> None:
    rows = "".join(
        f"<tr><td>{n}/2026/QĐ-UBND</td><td>0{n}/11/2026</td>"
        f"<td><a href='/vb/{n}'>Quyết định ban hành quy chế số {n}</a></td>"
        f"<td><a href='/tep/{n}.pdf'>Tải về</a></td></tr>"
        for n in range(1, 9)
    )
    head = "<tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th><th>Tệp</th></tr>"
    listing = page(f"<main><h1>Văn bản</h1><table>{head}{rows}</table></main>")
    asked = ask(make_snapshot({"/": page(), "/van-ban": listing}))
    assert {url for url, tag in asked.urls if tag == "documents"} >= {HOME + f"vb/{n}" for n in range(1, 9)}
    files = [url for url, tag in asked.files if tag == "documents"]
    assert len(files) == 8  # one of each document
    assert all(url.endswith(".pdf") for url in files)
    assert len(asked.files) <= MOST_FILES


SEARCH_FORM = (
    "<form action='/tim-kiem' method='get'><input type='text' name='q' placeholder='Tìm kiếm'>"
    "<button>Tìm</button></form>"
)


def test_the_search_is_asked_for_words_of_an_article_that_was_read() -> None:
    home = page(SEARCH_FORM)
    asked = ask(make_snapshot({"/": home, "/tin/cau-rach-gam": page(SEARCH_FORM + ARTICLE)}))
    (question,) = asked.searches
    assert question.known_at == HOME + "tin/cau-rach-gam"
    assert question.form_page == HOME
    assert question.url.startswith(HOME + "tim-kiem?q=")
    assert 3 <= len(question.phrase.split()) <= 5
    assert question.phrase in TITLE
    assert question.phrase != TITLE


def test_the_search_is_asked_for_articles_before_other_texts() -> None:
    """A portal's search looks through its articles; its procedures may have a search of their own."""
    listing = f"<main><ul><li><a href='/tin/cau'>{TITLE}</a> 10/11/2026</li></ul></main>"
    pages: dict[str, str | Served] = {"/": page(SEARCH_FORM), "/tin-tuc": page(listing), "/tin/cau": page(ARTICLE)}
    for number in range(6):
        name = f"Thủ tục chuyển mục đích sử dụng đất vườn loại {number}"
        pages[f"/dvc/{number}"] = page(ARTICLE.replace(TITLE, name).replace("dự lễ", f"dự lễ {number}"))
    (first, _) = ask(make_snapshot(pages)).searches
    assert first.known_at == HOME + "tin/cau"


def test_the_search_is_asked_last_for_what_stands_beside_its_box() -> None:
    far, near = ARTICLE.replace("hai bờ", "hai bến"), ARTICLE.replace("Sáng nay", "Chiều nay")
    for order in (("far", "near"), ("near", "far")):
        pages: dict[str, str | Served] = {"/": page(f"{SEARCH_FORM}<p><a href='/tin/near'>{TITLE}</a></p>")}
        pages |= {f"/tin/{name}": page({"far": far, "near": near}[name]) for name in order}
        assert ask(make_snapshot(pages)).searches[0].known_at == HOME + "tin/far"


def test_files_that_stand_where_others_have_pages_are_asked() -> None:
    parts = page("<main><p><a href='/tep/so-tay.pdf'>Sổ tay của nhà mình</a></p><p><a href='/x'>Bến xe</a></p></main>")
    pages: dict[str, str | Served] = {"/": page(), "/gioi-thieu": parts}
    pages |= {f"/{name}": page(f"<main><p>{name}</p></main>") for name in ("tin-tuc", "van-ban", "hoi-dap", "lien-he")}
    assert HOME + "tep/so-tay.pdf" in [url for url, _ in ask(make_snapshot(pages)).files]


def test_no_third_question_and_no_question_twice() -> None:
    pages: dict[str, str | Served] = {"/": page(SEARCH_FORM)}
    for name in ("Tây", "Đông", "Nam"):
        told = ARTICLE.replace("Rạch Gầm", f"Rạch Gầm {name}").replace("Sáng nay", f"Sáng nay tại phía {name}")
        pages[f"/tin/{fold(name)}"] = page(told)
    asked = ask(make_snapshot(pages))
    assert len(asked.searches) == 2
    assert len({search.url for search in asked.searches}) == 2
    assert ask(make_snapshot(pages), asked.searches).searches == ()
    assert len(ask(make_snapshot(pages), asked.searches[:1]).searches) == 1


def test_a_search_that_takes_post_is_not_asked() -> None:
    form = SEARCH_FORM.replace("get", "post")
    assert ask(make_snapshot({"/": page(form), "/tin/1": page(form + ARTICLE)})).searches == ()


def test_the_home_page_is_photographed() -> None:
    assert ask(make_snapshot({"/": page()})).pictures == (HOME,)
    assert ask(make_snapshot({})).pictures == ()


def test_an_empty_snapshot_asks_for_words_only() -> None:
    asked = ask(make_snapshot({}))
    assert asked.empty
    assert asked.words


def test_everything_met_leaves_only_the_menu() -> None:
    site = Site.build(make_snapshot({"/": page()}), LEXICON)
    findings = [Finding(item.id, Verdict.MET, 1.0, 1.0, 1.0, "x", item.title) for item in CATALOGUE.requirements]
    asked = wanted(site, CATALOGUE, findings)
    assert {tag for _, tag in asked.urls} == {"navigation"}
    assert max(word.weight for word in asked.words) <= 0.2


def test_the_target_kind_decides_what_is_asked_for() -> None:
    home = page("<nav><a href='/danh-thang'>Danh lam thắng cảnh</a></nav>")
    district = ask(make_snapshot({"/": home}))
    target = make_target(kind=Kind.DEPARTMENT, name="Ủy ban nhân dân huyện Bình Minh")
    department = ask(make_snapshot({"/": home}, target))
    assert (HOME + "danh-thang", "sites") in district.urls
    assert (HOME + "danh-thang", "sites") not in department.urls


def test_pages_inside_the_english_part_are_asked_for() -> None:
    menu = "<nav><a href='/en'>English</a></nav>"
    inner = "<a href='/en/functions'>Functions and duties</a><a href='/en/contact'>Contact us</a>"
    english = f"{menu}<main><p>The Ministry of Irrigation is responsible for dykes in the country.</p>{inner}</main>"
    snapshot = make_snapshot({HOME: f"{menu}<p>Tin</p>", "/en": english}, make_target(Kind.MINISTRY, "Bộ Thủy lợi"))
    urls = [url for url, _ in ask(snapshot).urls]
    assert {f"{HOME}en/functions", f"{HOME}en/contact"} <= set(urls[:20])


def test_the_picture_of_a_map_is_asked_for() -> None:
    entry = "<nav><a href='/ban-do'>Bản đồ hành chính</a></nav>"
    shown = page(f"{entry}<main><h1>Bản đồ</h1><img src='/img/bd.jpg'></main>")
    snapshot = make_snapshot({HOME: page(entry), "/ban-do": shown})
    assert (f"{HOME}img/bd.jpg", "map") in ask(snapshot).files


def test_articles_are_asked_for_until_there_are_enough_and_pages_of_each_kind_to_be_measured() -> None:
    site = news_site()
    assert samples(site) == (LIST, OTHER)  # the newer of the two articles
    found = wanted(site, CATALOGUE, ())
    assert found.samples == found.pictures[1:3] == (LIST, OTHER)
    items = "".join(f"<li><a href='/moi/{n}'>{TITLE} lần thứ {n}</a> (1{n % 10}/10/2026)</li>" for n in range(20))
    site = news_site(listing=f"<ul>{items}</ul>")
    asked = [url for url, tag in wanted(site, CATALOGUE, ()).urls if tag == "news"][:6]
    assert len(set(asked)) == 6
    assert all(url.startswith(f"{HOME}moi/") for url in asked)


def test_measured_pages_are_not_measured_again() -> None:
    site = news_site(records=[record(CaptureKind.AXE, ARTICLE_PAGE, {"version": "4"})])
    assert samples(site) == (LIST,)
    assert wanted(site, CATALOGUE, ()).pictures == (HOME, LIST)


def test_the_version_for_phones_is_looked_at() -> None:
    site = news_site(home="<a href='http://m.binhminh.gov.vn/'>Bản di động</a>")
    assert ("http://m.binhminh.gov.vn/", "mobile") in wanted(site, CATALOGUE, ()).urls
