"""Makers of made-up entries: each gives the n-th article, document, project or service of a section."""

from collections.abc import Callable

from demo.makers.entry import Bench, Entry
from demo.makers.papers import PAPERS
from demo.makers.people import PEOPLE
from demo.makers.services import SERVICES
from demo.makers.stories import STORIES
from demo.makers.works import WORKS

Maker = Callable[[Bench], Entry]

MAKERS: dict[str, Maker] = {**STORIES, **PAPERS, **WORKS, **SERVICES, **PEOPLE}

__all__ = ["MAKERS", "Bench", "Entry", "Maker"]
