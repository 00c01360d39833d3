"""What is published of a finding: a pure function of what the nights saw and what people said.

A verdict other than not_met is published at once. A finding that turns to not_met is published after `nights` published
nights in agreement, or on an auditor's word; until then the verdict before stays, marked as pending. A night that could
not tell (undetermined, our own error) neither agrees nor disagrees; any other verdict starts the count anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import VIETNAM
from domain.findings import Verdict
from domain.nights import Mark, Published, Review, Seen, Word

#: Verdicts of a night that could not tell.
UNSEEN = frozenset({Verdict.UNDETERMINED, Verdict.ERROR})
_RANK = {Verdict.MET: 2, Verdict.PARTLY_MET: 1, Verdict.NOT_MET: 0}
_SAID = {
    Word.CONFIRM: "confirmed",
    Word.OVERTURN: "overturned",
    Word.CONTEST: "contested",
    Word.WAIVE: "waived",
}


@dataclass(frozen=True, slots=True)
class _Agreement:
    """What the latest nights that could tell say, since when, and how many of them in a row (not_met only)."""

    verdict: Verdict
    finding: int
    nights: int
    since: datetime


def publish(before: Published | None, seen: Seen, reviews: Sequence[Review], nights: int) -> Published:
    """What is published after one more night. `reviews`: all of this agency and requirement; `nights`: the quorum."""
    agreed = _agreement(before, seen, nights)
    holding = [review for review in reviews if _holds(review, agreed, _day(seen.at))]
    ruling = next((each for each in reversed(holding) if each.word in (Word.CONFIRM, Word.OVERTURN)), None)
    verdict, finding, mark = _verdict(before, seen, agreed, ruling, nights)
    same = before is not None and before.verdict is verdict
    return Published(
        verdict=verdict,
        finding=finding,
        since=before.since if before is not None and same else seen.at,
        mark=mark,
        review=_SAID[holding[-1].word] if holding else "",
        seen_verdict=agreed.verdict,
        seen_finding=agreed.finding,
        seen_nights=agreed.nights,
        seen_since=agreed.since,
    )


def publish_all(nightly: Iterable[Seen], reviews: Sequence[Review], nights: int) -> Published | None:
    """The same over many nights, oldest first, each with the words that were given before it."""
    made: Published | None = None
    for seen in nightly:
        made = publish(made, seen, [review for review in reviews if review.made <= seen.at], nights)
    return made


def is_regression(before: Verdict | None, verdict: Verdict) -> bool:
    """Whether a definite verdict became a worse definite one."""
    return before in _RANK and verdict in _RANK and _RANK[verdict] < _RANK[before]


def _agreement(before: Published | None, seen: Seen, nights: int) -> _Agreement:
    if before is not None and seen.verdict in UNSEEN:
        return _Agreement(before.seen_verdict, before.seen_finding, before.seen_nights, before.seen_since)
    if before is None or before.seen_verdict is not seen.verdict:
        return _Agreement(seen.verdict, seen.finding, 1, seen.at)
    counted = min(before.seen_nights + 1, max(nights, 1)) if seen.verdict is Verdict.NOT_MET else 1
    return _Agreement(seen.verdict, seen.finding, counted, before.seen_since)


def _verdict(
    before: Published | None, seen: Seen, agreed: _Agreement, ruling: Review | None, nights: int
) -> tuple[Verdict, int | None, Mark]:
    """The published verdict, the finding that bears it (None where none does), and the mark."""
    if seen.verdict is Verdict.ERROR and before is not None:
        return before.verdict, before.finding, before.mark
    if seen.verdict in UNSEEN:
        return seen.verdict, seen.finding, Mark.PLAIN
    if ruling is not None and ruling.word is Word.OVERTURN:
        return _overturned(before, ruling)
    stands = before is not None and before.verdict is Verdict.NOT_MET
    if seen.verdict is not Verdict.NOT_MET or stands or ruling is not None or agreed.nights >= nights:
        return seen.verdict, seen.finding, Mark.PLAIN
    if before is None:
        return Verdict.UNDETERMINED, None, Mark.PENDING
    return before.verdict, before.finding, Mark.PENDING


def _overturned(before: Published | None, ruling: Review) -> tuple[Verdict, int | None, Mark]:
    """What the auditor says is right; else what was published before, if that is not what he overturned."""
    if before is not None and before.verdict is not ruling.verdict and ruling.instead in (None, before.verdict):
        return before.verdict, before.finding, Mark.PLAIN
    return ruling.instead or Verdict.UNDETERMINED, None, Mark.PLAIN


def _holds(review: Review, agreed: _Agreement, day: date) -> bool:
    """A word is on one verdict, for as long as the nights keep seeing it; a waiver until its day."""
    if review.word is Word.WAIVE:
        return review.until is not None and day <= review.until
    return review.verdict is agreed.verdict and review.made >= agreed.since


def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
