"""Tabs and the panes they open: what stands in the page all along and waits for a click."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checks.places import holds, parents
from pages.view import Block, PageView

_LEAST_TABS = 2


@dataclass(frozen=True, slots=True)
class Tab:
    """The label of the tab that opens a pane."""

    label: str
    xpath: str


def tabs_over(view: PageView, blocks: Sequence[Block], names: Callable[[str], bool]) -> dict[int, Tab]:
    """By the place of each block: the tab that opens the pane it stands in. Only rows of tabs of which one at least
    `names` what is looked for."""
    openers = {press.xpath for press in view.presses if press.raw.startswith("#") or press.script or not press.url}
    openers |= {link.xpath for link in view.links if link.url is None}
    found: dict[int, Tab] = {}
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and _opens(blocks[end], openers):
            end += 1
        run = blocks[start:end]
        if len(run) >= _LEAST_TABS and any(names(block.text) for block in run):
            found |= _assigned(blocks, end, [Tab(block.text, block.xpath) for block in run])
        start = max(end, start + 1)
    return found


def _opens(block: Block, openers: set[str]) -> bool:
    return any(holds(block.xpath, opener) for opener in openers) and (
        block.xpath in openers or any(opener.startswith(f"{block.xpath}/") for opener in openers)
    )


def _assigned(blocks: Sequence[Block], behind: int, tabs: Sequence[Tab]) -> dict[int, Tab]:
    """The panes behind a row of tabs: as many elements side by side as there are tabs. They stand beside the row
    itself, else in an element of their own beside it, else further in."""
    if behind >= len(blocks):
        return {}
    outer = [path for path in parents(blocks[behind].xpath) if not holds(path, tabs[0].xpath)]
    beside = outer[-1].rpartition("/")[0] if outer else blocks[behind].xpath.rpartition("/")[0]
    for around in (beside, *reversed(outer)):
        steps = _steps(blocks, behind, around)
        alike = len({step.partition("[")[0] for step in steps}) == 1
        if len(steps) == len(tabs) and (alike or around != beside):
            return {place: tab for tab, places in zip(tabs, steps.values(), strict=True) for place in places}
    return {}


def _steps(blocks: Sequence[Block], behind: int, around: str) -> dict[str, list[int]]:
    """The elements side by side in another, from a block on, each with the places of its blocks."""
    steps: dict[str, list[int]] = {}
    for place in range(behind, len(blocks)):
        xpath = blocks[place].xpath
        if not xpath.startswith(f"{around}/"):
            break
        steps.setdefault(xpath[len(around) + 1 :].split("/", 1)[0], []).append(place)
    return steps
