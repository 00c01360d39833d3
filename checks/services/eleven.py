"""The eleven groups of information of Circular 32/2017 Art. 5(1), and the share of them that a service's page gives.

Each counts the same; a group with two names (dossier and its number, legal basis and the deciding act) a half for each.
Forms, conditions and fees are one group, asked only where there can be any: a label without a value, a value, or a
dossier that speaks of a form. Nine in ten count as all (docs/judging.md 9).
"""

from dataclasses import dataclass

from checks.attachments import is_file_link
from checks.services.detail_words import ELEVEN, NAMES_EN, NAMES_VI, OF_ELEVEN, detail_words
from checks.services.details import Details, Given
from checks.site import Site

ENOUGH = 0.9
_IF_ANY = "if_any"


@dataclass(frozen=True, slots=True)
class Eleven:
    """`given`: the groups that are asked, by key, with what each earned of 1."""

    given: dict[str, float]

    @property
    def asked(self) -> int:
        return len(self.given)

    @property
    def share(self) -> float:
        return round(sum(self.given.values()) / len(self.given), 4) if self.given else 0.0

    @property
    def lacking(self) -> tuple[str, ...]:
        return tuple(key for key, earned in self.given.items() if earned == 0)

    @property
    def lacking_vi(self) -> str:
        return ", ".join(NAMES_VI[key] for key in self.lacking)

    @property
    def lacking_en(self) -> str:
        return ", ".join(NAMES_EN[key] for key in self.lacking)


def eleven_of(site: Site, details: Details) -> Eleven:
    """What a service's page gives of the eleven."""
    given: dict[str, float] = {}
    own = any(how is Given.TOLD for field, how in details.given.items() if field in OF_ELEVEN)
    for key, fields in ELEVEN:
        asked = [field for field in fields if key != _IF_ANY or _can_be(site, details, field)]
        if not asked:
            continue
        told = sum(1 for field in asked if details.how(field) is Given.TOLD)
        if key == _IF_ANY and "form" in asked and details.how("form") is not Given.TOLD and _form_links(details):
            told += 1
        given[key] = round(told / len(asked), 4) if own else 0.0
    return Eleven(given)


def _can_be(site: Site, details: Details, field: str) -> bool:
    how = details.how(field)
    if how in (Given.TOLD, Given.EMPTY):
        return True
    if how is Given.NONE or field != "form":
        return False
    words = detail_words(site.lexicon)
    return words.has(words.needs_form, details.text("dossier", "order"))


def _form_links(details: Details) -> bool:
    return any(item.field in ("form", "dossier") and is_file_link(item.link) for item in details.links)
