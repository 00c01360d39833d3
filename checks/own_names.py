"""Whether a text speaks of the agency whose portal it stands on, or of its territory; or of somebody else."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checks.identity import name_cores, place_of
from checks.site import Site
from domain.agencies import Kind
from domain.text import clean, fold, tidy

#: How a text on an agency speaks of itself without its name.
_SELF = {
    Kind.MINISTRY: "bộ|ngành",
    Kind.GOV_AGENCY: "ngành|cơ quan|viện|đài|ban|ủy ban|bảo hiểm|thông tấn xã|học viện",
    Kind.DIRECTORATE: "cục|tổng cục|ngành|kho bạc",
    Kind.DEPARTMENT: "sở|ban|ngành|thanh tra|văn phòng|chi cục|cục",
}
#: The word before the name of another territory of the same level.
_LEVEL = {
    Kind.PROVINCE: r"[Tt]ỉnh",
    Kind.DISTRICT: r"[Hh]uyện|[Qq]uận|[Tt]hị xã",
    Kind.COMMUNE: r"[Xx]ã|[Pp]hường",
}
_AGENCY = re.compile(r"\b(?:Bộ|Sở|Tổng cục|Cục|UBND|Ủy ban nhân dân)(?: (?:tỉnh|thành phố|huyện))?(?= \w)")
_NAME_WORDS = 3


def names_own(site: Site, text: str) -> bool:
    """Whether a text names the agency, or the place of a territory."""
    folded = f" {fold(text)} "
    agency = site.target.agency
    known = [name for name in (agency.name, *agency.other_names, site.identity.name) if name]
    for name in known:
        place = place_of(name) if agency.kind in _LEVEL else ""
        if any(f" {core} " in folded for core in (*name_cores(name), place) if core):
            return True
    return not known


def speaks_of_own(site: Site, text: str) -> bool:
    """Whether a text names the agency or its place, or speaks of itself as such texts do. A text on a territory need
    only not be on another one."""
    if names_own(site, text):
        return True
    kind = site.target.agency.kind
    if kind in _LEVEL:
        return not any(_names(text, _LEVEL[kind]))
    return bool(re.search(rf"\b(?:{_SELF[kind]})\b", tidy(text)))


def other_body(site: Site, texts: Sequence[str]) -> str:
    """The state agency that most of the texts name, while they do not name this one; "" if there is none."""
    named: Counter[str] = Counter()
    for text in texts:
        if not names_own(site, text):
            named.update(set(_names(text, _AGENCY.pattern)))
    for name, count in sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))[:1]:
        if 2 * count > len(texts):
            return name
    return ""


def _names(text: str, before: str) -> Iterator[str]:
    """Proper names that follow the words `before`: the words themselves and the capitalised ones behind them."""
    written = clean(text)
    for match in re.finditer(before, written):
        behind = re.findall(r"[^\W\d_]+", written[match.end() : match.end() + 60])[:_NAME_WORDS]
        if behind and behind[0][0].isupper():
            yield " ".join((match.group(), *behind))
