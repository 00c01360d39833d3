"""What is worked out of a site once, however often it is asked for."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

from checks.site import Site

_Rest = TypeVarTuple("_Rest")
_Result = TypeVar("_Result")


def once_per_site(read: Callable[[Site, *_Rest], _Result]) -> Callable[[Site, *_Rest], _Result]:
    """A pure function of a site, and of hashable arguments beside it, whose answers are kept as long as the site."""

    @wraps(read)
    def kept(site: Site, *rest: *_Rest) -> _Result:
        key = (read, *rest)
        if key not in site.kept:
            site.kept[key] = read(site, *rest)
        answer: _Result = site.kept[key]
        return answer

    return kept
