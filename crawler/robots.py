"""robots.txt of a host: what we may ask, how fast, and where its site maps stand (RFC 9309)."""

from dataclasses import dataclass
from enum import StrEnum

from protego import Protego

from crawler.exchange import Answer
from domain.captures import Outcome

_MAX_BYTES = 500 * 1024  # RFC 9309 section 2.5
_MAX_SITEMAPS = 10


class Word(StrEnum):
    """What a host's robots.txt amounts to."""

    OPEN = "open"  # 4xx: there is none
    RULES = "rules"
    REFUSED = "refused"  # 5xx, 429 or silence: complete disallow until it can be read


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one host for our agent."""

    word: Word
    agent: str
    parser: Protego | None = None
    error: str = ""
    outcome: Outcome = Outcome.ROBOTS  # of an address that may not be asked
    text: str = ""  # as the host wrote it

    def allows(self, url: str) -> bool:
        if self.word is Word.REFUSED:
            return False
        return self.parser is None or bool(self.parser.can_fetch(url, self.agent))

    @property
    def crawl_delay(self) -> float:
        delay = self.parser.crawl_delay(self.agent) if self.parser else None
        return float(delay) if delay and delay > 0 else 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.parser.sitemaps)))[:_MAX_SITEMAPS] if self.parser else ()


def must_ask_again(answer: Answer) -> bool:
    """Is this no answer yet: a server error, a plea to slow down, or silence?"""
    if answer.status is None:
        return answer.outcome is not Outcome.GUARDED
    return answer.status >= 500 or answer.status == 429


def read_robots(answer: Answer, agent: str) -> RobotsRules:
    """The rules that follow from the last answer to robots.txt."""
    if answer.outcome is Outcome.OK:
        text = answer.body[:_MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        return RobotsRules(Word.RULES, agent, Protego.parse(text), text=text)
    if answer.status is not None and not must_ask_again(answer):
        return RobotsRules(Word.OPEN, agent)
    if answer.outcome is Outcome.GUARDED:
        return RobotsRules(Word.OPEN, agent)  # its redirect led where we do not go: as if there were none
    reason = f"status {answer.status}" if answer.status else answer.error or answer.outcome.value
    silent = answer.status is None
    return RobotsRules(
        Word.REFUSED, agent, error=f"robots.txt: {reason}", outcome=answer.outcome if silent else Outcome.ROBOTS
    )
