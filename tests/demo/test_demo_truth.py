"""The truth files: complete, within the words, in step with the portals, and together an exam of every row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.portal_data import load_portal, portal_ids
from demo.truth import Expectation, expected, load_truth
from demo.truth.service_truth import service_portals
from domain.findings import Verdict

_IDS = {
    line.split()[0]: (line.split()[1], line.split()[2])
    for line in (Path(__file__).parent / "requirement_ids.txt").read_text("utf-8").splitlines()
}
_SERVICES = ("nd43-18-", "nd43-13-english-services")
_EXAMINED = tuple(row for row, (_, group) in _IDS.items() if group != "services" and not row.startswith(_SERVICES))
#: Facts without degrees: met or not, nothing between.
_YES_NO = ("tt32-16-4-b-sitemap-xml", "nd43-7-unicode", "nd43-6-domain")
#: What one visit to a name on loopback can never show.
_UNSEEN = ("tt32-15-4-ipv6-dnssec", "nd43-27-1-available", "nd43-29-security")


@pytest.mark.parametrize("portal", portal_ids())
def test_truth_covers_exactly_what_binds_the_kind(portal: str) -> None:
    letter = load_portal(portal).kind.letter
    binding = {requirement for requirement, (kinds, _) in _IDS.items() if letter in kinds}
    assert set(load_truth(portal).rows) == binding


@pytest.mark.parametrize("portal", portal_ids())
def test_truth_is_narrow_where_it_examines(portal: str) -> None:
    """Every examined row has a real answer, except on controls, where only information has one."""
    data = load_portal(portal)
    for requirement, row in load_truth(portal).rows.items():
        assert row.why
        assert row.verdicts
        assert Verdict.ERROR not in row.verdicts
        if requirement not in _EXAMINED:
            continue
        group = _IDS[requirement][1]
        if group == "information" or not data.audited_as:
            assert row.judged, requirement
            assert len(row.verdicts) <= 4, requirement
            assert len(row.browser) <= 3, requirement
            assert group == "presentation" or Verdict.NOT_APPLICABLE not in row.verdicts


def _rows(requirement: str) -> Iterator[Expectation]:
    for portal in portal_ids():
        row = load_truth(portal).rows.get(requirement)
        if row and row.judged and not load_portal(portal).audited_as:
            yield row


@pytest.mark.parametrize("requirement", _EXAMINED)
def test_somewhere_it_is_met_partly_met_and_pretended(requirement: str) -> None:
    rows = list(_rows(requirement))
    if requirement in _UNSEEN:
        assert all(Verdict.UNDETERMINED in row.browser for row in rows)
        return
    assert any(row.browser in ({Verdict.MET}, {Verdict.MET, Verdict.NEEDS_HUMAN}) for row in rows)
    assert any(row.pretended and row.browser == {Verdict.NOT_MET} for row in rows)
    if requirement not in _YES_NO:
        assert any(row.browser <= {Verdict.PARTLY_MET, Verdict.NEEDS_HUMAN} for row in rows)


@pytest.mark.parametrize("portal", portal_ids())
def test_what_is_pretended_may_be_called_not_met(portal: str) -> None:
    for requirement, row in load_truth(portal).rows.items():
        if row.pretended:
            assert Verdict.NOT_MET in row.browser, requirement
            assert Verdict.MET not in row.browser, requirement


#: Rows on services that nobody can judge without a national list, or that the demo's plain HTTP settles.
_OPEN_BY_NATURE = ("nd43-18-1-national-list", "tt32-6-3-names", "tt32-20-https")
_ON_SERVICES = tuple(row for row, (_, group) in _IDS.items() if group == "services" or row.startswith(_SERVICES))


@pytest.mark.parametrize("requirement", [row for row in _ON_SERVICES if row not in _OPEN_BY_NATURE])
def test_rows_on_services_have_more_than_one_answer(requirement: str) -> None:
    """Somewhere the thing is there, somewhere it is not, each said without leaving the other open."""
    sure = [row.browser for row in _rows(requirement) if len(row.browser) <= 2]
    assert any(row & {Verdict.MET, Verdict.PARTLY_MET} and Verdict.NOT_MET not in row for row in sure)
    assert any(not row & {Verdict.MET, Verdict.PARTLY_MET} for row in sure)


@pytest.mark.parametrize("requirement", _ON_SERVICES)
def test_rows_on_services_are_answered_on_portals_with_a_desk(requirement: str) -> None:
    for portal in service_portals():
        row = load_truth(portal).rows.get(requirement)
        assert row is None or row.judged, portal


def test_rows_that_do_not_bind_are_not_applicable() -> None:
    truth = load_truth("so-tu-phap-son-ha")
    assert expected(truth, "nd43-12-statistics") == {Verdict.NOT_APPLICABLE}
