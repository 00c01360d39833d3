"""Lists that are another agency's: it acts in their items and this one nowhere, or all of them were taken from its
portal and none is on this agency's field (docs/judging.md 4)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from checks.list_item import Item
from checks.list_topics import own_text
from checks.lists import article_of
from checks.other_bodies import most_named
from checks.own_names import names_own
from checks.owner_claims import name_cores
from checks.site import Site
from domain.agencies import TERRITORIAL
from domain.text import fold
from pages.hosts import owner_relation

_ENOUGH = 3
_HALF = 0.5
_NEARLY_ALL = 0.8
_SOURCE = re.compile(
    r"\b(?:nguồn|nguon|theo)\s*:?\s*(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.gov\.vn)\b", re.I
)
_KIND = re.compile(r"^(?:bo|so|cuc|tong cuc|chi cuc|ban|uy ban|co quan|vien|thanh tra|van phong)\s+")
_PLACE = re.compile(r"\s+(?:tinh|thanh pho|tp|huyen|quan|thi xa|viet nam|trung uong)\b.*$")
_PARTS = re.compile(r"\s*[,;&-]\s*|\s+và\s+", re.IGNORECASE)


def acting_stranger(site: Site, items: Sequence[Item]) -> str:
    """The one other agency that half of the items or more tell of, where none names this one; "" if there is none."""
    texts = [_text(site, item) for item in items]
    if len(texts) < _ENOUGH or any(names_own(site, text) for text in texts):
        return ""
    name, count = most_named(site, texts)
    return name if count >= _HALF * len(texts) else ""


@dataclass(frozen=True, slots=True)
class Copied:
    """`named` of the `read` items name this host as their source; of a few read ones it is not sure."""

    host: str
    named: int
    read: int

    @property
    def sure(self) -> bool:
        return self.read >= _ENOUGH


def copied_from(site: Site, items: Sequence[Item]) -> Copied | None:
    """The host of another agency that nearly all items read name as their source, where none is on this agency's
    field."""
    field = own_field(site)
    if not field or len(items) < _ENOUGH:
        return None
    texts = [_text(site, item) for item in items]
    read = [page for item in items if (page := article_of(site, item)) is not None]
    hosts = Counter(filter(None, (_foreign_source(site, page.view.main_text) for page in read)))
    host, count = max(hosts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    if not read or count < _NEARLY_ALL * len(read):
        return None
    folded = [f" {fold(text)} " for text in texts]
    on_field = any(f" {word} " in text for text in folded for word in field)
    return None if on_field or any(names_own(site, text) for text in texts) else Copied(host, count, len(read))


def own_field(site: Site) -> tuple[str, ...]:
    """The folded words of the field in an agency's name: "Sở Văn hóa, Thể thao và Du lịch" -> van hoa, the thao, du
    lich. A territory has no field of its own."""
    agency = site.target.agency
    if agency.kind in TERRITORIAL or not agency.name:
        return ()
    parts = [_PLACE.sub("", _KIND.sub("", fold(part))) for part in _PARTS.split(agency.name)]
    whole = _PLACE.sub("", _KIND.sub("", name_cores(agency.name)[-1]))
    return tuple(part for part in dict.fromkeys((*parts, whole)) if len(part.split()) > 1)


def _text(site: Site, item: Item) -> str:
    return f"{item.text}\n{own_text(site, item)}"


def _foreign_source(site: Site, text: str) -> str:
    found = _SOURCE.search(text)
    host = found.group(1).lower() if found else ""
    return host if host and owner_relation(f"https://{host}/", site.target) == "other" else ""
