"""The truth files: complete, within the words, and in step with the portals' own figures."""

from pathlib import Path

import pytest

from demo.portal_data import load_portal, portal_ids
from demo.truth import expected, load_truth
from domain.findings import Verdict

_IDS = {
    line.split()[0]: (line.split()[1], line.split()[2])
    for line in (Path(__file__).parent / "requirement_ids.txt").read_text("utf-8").splitlines()
}
_EXAMINED = ("information", "support")


@pytest.mark.parametrize("portal", portal_ids())
def test_truth_covers_exactly_what_binds_the_kind(portal: str) -> None:
    letter = load_portal(portal).kind.letter
    binding = {requirement for requirement, (kinds, _) in _IDS.items() if letter in kinds}
    assert set(load_truth(portal).rows) == binding


@pytest.mark.parametrize("portal", portal_ids())
def test_truth_is_narrow_where_it_examines(portal: str) -> None:
    """Information and support rows have a real answer, except on controls' support rows."""
    data = load_portal(portal)
    for requirement, row in load_truth(portal).rows.items():
        assert row.why
        assert row.verdicts
        assert Verdict.ERROR not in row.verdicts
        group = _IDS[requirement][1]
        if group == "information" or (group == "support" and not data.audited_as):
            assert row.judged, requirement
            assert len(row.verdicts) <= 4, requirement
            assert Verdict.NOT_APPLICABLE not in row.verdicts


def test_rows_that_do_not_bind_are_not_applicable() -> None:
    truth = load_truth("so-tu-phap-son-ha")
    assert expected(truth, "nd43-12-statistics") == {Verdict.NOT_APPLICABLE}
