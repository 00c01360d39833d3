"""What is to be said of a portal's English where none was read, or where it is not this agency's."""

from checks.absence import absent, trace, unknown
from checks.all_candidates import candidates_of
from checks.english_pages import SECTION, EnglishPart
from checks.english_text import OTHER, OWN
from checks.observations import Observation, Unknown
from checks.site import Site
from checks.states import State
from domain.findings import Text2

_STRENGTH = 0.6
_UNREAD = frozenset({State.UNFETCHED, State.FAILED, State.SHELL})


def unseen_or_absent(site: Site, part: EnglishPart, probe: str) -> Observation | None:
    """What is to be said where no English of this agency was read; None where some was."""
    if part.texts:
        return _of_whom(site, part, probe)
    searched = trace(site, SECTION, part.visited, part.misses)
    if part.switches:
        said = Text2(
            f"Nút “{part.switches[0].label[:60]}” đổi ngôn ngữ bằng mã lệnh hoặc lựa chọn được lưu, chưa xem được.",
            f"“{part.switches[0].label[:60]}” changes the language by script or a kept choice; not seen.",
        )
        return unknown(probe, "switch", said, searched=searched)
    if part.unseen:
        said = Text2(
            f"Mục “{part.unseen[0].label[:60]}” có đường dẫn nhưng chưa xem được trang đích.",
            f"“{part.unseen[0].label[:60]}” is linked, but its page was not seen.",
        )
        return unknown(probe, "unfetched", said, searched=searched)
    said = (
        Text2("Có mục tiếng Anh nhưng không có nội dung tiếng Anh.", "There is an English entry, but no English text.")
        if part.entries
        else Text2("Không thấy phần tiếng Anh nào trên cổng.", "The portal has no English part.")
    )
    code = "not_english" if part.entries else "absent"
    return absent(site, probe, SECTION, visited=part.visited, misses=part.misses, code=code, reason=said)


def unread_of(site: Site, part: EnglishPart, section: str) -> bool:
    """Whether an entry of the English part, or a page of the section that English pages link, was not read."""
    pages = {text.page.url for text in part.texts}
    return bool(part.unseen) or any(
        item.state in _UNREAD and item.page.url in pages and item.strength >= _STRENGTH
        for item in candidates_of(site, section)
    )


def _of_whom(site: Site, part: EnglishPart, probe: str) -> Observation | None:
    if part.owner.state == OWN:
        return None
    first = next(((text, text.lines[0]) for text in part.texts if text.lines), None)
    evidence = (first[0].evidence(site, probe, first[1]),) if first else ()
    if part.owner.state == OTHER:
        said = Text2(
            f"Nội dung tiếng Anh nói về nơi khác: “{part.owner.named[:80]}”.",
            f"The English text is on somebody else: “{part.owner.named[:80]}”.",
        )
        visited = part.visited
        return absent(
            site, probe, SECTION, visited=visited, misses=part.misses, code="not_own", reason=said, evidence=evidence
        )
    said = Text2(
        "Có nội dung tiếng Anh nhưng chưa rõ là của cơ quan này; cần người xem.",
        "There is English text, but whether it is this agency's is for a person to see.",
    )
    return unknown(probe, "whose", said, evidence=evidence, kind=Unknown.HUMAN)
