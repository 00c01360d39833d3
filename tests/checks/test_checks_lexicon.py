"""The lexicon as data: faults by line, references that hold, questions it answers."""

import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

import checks
from checks.data_files import DataFaults
from checks.load_lexicon import Lexicon, lexicon_schema, load_lexicon, read_lexicon

SHIPPED = Path(checks.__file__).parent / "lexicon"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "lexicon"))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def _faults(folder: Path) -> list[str]:
    with pytest.raises(DataFaults) as caught:
        read_lexicon(folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_copy_has_the_same_digest(folder: Path, lexicon: Lexicon) -> None:
    assert read_lexicon(folder).digest == lexicon.digest


def test_a_changed_word_changes_the_digest(folder: Path, lexicon: Lexicon) -> None:
    file = folder / "sections" / "news.yaml"
    file.write_text(file.read_text("utf-8").replace("Tin tức sự kiện", "Tin tức và tin khác"), "utf-8")
    assert read_lexicon(folder).digest != lexicon.digest


def test_wrong_key(folder: Path) -> None:
    with (folder / "sections" / "map.yaml").open("a", encoding="utf-8") as file:
        file.write("labls: [x]\n")
    (fault,) = _faults(folder)
    lines = (folder / "sections" / "map.yaml").read_text("utf-8").count("\n")
    assert fault.startswith(f"lexicon/sections/map.yaml:{lines}: labls: unknown key; allowed: hosts, labels, not,")


def test_all_faults_at_once(folder: Path) -> None:
    (folder / "sections" / "rss.yaml").write_text(
        "title: {vi: RSS, en: RSS}\nlabels: RSS\nparents: [nowhere]\n", "utf-8"
    )
    (folder / "public_mail.yaml").unlink()
    (folder / "fillers.yaml").write_text("words: [của]\nbodies: ['...']\n", "utf-8")
    found = _faults(folder)
    assert any("sections/rss.yaml:2: labels: should be a valid list, not 'RSS'" in fault for fault in found)
    assert any("public_mail.yaml:1: (file): is missing" in fault for fault in found)
    assert any("fillers.yaml:2: bodies[0]: '...' holds no word" in fault for fault in found)


def test_unknown_parent_and_unknown_section_of_a_host(folder: Path) -> None:
    file = folder / "sections" / "rss.yaml"
    file.write_text(file.read_text("utf-8") + "parents: [nowhere]\n", "utf-8")
    hosts = folder / "national_hosts.yaml"
    hosts.write_text(hosts.read_text("utf-8").replace("sections: [gazette]", "sections: [gazete]"), "utf-8")
    found = _faults(folder)
    assert any("parents[0]: no section 'nowhere'" in fault for fault in found)
    assert any("national_hosts.yaml" in fault and "no section 'gazete'" in fault for fault in found)


def test_a_broken_pattern_is_told(folder: Path) -> None:
    file = folder / "document_kinds.yaml"
    text = file.read_text("utf-8")
    start = text.index("numbers:")
    file.write_text(text[:start] + "numbers: ['(a']\n" + text[text.index("# Authorities") :], "utf-8")
    assert any("numbers[0]: no regular expression" in fault for fault in _faults(folder))


def test_no_section_file(tmp_path: Path) -> None:
    assert any("is missing" in fault for fault in _faults(tmp_path))


def test_files_fit_the_published_schema() -> None:
    schemas = lexicon_schema()
    for file in sorted(SHIPPED.rglob("*.yaml")):
        name = file.relative_to(SHIPPED).as_posix()
        key = "sections/*.yaml" if name.startswith("sections/") else name
        jsonschema.validate(yaml.safe_load(file.read_text("utf-8")), schemas[key])


def test_an_abbreviation_of_every_instrument_number_is_a_known_kind(lexicon: Lexicon) -> None:
    documents = lexicon.words.documents
    known = {*documents.legal, *documents.administrative}
    assert set(documents.abbreviations.values()) <= known
    assert set(documents.directing) <= {*known, "Thông báo kết luận"}


@pytest.mark.parametrize(
    ("group", "text", "field"),
    [
        ("documents", "Số/Ký hiệu", "number"),
        ("documents", "SỐ HIỆU", "number"),
        ("documents", "Ngày ban hành", "issued"),
        ("documents", "Ngày có hiệu lực", "effective"),
        ("documents", "Trích yếu:", "abstract"),
        ("documents", "Cơ quan ban hành", "authority"),
        ("documents", "Cơ quan ban hành văn bản", "authority"),
        ("documents", "STT", None),
        ("officials", "Họ và tên", "name"),
        ("officials", "Chức vụ", "post"),
        ("services", "Thời hạn giải quyết", "limit"),
        ("contact", "ĐT", "phone"),
    ],
)
def test_fields_by_their_names(lexicon: Lexicon, group: str, text: str, field: str | None) -> None:
    assert lexicon.field_named(group, text) == field


@pytest.mark.parametrize(
    ("mail", "public"),
    [
        ("vanthu@gmail.com", True),
        ("ubnd@yahoo.com.vn", True),
        ("ten@example.com", True),
        ("vanthu@binhminh.gov.vn", False),
        ("gmail.com@binhminh.gov.vn", False),
    ],
)
def test_public_mailboxes(lexicon: Lexicon, mail: str, public: bool) -> None:
    assert lexicon.is_public_mail(mail) is public


def test_the_nearest_national_host_counts(lexicon: Lexicon) -> None:
    found = lexicon.national_host("pakn.dichvucong.gov.vn")
    assert found is not None
    assert found.sections == ("petitions", "replies")
    assert found.front == "full"
    part = lexicon.national_host("hanoi.congbao.chinhphu.vn")
    assert part is not None
    assert part.host == "congbao.chinhphu.vn"
    assert lexicon.national_host("notvbpl.vn") is None


def test_state_hosts(lexicon: Lexicon) -> None:
    assert lexicon.is_state_host("moit.gov.vn")
    assert lexicon.is_state_host("vpcp.chinhphu.vn")
    assert not lexicon.is_state_host("gov.vn.example.com")
    assert not lexicon.is_state_host("evilgov.vn")


def test_topic_words_are_whole_syllables(lexicon: Lexicon) -> None:
    found = lexicon.topics("so nha thau va goi thau mua sam")
    assert "goi thau" in found["projects"]
    assert "nha thau" in found["projects"]
    assert lexicon.topic_words("projects", "khongcogoithau") == ()


def test_nearest_labels_are_ranked_and_bounded(lexicon: Lexicon) -> None:
    labels = ("Trang chủ", "Cơ cấu", "Cơ cấu tổ chức bộ máy", "Liên hệ")
    ranked = lexicon.nearest_labels("structure", labels, limit=2)
    assert len(ranked) == 2
    assert ranked[0][0].startswith("Cơ cấu")
    assert 0 <= ranked[1][1] <= ranked[0][1] <= 1
