"""Pictures and coloured marks that a legend on the page explains: "● Mức độ 3", and the bare mark beside a service."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checks.places import parents
from checks.services.levels import Claim, claim_of, claim_of_image
from checks.services.parts import as_image
from pages.view import Image, PageView

_LINE_WORDS = 8
_LEAST = 2  # levels that a legend tells apart


def explained_pictures(view: PageView) -> list[Image]:
    """The page's pictures and marks; those that only a legend explains with its words as their title."""
    pictures = [*view.images, *map(as_image, view.tips)]
    told = _legend(view, pictures)
    return [replace(each, title=told[each.name]) if each.name in told else each for each in pictures]


def _legend(view: PageView, pictures: Sequence[Image]) -> Mapping[str, str]:
    """By the name of a mark that says nothing itself: the line, of those it stands in, that names one level."""
    silent: dict[str, set[str]] = {}
    for picture in pictures:
        if picture.name and not (picture.alt or picture.title) and not claim_of_image(picture.name):
            for path in parents(picture.xpath):
                silent.setdefault(path, set()).add(picture.name)
    found: dict[str, dict[Claim, str]] = {}
    for block in view.blocks if silent else ():
        names = silent.get(block.xpath, ())
        claim = claim_of(block.text) if len(names) == 1 and len(block.text.split()) <= _LINE_WORDS else None
        if claim:
            for name in names:
                found.setdefault(name, {}).setdefault(claim, block.text)
    told = {name: claims for name, claims in found.items() if len(claims) == 1}
    levels = {claim for claims in told.values() for claim in claims}
    return {name: next(iter(claims.values())) for name, claims in told.items()} if len(levels) >= _LEAST else {}
