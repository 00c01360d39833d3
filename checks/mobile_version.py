"""A version of the portal for phones, as its pages name it: a link in the head, or one that visitors read."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from domain.text import fold
from domain.urls import host_of

_SMALL_SCREEN = re.compile(r"handheld|max-(?:device-)?width")
_LABEL_WORDS = 8


class _Words(BaseModel):
    """The shape of mobile_version.yaml."""

    model_config = ConfigDict(extra="forbid")
    labels: list[str]
    not_versions: list[str]
    hosts: list[str]


@cache
def _words() -> _Words:
    return _Words.model_validate(yaml.safe_load(files("checks").joinpath("mobile_version.yaml").read_text("utf-8")))


def mobile_addresses(site: Site, page: SitePage) -> tuple[str, ...]:
    """Addresses of the version for phones that a page names, head first."""
    found = dict.fromkeys((*_in_head(page), *_by_link(site, page)))
    return tuple(url for url in found if url != page.url)


def mobile_version(site: Site, page: SitePage) -> tuple[str, State] | None:
    """The best of the versions a page names and what became of its address; None when it names none."""
    states = [(url, _state(site, page, url)) for url in mobile_addresses(site, page)]
    return next((pair for pair in states if pair[1] is State.ALIVE), states[0] if states else None)


def _state(site: Site, page: SitePage, url: str) -> State:
    """Alive only as a page of its own: a redirect back to the ordinary page is no version for phones."""
    state = state_of(site, url, page)
    capture = site.capture(url)
    if state is State.ALIVE and capture is not None and capture.digest == page.digest:
        return State.NOWHERE
    return state


def _in_head(page: SitePage) -> Iterator[str]:
    for link in page.view.head_links:
        if "alternate" in link.rel.split() and _SMALL_SCREEN.search(link.media):
            yield link.url


def _by_link(site: Site, page: SitePage) -> Iterator[str]:
    own = {host_of(page.url).removeprefix("www."), host_of(site.target.portal).removeprefix("www.")}
    words = _words()
    for link in page.view.links:
        if link.url is None or link.hidden:
            continue
        folded = fold(link.name)
        first, _, rest = host_of(link.url).partition(".")
        beside = first in words.hosts and rest in own | {host.partition(".")[2] for host in own}
        if beside or (len(folded.split()) <= _LABEL_WORDS and _is_label(f" {folded} ", words)):
            yield link.url


def _is_label(padded: str, words: _Words) -> bool:
    named = any(f" {fold(label)} " in padded for label in words.labels)
    return named and not any(f" {fold(other)} " in padded for other in words.not_versions)
