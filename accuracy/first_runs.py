"""First runs: what was told of a portal the first time it was audited, kept as data and never written again.

Verdicts are kept rather than figures, so that first and final figures are counted alike, from the same labels.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accuracy.judged import Judged, Told
from accuracy.service_lists import ServiceFigures
from domain.codec import from_plain, to_plain
from domain.findings import Verdict

FILE = Path(__file__).parent / "data" / "first_runs.json"


@dataclass(frozen=True, slots=True)
class FirstRun:
    """`code`: the digest of the sources that judged. `verdicts` by requirement. `services`: figures of its services,
    where those are known one by one; runs kept before these were counted have none."""

    on: date
    code: str
    browser: bool
    reachable: bool
    verdicts: Mapping[str, Verdict]
    services: ServiceFigures | None = None

    def judged(self, portal: str) -> Judged:
        return Judged(portal, {name: Told(verdict) for name, verdict in self.verdicts.items()}, self.reachable)


class FirstRunError(ValueError):
    """A first run that cannot be kept; one line says why."""


def load_first_runs(file: Path = FILE) -> dict[str, FirstRun]:
    if not file.is_file():
        return {}
    data = json.loads(file.read_text("utf-8"))
    return {str(portal): from_plain(FirstRun, run) for portal, run in data.items()}


def first_run(
    judged: Judged, on: date, code: str, *, browser: bool, services: ServiceFigures | None = None
) -> FirstRun:
    """Not applicable requirements are left out: they tell nothing."""
    told = {name: each.verdict for name, each in sorted(judged.told.items())}
    kept = {name: verdict for name, verdict in told.items() if verdict is not Verdict.NOT_APPLICABLE}
    return FirstRun(on, code, browser, judged.reachable, kept, services)


def keep_first_runs(runs: Mapping[str, FirstRun], file: Path = FILE) -> None:
    """Adds them. Raises FirstRunError where one is kept already: the first run is the first."""
    known = load_first_runs(file)
    for portal in sorted(runs.keys() & known.keys()):
        raise FirstRunError(f"the first run of {portal} was kept on {known[portal].on}: it stays as it was")
    file.write_text(_text({**known, **runs}.items()), "utf-8")


def _text(runs: Iterable[tuple[str, FirstRun]]) -> str:
    kept = {portal: {key: value for key, value in to_plain(run).items() if value is not None} for portal, run in runs}
    return json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=1) + "\n"
