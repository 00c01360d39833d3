"""What stands over a group of services: its field, its level, its administrative level, its agency.

In a row across a table, a heading, a caption, the entry above in a tree. A heading that names two levels ("Mức độ 3,
4") says nothing of one service, and what stood over it before says nothing any more either.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.load_lexicon import Lexicon
from checks.services.drafts import NOTHING_TOLD, Draft, Told
from checks.services.entries import LevelFrom, Scale
from checks.services.levels import PROACTIVE, claim_of, heads_proactive, levels_named
from checks.services.words import ServiceWords
from domain.text import clean, fold

_MOST_WORDS = 16
_SECTION = 0.8
_COUNT = re.compile(r"\s*[(\[]\s*\d[^()\[\]]{0,30}[)\]]\s*$|\s*:\s*\d{1,5}\s*$")
_NUMBERING = re.compile(r"^\s*(?:[ivxIVX]{1,5}|[A-H]|\d{1,3}(?:\.\d{1,2})*)\s*[.)/\-–:]\s*")
_PARTS = re.compile(r"\s+[-–|]\s+|\s*\|\s*")
_LABELLED = re.compile(
    r"^(?P<label>(?:nhóm )?(?:lĩnh vực|ngành|cơ quan|đơn vị|cấp thực hiện))"
    r"(?: (?:thực hiện|giải quyết))?\s*:?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Over:
    """What stands over some services. `plain`: words that are a field's name if others like it head other groups.
    Services that come unasked (`level.of_proactive`) have no level of Decree 43, whatever numbers their rows show."""

    field: str = ""
    agency: str = ""
    admin_level: str = ""
    level: Told = NOTHING_TOLD
    levelled: bool = False  # speaks of levels, even where it claims none of one service
    plain: str = ""
    ended: bool | None = None  # over procedures that are no more; None where it does not say

    def give(self, draft: Draft) -> Draft:
        """The draft with what it does not say itself."""
        return replace(
            draft,
            field=draft.field or self.field,
            agency=draft.agency or self.agency,
            admin_level=draft.admin_level or self.admin_level,
            ended=draft.ended or bool(self.ended),
            level=self.level if self._overrules(draft.level) else draft.level.within(self.level),
        )

    def _overrules(self, told: Told) -> bool:
        return self.level.of_proactive and told.claim.scale is not Scale.ND42


def over_of(
    text: str,
    place: str,
    lexicon: Lexicon,
    words: ServiceWords,
    *,
    plain: bool = False,
    source: LevelFrom = LevelFrom.GROUP,
) -> Over:
    """What one heading says. `plain`: a text that says nothing else is a field's name for sure."""
    whole = clean(text)
    if not whole or len(whole.split()) > _MOST_WORDS or fold(whole) in words.related:
        return Over()
    told = Told(PROACTIVE if heads_proactive(whole) else claim_of(whole), source, place, whole)
    found = Over(
        level=told.within(NOTHING_TOLD),
        levelled=bool(told) or told.of_proactive or bool(levels_named(fold(whole))),
        ended=words.ends(whole),
    )
    for part in _PARTS.split(whole):
        found = _with_part(found, _NUMBERING.sub("", _COUNT.sub("", part)).strip(" :"), lexicon, words, plain)
    return found


def _with_part(found: Over, part: str, lexicon: Lexicon, words: ServiceWords, plain: bool) -> Over:
    if not part or claim_of(part) or levels_named(fold(part)) or heads_proactive(part):
        return found
    labelled = _LABELLED.match(part)
    if labelled:
        return _with_label(found, fold(labelled["label"]), labelled["rest"].strip(" :"), words)
    level = words.admin_level(part)
    if level:
        return replace(found, admin_level=level)
    if words.names_agency(part):
        return replace(found, agency=found.agency or part)
    if any(match.strength >= _SECTION for match in lexicon.match_label(part)):
        return found
    return replace(found, field=part) if plain else replace(found, plain=found.plain or part)


def _with_label(found: Over, label: str, value: str, words: ServiceWords) -> Over:
    """ "Lĩnh vực: Hộ tịch", "Cơ quan thực hiện: Sở Tư pháp", "Cấp thực hiện: Cấp tỉnh"."""
    if label in ("co quan", "don vi"):
        return replace(found, agency=value)
    if label == "cap thuc hien":
        return replace(found, admin_level=words.admin_level(value))
    return replace(found, field=value)


def refine(outer: Over, inner: Over) -> Over:
    """The inner heading's word where it has one, else the outer one's."""
    return Over(
        field=inner.field or outer.field,
        agency=inner.agency or outer.agency,
        admin_level=inner.admin_level or outer.admin_level,
        level=inner.level if inner.levelled else outer.level,
        levelled=inner.levelled or outer.levelled,
        plain=inner.plain or outer.plain,
        ended=outer.ended if inner.ended is None else inner.ended,
    )


def settle(overs: Sequence[Over]) -> list[Over]:
    """Plain words over entries are fields where there are several of them; a single one is the page's title."""
    plain = {over.plain for over in overs if over.plain}
    if len(plain) < 2:
        return list(overs)
    return [replace(over, field=over.field or over.plain) for over in overs]
