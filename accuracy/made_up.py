"""The made-up portals as a corpus: their truth files are the labels."""

from datetime import date
from functools import cache

from accuracy.corpus import Corpus, Label, MadeUp, Portal
from accuracy.splits import load_splits
from demo.portals import DemoPortal, all_portals
from demo.strangers import StrangerPortal, stranger_portals
from demo.truth.reading import load_truth
from demo.truth.service_truth import load_service_truth, portals_with_services

NAME = "demo"


@cache
def portals_on(today: date) -> tuple[DemoPortal | StrangerPortal, ...]:
    """Built once per process and day; with the exams, which the default demo run leaves out."""
    return (*all_portals(today), *stranger_portals(today))


def demo_corpus(today: date, *, browser: bool) -> Corpus:
    """`browser`: some of the truth is only seen by one."""
    splits = load_splits()
    portals, labels = [], []
    for made in portals_on(today):
        agency = made.target(0).agency
        portals.append(
            Portal(
                made.id,
                agency,
                made.family,
                MadeUp(today),
                splits.of(made.id),
                control=made.id in splits.controls,
                address=made.url,
                exam=exam.column if (exam := splits.exam_of(made.id)) else "",
            )
        )
        labels.extend(_labels(made.id, browser))
    services = {portal: load_service_truth(portal) for portal in portals_with_services()}
    return Corpus(NAME, tuple(portals), tuple(labels), tuple(splits.exams), services)


def _labels(portal: str, browser: bool) -> list[Label]:
    """Rows outside the exam are left out: there anything but our own error would do."""
    return [
        Label(portal, requirement, (requirement,), row.browser if browser else row.verdicts, row.why)
        for requirement, row in load_truth(portal).rows.items()
        if row.judged
    ]
