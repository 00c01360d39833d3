"""corpus.yaml, and folders that have none."""

from datetime import date
from pathlib import Path

import pytest

from accuracy.corpus import SavedPages, Split, StoredArchive
from accuracy.corpus_faults import CorpusError
from accuracy.read_corpus import read_corpus
from domain.agencies import Kind

LABELS = "portal,requirement,verdicts\na,nd43-10-1-b-news,present\n"
ITEMS = "site\titem\tlabel\na\ttin_tuc\tP\n"


def quiet(_: str) -> None:
    return None


def folder(root: Path, corpus: str = "", labels: str = LABELS, title: str = "") -> Path:
    (root / "a").mkdir()
    (root / "a" / "index.html").write_text(f"<title>{title}</title>", "utf-8")
    (root / "b.warc.gz").write_bytes(b"")
    (root / ("labels.csv" if labels is LABELS else "labels.tsv")).write_text(labels, "utf-8")
    if corpus:
        (root / "corpus.yaml").write_text(corpus, "utf-8")
    return root


def test_a_corpus(tmp_path: Path) -> None:
    text = """portals:
  - id: a
    kind: S
    name: Sở Y tế tỉnh Sơn Hà
    platform: liferay
    pages: a
    captured: 2026-10-05
    address: http://soyte.sonha.gov.vn
    split: tuned
  - {id: b, kind: district, archive: b.warc.gz, control: true}
"""
    read = read_corpus(folder(tmp_path, text), {}, {}, quiet)
    first, second = read.portals
    assert read.name == tmp_path.name
    assert first.agency.kind is Kind.DEPARTMENT
    assert first.source == SavedPages(tmp_path / "a", date(2026, 10, 5))
    assert first.address == "http://soyte.sonha.gov.vn/"
    assert (first.split, second.split) == (Split.TUNED, Split.UNSEEN)
    assert second.source == StoredArchive(tmp_path / "b.warc.gz")
    assert second.control
    assert [label.portal for label in read.labels] == ["a"]


def test_a_corpus_may_describe_a_folder_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "given"
    elsewhere.mkdir()
    folder(elsewhere, labels=ITEMS)
    mine = tmp_path / "mine.yaml"
    mine.write_text("labels: given/labels.tsv\nportals: [{id: a, kind: S, pages: given/a}]\n", "utf-8")
    read = read_corpus(mine, {}, {}, quiet)
    assert read.name == "mine"
    assert [label.name for label in read.labels] == ["nd43-10-1-b-news"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Trang chủ - Sở Y tế tỉnh Sơn Hà", Kind.DEPARTMENT),
        ("Cổng thông tin điện tử huyện Đá Trắng - tỉnh Sơn Hà", Kind.DISTRICT),
        ("Cổng TTĐT Bộ Kinh tế Biển", Kind.MINISTRY),
    ],
)
def test_a_bare_folder_says_its_kind_by_its_title(tmp_path: Path, title: str, kind: Kind) -> None:
    said: list[str] = []
    read = read_corpus(folder(tmp_path, labels=ITEMS, title=title), {}, {}, said.append)
    assert read.portals[0].agency.kind is kind
    assert said == [f"a: {kind.value}, by its title; --kind a=KIND says otherwise"]


def test_a_bare_folder_described_on_the_command_line(tmp_path: Path) -> None:
    read = read_corpus(folder(tmp_path, labels=ITEMS), {"a": "H"}, {"a": "Huyện Cửa Lau"}, quiet)
    assert read.portals[0].agency.kind is Kind.DISTRICT
    assert read.portals[0].agency.name == "Huyện Cửa Lau"


@pytest.mark.parametrize(
    ("corpus", "line", "named"),
    [
        ("portals:\n  - id: a\n    kind: castle\n    pages: a\n", 3, "department (S)"),
        ("portals:\n  - id: a\n    kind: S\n    pages: a\n    colour: red\n", 5, "unknown key; allowed:"),
        ("portals:\n  - id: a\n    kind: S\n", 2, "either pages"),
        ("portals:\n  - id: a\n    kind: S\n    pages: c\n", 4, "no folder c"),
        ("portals:\n  - id: a\n    kind: S\n    archive: c.warc\n", 4, "no file c.warc"),
        ("portals:\n  - {id: a, kind: S, pages: a}\n  - {id: a, kind: S, pages: a}\n", 3, "a stands twice"),
        ("portals:\n  - {id: a, kind: S, pages: a, captured: yesterday}\n", 2, "date"),
        ("portals: []\n", 1, "portals"),
        ("portals: [\n", 1, "no YAML"),
        ("labels: none.csv\nportals: [{id: a, kind: S, pages: a}]\n", 1, "none.csv"),
        ("portals: [{id: c, kind: S, pages: a}]\n", 1, "labels of a"),
    ],
)
def test_faults_name_file_line_and_what_to_change(tmp_path: Path, corpus: str, line: int, named: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder(tmp_path, corpus), {}, {}, quiet)
    assert named in str(caught.value)
    assert ".yaml:" in str(caught.value) or ".csv:" in str(caught.value)
    assert f":{line}: " in str(caught.value) or "no YAML" in named


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"holds no corpus\.yaml and no labels\.csv"):
        read_corpus(tmp_path, {}, {}, quiet)
    with pytest.raises(CorpusError, match="name demo, a folder"):
        read_corpus(tmp_path / "none.yaml", {}, {}, quiet)


def test_a_title_that_says_nothing_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="--kind a=KIND"):
        read_corpus(folder(tmp_path, labels=ITEMS, title="Trang chủ"), {}, {}, quiet)


@pytest.mark.parametrize(("kinds", "named"), [({"a": "castle"}, "castle"), ({"b": "S"}, "has no portal b")])
def test_wrong_words_on_the_command_line(tmp_path: Path, kinds: dict[str, str], named: str) -> None:
    with pytest.raises(CorpusError, match=named):
        read_corpus(folder(tmp_path, labels=ITEMS, title="Sở Y tế"), kinds, {}, quiet)


def test_only_some_portals(tmp_path: Path) -> None:
    read = read_corpus(folder(tmp_path, "portals: [{id: a, kind: S, pages: a}]\n"), {}, {}, quiet)
    assert read.only(frozenset({"a"})).labels == read.labels
    with pytest.raises(LookupError, match="there are a"):
        read.only(frozenset({"b"}))
