"""A citation as Vietnamese legal writing has it: from the smallest part to the instrument."""

from checks.requirement import Citation

#: Short names used in citations, and the instruments they stand for.
INSTRUMENTS: dict[str, str] = {
    "ND43": "Nghị định 43/2011/NĐ-CP",
    "ND42": "Nghị định 42/2022/NĐ-CP",
    "ND224": "Nghị định 224/2026/NĐ-CP",
    "TT24/2011": "Thông tư 24/2011/TT-BTTTT",
    "TT25/2010": "Thông tư 25/2010/TT-BTTTT",
    "TT26/2009": "Thông tư 26/2009/TT-BTTTT",
    "TT32": "Thông tư 32/2017/TT-BTTTT",
    "TT22/2023": "Thông tư 22/2023/TT-BTTTT",
}
_ORDINALS = {"first": "thứ nhất", "second": "thứ hai", "third": "thứ ba", "fourth": "thứ tư", "fifth": "thứ năm"}


def legal_text(citation: Citation) -> str:
    """ "gạch đầu dòng thứ nhất điểm a khoản 1 Điều 10 Nghị định 43/2011/NĐ-CP"."""
    steps = [
        _part(citation.part),
        f"điểm {citation.point}" if citation.point else "",
        f"khoản {citation.clause}" if citation.clause else "",
        f"Điều {citation.article}" if citation.article else "",
        INSTRUMENTS.get(citation.instrument, citation.instrument),
    ]
    return " ".join(step for step in steps if step)


def _part(part: str) -> str:
    ordinal, _, unit = part.partition(" ")
    if unit == "dash" and ordinal in _ORDINALS:
        return f"gạch đầu dòng {_ORDINALS[ordinal]}"
    return part
