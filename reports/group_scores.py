"""The groups of requirements (Circular 32/2017/TT-BTTTT) in the order of every table."""

from collections.abc import Iterable

_ORDER = ("information", "support", "services", "presentation")


def group_names(names: Iterable[str]) -> tuple[str, ...]:
    """The known groups in the order of the law, then any other by name."""
    return tuple(sorted(set(names), key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)))
