"""How often Python looks for garbage in cycles, in processes that judge."""

import gc

#: A portal's pages are some million small values that stay until it is judged; the default looks through them all
#: again and again, a tenth of the time, and finds nothing.
_NEW_VALUES, _YOUNG_PASSES, _OLD_PASSES = 50_000, 20, 20


def collect_seldom() -> None:
    """For the whole process; called where it starts."""
    gc.set_threshold(_NEW_VALUES, _YOUNG_PASSES, _OLD_PASSES)
