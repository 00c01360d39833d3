"""Is a group of names a list of services: by its codes, its heads, its names, what its entries lead to."""

from collections.abc import Callable, Sequence

from checks.issuers import numbers_in
from checks.services.codes import find_code
from checks.services.context import PageContext
from checks.services.drafts import Draft, Found
from checks.services.entries import LevelFrom
from checks.services.names import Named
from domain.text import fold

_LEAST = 3
_MANY = 5
_MOSTLY = 0.5
_NEARLY_ALL = 0.7
_DISTINCT = 0.5
_SOME = 0.3
_PLAINLY = 0.9
_MANY_DATED = 0.3


def is_list(found: Found, context: PageContext) -> bool:
    """By codes; by heads of columns; by the names alone on a page of services, or with levels and ways to submit."""
    drafts = found.drafts
    count = len(drafts)
    opened = share(drafts, lambda draft: bool(draft.url or draft.submit_url or draft.opens)) >= _MOSTLY
    told = share(drafts, tells) >= _MOSTLY
    if not count or len({fold(draft.name.text) for draft in drafts}) < _DISTINCT * count:
        return False  # fields or agencies stand in card after card
    if context.announces and not (opened and (context.of_services or told)):
        return False
    sure = share(drafts, lambda draft: draft.surety is Named.YES)
    likely = share(drafts, lambda draft: draft.surety is not Named.NO)
    if share(drafts, lambda draft: bool(find_code(draft.code))) >= _MOSTLY and (likely >= _SOME or found.headed):
        return count >= _LEAST or (context.of_services and (found.headed or all(draft.titled for draft in drafts)))
    if found.headed and likely >= _MOSTLY and (sure or context.of_services):
        return count >= _LEAST or context.of_services
    if count < _LEAST or sure < _MOSTLY or likely < _NEARLY_ALL or share(drafts, _is_posted) >= _MANY_DATED:
        return False
    plain = sure >= _NEARLY_ALL or likely >= _PLAINLY
    return told or (context.of_services and plain and (opened or (count >= _MANY and sure >= _PLAINLY)))


def share(drafts: Sequence[Draft], holds: Callable[[Draft], bool]) -> float:
    """The part of some drafts for which something holds; 0 of none."""
    return sum(1 for draft in drafts if holds(draft)) / len(drafts) if drafts else 0.0


def _is_posted(draft: Draft) -> bool:
    """News and documents are dated, or numbered as documents are."""
    return draft.dated or bool(numbers_in(draft.text))


def tells(draft: Draft) -> bool:
    """Does it say what only services have: a level of its own, a way to submit?"""
    return bool(draft.submit_url) or (bool(draft.level) and draft.level.source in (LevelFrom.OWN, LevelFrom.BADGE))


def are_named(found: Found) -> bool:
    """Names that lead somewhere or have a code: enough where others of their make are services."""
    return all(
        found.headed or (draft.titled and (bool(draft.code) or (draft.surety is Named.YES and bool(draft.url))))
        for draft in found.drafts
    )
