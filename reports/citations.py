"""A citation as Vietnamese legal writing has it: from the smallest part to the instrument."""

from collections.abc import Mapping

from checks.requirement import Citation
from domain.findings import Text2

_ORDINALS = {"first": "thứ nhất", "second": "thứ hai", "third": "thứ ba", "fourth": "thứ tư", "fifth": "thứ năm"}


def legal_text(citation: Citation, instruments: Mapping[str, Text2]) -> str:
    """Such as: gạch đầu dòng thứ nhất điểm a khoản 1 Điều 10 Nghị định 43/2011/NĐ-CP."""
    name = instruments.get(citation.instrument)
    steps = [
        _part(citation.part),
        f"điểm {citation.point}" if citation.point else "",
        f"khoản {citation.clause}" if citation.clause else "",
        f"Điều {citation.article}" if citation.article else "",
        name.vi if name else citation.instrument,
    ]
    return " ".join(step for step in steps if step)


def _part(part: str) -> str:
    ordinal, _, unit = part.partition(" ")
    if unit == "dash" and ordinal in _ORDINALS:
        return f"gạch đầu dòng {_ORDINALS[ordinal]}"
    return part
