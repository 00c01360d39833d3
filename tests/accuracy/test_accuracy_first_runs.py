"""First runs are written once."""

from pathlib import Path

import pytest
from accuracy_samples import DAY, LEADERS, NEWS, told

from accuracy.first_runs import FirstRunError, first_run, keep_first_runs, load_first_runs
from accuracy.made_up import demo_corpus
from domain.findings import Verdict


def test_kept_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "first.json"
    assert load_first_runs(file) == {}
    run = first_run(told("a", {NEWS: Verdict.MET, LEADERS: Verdict.NOT_APPLICABLE}), DAY, "sha256:1", browser=True)
    keep_first_runs({"a": run}, file)
    assert load_first_runs(file) == {"a": run}
    assert dict(run.verdicts) == {NEWS: Verdict.MET}
    assert run.judged("a").told[NEWS].verdict is Verdict.MET


def test_the_first_run_stays_the_first(tmp_path: Path) -> None:
    file = tmp_path / "first.json"
    run = first_run(told("a", {NEWS: Verdict.MET}), DAY, "sha256:1", browser=True)
    keep_first_runs({"a": run}, file)
    with pytest.raises(FirstRunError, match="2026-11-20"):
        keep_first_runs({"a": run, "b": run}, file)
    assert set(load_first_runs(file)) == {"a"}


def test_shipped_first_runs_are_of_made_up_portals() -> None:
    known = {portal.id for portal in demo_corpus(DAY, browser=True).portals}
    assert set(load_first_runs()) <= known
