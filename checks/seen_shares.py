"""A share over a sample of which a part may not have been seen: what was not fetched leaves the sample; with less than
half of it left nothing is said (docs/judging.md 8)."""

from checks.judged import Judged
from checks.observations import Unknown
from domain.findings import Text2

_ENOUGH = 0.5


def enough_seen(seen: int, chosen: int) -> bool:
    return seen > 0 and seen >= _ENOUGH * chosen


def too_few_seen(seen: int, chosen: int, what: Text2, scanned: int = 0) -> Judged:
    """`what`: what the sample consists of, as a word in the plural. `scanned`: so many lead to files that show pictures
    only; where these are what keeps us from seeing, a person has to look."""
    vi = f"Chỉ xem được {seen} trong {chosen} {what.vi} của mẫu."
    en = f"Only {seen} of the {chosen} sampled {what.en} were seen."
    if enough_seen(seen + scanned, chosen) and scanned:
        vi += f" {scanned} {what.vi} chỉ có tệp ảnh quét: cần người mở tệp để xem nội dung."
        en += f" {scanned} of them are scans: a person has to open the files and look."
        return Judged(0.0, 1.0, "scan", Text2(vi, en), unknown_kind=Unknown.HUMAN)
    return Judged(0.0, 1.0, "unfetched", Text2(vi, en))
