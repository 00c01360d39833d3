"""Label files: both layouts, and faults that say where and what to change."""

from pathlib import Path

import pytest

from accuracy.corpus import PRESENT
from accuracy.corpus_faults import CorpusError
from accuracy.label_files import read_labels
from checks.load_catalogue import load_catalogue
from domain.findings import Verdict

REQUIREMENTS = frozenset(row.id for row in load_catalogue("nd43-2011").requirements)
NEWS = "nd43-10-1-b-news"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "labels.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_the_plain_layout(tmp_path: Path) -> None:
    text = f"portal,requirement,verdicts,note\na,{NEWS},present,\n\nb,{NEWS},not_met undetermined,đường dẫn\n"
    first, second = read_labels(written(tmp_path, text), REQUIREMENTS)
    assert (first.portal, first.name, first.allowed) == ("a", NEWS, PRESENT)
    assert second.allowed == {Verdict.NOT_MET, Verdict.UNDETERMINED}
    assert second.note == "đường dẫn"


def test_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    text = f"Requirement;Note;Verdicts;Portal\r\n{NEWS};x;Absent | needs_human;a\r\n"
    (label,) = read_labels(written(tmp_path, text, "utf-8-sig"), REQUIREMENTS)
    assert label.allowed == {Verdict.NOT_MET, Verdict.NEEDS_HUMAN}


def test_items(tmp_path: Path) -> None:
    text = (
        "site\titem\tlabel\tpath\tnote\n"
        "a\ttin_tuc\tP\t/tin\t\na\trss\tW\t/\t\na\tquy_hoach_ke_hoach\tX\t/q\tsang trang khác\n"
    )
    news, plans = read_labels(written(tmp_path, text), REQUIREMENTS)
    assert (news.name, news.requirements, news.allowed, news.note) == (NEWS, (NEWS,), PRESENT, "P")
    assert plans.name == "quy_hoach_ke_hoach"
    assert len(plans.requirements) == 5
    assert plans.allowed == {Verdict.NOT_MET, Verdict.UNDETERMINED}
    assert plans.note == "X: sang trang khác"


def test_every_item_stands_for_requirements_that_exist(tmp_path: Path) -> None:
    from accuracy.label_files import _items  # noqa: PLC0415

    for item in _items().items:
        (label,) = read_labels(written(tmp_path, f"site,item,label\na,{item},A\n"), REQUIREMENTS)
        assert set(label.requirements) <= REQUIREMENTS, item
        assert label.requirements


HEAD = "portal,requirement,verdicts\n"


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        (f"{HEAD}a,nd43-10-1-b-new,present\n", 2, "did you mean nd43-10-1-b-news?"),
        (f"{HEAD}a,{NEWS},there\n", 2, "allowed: present, absent, met"),
        (f"{HEAD}a,{NEWS},\n", 2, "verdicts is empty"),
        (f"{HEAD},{NEWS},present\n", 2, "portal is empty"),
        (f"{HEAD}a,{NEWS},present\n\na,{NEWS},absent\n", 4, "stands twice"),
        (f"{HEAD}a,{NEWS},error\n", 2, "'error' is no verdict"),
        ("portal,what\n", 1, "portal, requirement, verdicts, note"),
        ("", 1, "portal, requirement, verdicts, note"),
        ("site,item,label\na,tin_tucs,P\n", 2, "did you mean tin_tuc?"),
        ("site,item,label\na,tin_tuc,Q\n", 2, "allowed: P, W, X, A"),
    ],
)
def test_faults_name_file_line_and_what_to_change(tmp_path: Path, text: str, line: int, named: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(CorpusError) as caught:
        read_labels(file, REQUIREMENTS)
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert named in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        read_labels(written(tmp_path, f"{HEAD}a,x,present\na,{NEWS},there\n"), REQUIREMENTS)
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258"])
def test_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "labels.csv"
    file.write_bytes("portal,requirement,verdicts,ghi chú đ\n".encode(encoding, "replace"))
    with pytest.raises(CorpusError, match="UTF-8"):
        read_labels(file, REQUIREMENTS)
