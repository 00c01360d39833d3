"""Every case of tests/cases/ as a test of its own: see the README there."""

from dataclasses import replace

import pytest
from case_portals import CaseFile, find_cases

from checks.availability import judge_availability
from checks.evaluate import evaluate
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from domain.findings import Finding, LocatorType, Verdict
from pages.outline import find, parse_tree

CASES = list(find_cases())


def judged(case: CaseFile) -> Finding:
    """The finding of the case's requirement; only it and the list it follows are judged."""
    catalogue = load_catalogue("nd43-2011")
    wanted = catalogue.get(case.requirement)
    assert wanted is not None, f"no requirement {case.requirement}"
    if case.visits is not None:
        return judge_availability(wanted, case.target, *case.visits)
    names = {wanted.id, wanted.follows}
    rows = tuple(row for row in catalogue.requirements if row.id in names)
    result = evaluate(case.snapshot(), replace(catalogue, requirements=rows), load_lexicon())
    return next(finding for finding in result.findings if finding.requirement == wanted.id)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.requirement}/{case.name}")
def test_case(case: CaseFile) -> None:
    finding = judged(case)
    said = f"{case.data['why']}\n{finding.code}: {finding.reason.en}\n{finding.searched}"
    assert finding.verdict is case.expected, said
    if "code" in case.data:
        assert finding.code == case.data["code"], said
    if "value" in case.data:
        assert finding.value == pytest.approx(case.data["value"], abs=0.005), said
    _check_proof(case, finding)


def _check_proof(case: CaseFile, finding: Finding) -> None:
    """Every earned finding has evidence that resolves; every "not there" has its search trace."""
    if finding.verdict in (Verdict.MET, Verdict.PARTLY_MET):
        assert finding.evidence
    if finding.verdict is Verdict.NOT_MET:
        assert finding.searched is not None
    if case.visits is not None:
        return
    snapshot = case.snapshot()
    bodies = {capture.digest: snapshot.body(capture) for capture in snapshot.captures if capture.digest}
    for evidence in finding.evidence:
        assert evidence.digest in bodies, evidence
        if evidence.locator.type is LocatorType.XPATH:
            root = parse_tree(bodies[evidence.digest].decode())
            assert root is not None
            assert find(root, evidence.locator.value) is not None, evidence


def test_there_are_cases() -> None:
    assert len(CASES) > 100


def test_names_tell_the_verdict() -> None:
    begins = {
        "pass": {Verdict.MET},
        "partly": {Verdict.PARTLY_MET},
        "fail": {Verdict.NOT_MET},
        "unknown": {Verdict.UNDETERMINED, Verdict.NEEDS_HUMAN},
        "trap": set(Verdict),
    }
    wrong = [
        f"{case.requirement}/{case.name}"
        for case in CASES
        if case.expected not in begins.get(case.name.split("-")[0], set())
    ]
    assert not wrong


def _counts(requirement: str) -> tuple[int, int, int, int]:
    """How many cases pass, fail and trap, and in how many makes of markup."""
    of_row = [case for case in CASES if case.requirement == requirement]
    begins = [case.name.split("-")[0] for case in of_row]
    families = {case.family for case in of_row}
    return begins.count("pass"), begins.count("fail"), begins.count("trap"), len(families)


@pytest.mark.parametrize("requirement", sorted({case.requirement for case in CASES}))
def test_each_requirement_with_cases_has_enough_of_them(requirement: str) -> None:
    passing, failing, traps, families = _counts(requirement)
    assert passing >= 2
    assert failing >= 2
    assert traps >= 1
    assert families >= 2
