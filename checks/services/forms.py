"""The forms of a service: which files are forms, whether they are handed out, or whether none is needed.

Circular 32/2017 Art. 5(2): level 2 is all non-interactive forms downloadable.
"""

import re
from dataclasses import dataclass

from checks.attachments import is_file_address, is_file_link
from checks.file_answers import FileAnswer, FileState, file_answer
from checks.per_site import once_per_site
from checks.services.detail_words import detail_words
from checks.services.details import Details, Given
from checks.services.own_place import Looked
from checks.site import Site
from domain.text import fold
from domain.urls import join

ASKED = 2  # forms of one service that are tried
_LEGAL = frozenset({"basis", "decision"})
_OF_FORMS = frozenset({"form", "dossier"})
_LAW_NUMBER = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?(?:NĐ|QĐ|TT|QH|NQ|L-|PL)", re.IGNORECASE)
_NOT_FORM = re.compile(r"huong dan|quyet dinh|nghi dinh|thong tu|luat |quy trinh|nghi quyet")
_MOST = 12


@dataclass(frozen=True, slots=True)
class Forms:
    """`urls`: files that are forms of this service. `needed`: None where its page does not tell. `scripted`: one is
    only handed out by a script."""

    urls: tuple[str, ...]
    needed: bool | None
    scripted: bool
    stated_none: bool

    def answers(self, site: Site) -> tuple[FileAnswer, ...]:
        """What became of those that were asked."""
        answers = (file_answer(site, url) for url in self.urls)
        return tuple(answer for answer in answers if answer.state is not FileState.UNREAD)


def forms_of(site: Site, details: Details) -> Forms:
    urls = _urls(site, details)
    stated_none = details.how("form") is Given.NONE
    return Forms(urls, _needed(site, details, urls), _scripted(details), stated_none)


def _urls(site: Site, details: Details) -> tuple[str, ...]:
    links = [(link, field) for link, field in details.links if link.url and _is_form(site, link.url, link.label, field)]
    links = [(link, field) for link, field in links if is_file_link(link) or field == "form"]
    sure = [link.url for link, field in links if field in _OF_FORMS]
    found = sure or [link.url for link, _ in links]
    found += [
        url
        for answer in details.json
        for key, text in answer.addresses
        if is_file_address(text) and not _NOT_FORM.search(fold(key)) and (url := join(answer.capture.url, text))
    ]
    return tuple(dict.fromkeys(url for url in found if url))[:_MOST]


def _is_form(site: Site, url: str, label: str, field: str) -> bool:
    if field in _LEGAL or url in _on_home(site):
        return False
    if field in _OF_FORMS:
        return True
    return not _LAW_NUMBER.search(label) and not _NOT_FORM.search(fold(label))


@once_per_site
def _on_home(site: Site) -> frozenset[str]:
    """Addresses that the portal offers everywhere are nobody's form."""
    return frozenset(link.url for link in site.home.view.links if link.url) if site.home is not None else frozenset()


def _scripted(details: Details) -> bool:
    return any(
        field == "form" and link.url is None and link.raw.strip() not in ("", "#") for link, field in details.links
    )


def _needed(site: Site, details: Details, urls: tuple[str, ...]) -> bool | None:
    if urls:
        return True
    if details.how("form") is Given.NONE:
        return False
    if details.how("form") is Given.TOLD:
        return True
    words = detail_words(site.lexicon)
    if details.how("dossier") is not Given.TOLD or details.looked is not Looked.READ:
        return None
    return words.has(words.needs_form, details.text("dossier"))
