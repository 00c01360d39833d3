"""The forms of a service: which files are forms, whether they are handed out, or whether none is needed.

Circular 32/2017 Art. 5(2): level 2 is all non-interactive forms downloadable.
"""

import re
from dataclasses import dataclass

from checks.attachments import is_file_address, is_file_link
from checks.file_answers import FileAnswer, FileState, file_answer
from checks.per_site import once_per_site
from checks.services.detail_words import detail_words
from checks.services.details import Details, Given, OwnLink
from checks.services.own_place import Looked
from checks.site import Site
from domain.captures import CaptureKind
from domain.text import fold
from domain.urls import join
from pages.view import Link

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
    links = [item for item in details.links if _is_form(site, details, item)]
    sure = [item.link.url for item in links if item.field in _OF_FORMS]
    found = sure or [item.link.url for item in links]
    found += [
        url
        for answer in details.json
        for key, text in answer.addresses
        if is_file_address(text) and not _NOT_FORM.search(fold(key)) and (url := join(answer.capture.url, text))
    ]
    return tuple(dict.fromkeys(url for url in found if url))[:_MOST]


def _is_form(site: Site, details: Details, item: OwnLink) -> bool:
    """A file that is handed out as a form. Beside the forms often stands the entry to submission, which is none."""
    link, url = item.link, item.link.url
    if not url or item.field in _LEGAL or url in _on_home(site):
        return False
    if details.file is not None and url == details.file.url:
        return False
    if not is_file_link(link):
        return item.field == "form" and _hands_out(site, url)
    return item.field in _OF_FORMS or not (_LAW_NUMBER.search(link.label) or _NOT_FORM.search(fold(link.label)))


def _hands_out(site: Site, url: str) -> bool:
    """Did an address that does not look like a file's answer with one?"""
    capture = site.capture(url)
    return capture is not None and capture.kind is CaptureKind.FILE


@once_per_site
def _on_home(site: Site) -> frozenset[str]:
    """Addresses that the portal offers everywhere are nobody's form."""
    return frozenset(link.url for link in site.home.view.links if link.url) if site.home is not None else frozenset()


def _scripted(details: Details) -> bool:
    return any(item.field == "form" and _has_script(item.link) for item in details.links)


def _has_script(link: Link) -> bool:
    return link.url is None and not link.raw.strip().startswith("#") and bool(link.raw.strip())


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
