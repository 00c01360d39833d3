"""The baseline believes every label that is linked."""

from accuracy_samples import NEWS, site

from accuracy.label_only import LabelOnly, label_only
from checks.load_catalogue import load_catalogue
from domain.findings import Verdict

STRUCTURE, MAP = "nd43-10-1-a-structure", "nd43-10-1-a-map"
CATALOGUE = load_catalogue("nd43-2011")


def said(pages: dict[str, str], *, reachable: bool = True) -> LabelOnly:
    return label_only("thu", site(pages), CATALOGUE, reachable=reachable)


def test_a_linked_label_is_enough_for_it() -> None:
    found = said({"/": '<a href="/tin-tuc">Tin tức</a>', "/tin-tuc": '<a href="/to-chuc">Cơ cấu tổ chức</a>'})
    assert found.home.told[NEWS].verdict is Verdict.PARTLY_MET
    assert found.home.told[STRUCTURE].verdict is Verdict.NOT_MET
    assert found.anywhere.told[STRUCTURE].verdict is Verdict.PARTLY_MET


def test_hidden_links_and_bare_text_are_none() -> None:
    found = said({"/": '<a style="display:none" href="/tin-tuc">Tin tức</a><p>Cơ cấu tổ chức</p>'})
    assert found.anywhere.told[NEWS].verdict is Verdict.NOT_MET
    assert found.anywhere.told[STRUCTURE].verdict is Verdict.NOT_MET


def test_the_text_of_a_picture_names_a_link() -> None:
    found = said({"/": '<a href="/x"><img src="/a.png" alt="Cơ cấu tổ chức"></a>'})
    assert found.home.told[STRUCTURE].verdict is Verdict.PARTLY_MET


def test_it_says_nothing_of_what_does_not_bind_or_has_no_section() -> None:
    found = said({"/": "<p>x</p>"})
    assert MAP not in found.home.told
    assert "nd43-7-unicode" not in found.home.told


def test_nothing_read_is_open() -> None:
    told = said({"/": "<p>x</p>"}, reachable=False).home.told.values()
    assert {each.verdict for each in told} == {Verdict.UNDETERMINED}
