"""The readable text of a page as runs in document order: paragraphs, list items, cells, loose text of a div."""

import re

from domain.text import clean
from pages.outline import INLINE, Outline
from pages.reading import Reading
from pages.view import CELLS, Block

MAX_BLOCKS = 20_000
MAX_TEXT = 2_000_000
MAX_BLOCK_TEXT = 20_000
_ROW_TEXT = 400
_LETTERS = re.compile(r"[^\W_]")


class Blocks:
    """Collects the runs of one page. `places[n]` is the element index of block n."""

    def __init__(self, reading: Reading) -> None:
        outline, regions, hidden = reading.outline, reading.regions, reading.hidden
        self._outline, self._hidden = outline, hidden
        self._owners = _owners(outline)
        self._run: list[str] = []
        self._run_owner = 0
        self._run_linked = True
        self._run_hidden = False
        self._run_place = 0
        self._room = MAX_TEXT
        self.places: list[int] = []
        self._found: list[tuple[int, str, bool]] = []
        self._walk()
        self._flush()
        self.all = tuple(
            Block(text, outline.path_of(index), regions[index], hidden[index], linked)
            for index, text, linked in self._joined_rows()
        )

    def _walk(self) -> None:
        outline = self._outline
        texts, tags, ends, parents, silent = outline.texts, outline.tags, outline.ends, outline.parents, outline.silent
        for index, tag in enumerate(tags):
            if len(self._found) >= MAX_BLOCKS or self._room <= 0:
                return
            if tag not in INLINE and not silent[index]:
                self._flush()
            if not silent[index]:
                text = texts[index]
                if text:
                    self._add(text, index)
            closing = index
            while ends[closing] == index + 1:
                parent = parents[closing]
                if parent < 0:
                    return
                if tags[closing] not in INLINE and not silent[closing]:
                    self._flush()
                tail = outline.tails[closing]
                if tail and not silent[parent]:
                    self._add(tail, parent)
                closing = parent

    def _add(self, text: str, index: int) -> None:
        if text.isspace():
            if self._run:
                self._run.append(" ")
            return
        owner = self._owners[index]
        if self._run and (owner != self._run_owner or self._hidden[index] != self._run_hidden):
            self._flush()
        if not self._run:
            self._run_owner, self._run_linked, self._run_hidden = owner, True, self._hidden[index]
            self._run_place = index if self._run_hidden and not self._hidden[owner] else owner
        self._run.append(text)
        if self._run_linked and not self._outline.in_link[index] and _LETTERS.search(text):
            self._run_linked = False
        self._room -= len(text)

    def _flush(self) -> None:
        """A boundary between runs. A line break is one too: portals write lists and addresses with nothing else."""
        if not self._run:
            return
        text = clean("".join(self._run))[:MAX_BLOCK_TEXT]
        self._run = []
        if text:
            self._found.append((self._run_place, text, self._run_linked))

    def _joined_rows(self) -> list[tuple[int, str, bool]]:
        """Cells of one table row, where each holds a single run, read as one block: "Điện thoại | 0261 3544"."""
        rows = self._rows()
        made: list[tuple[int, str, bool]] = []
        position = 0
        while position < len(self._found):
            row = rows[position]
            end = position + 1
            if row >= 0:
                while end < len(self._found) and rows[end] == row:
                    end += 1
                group = self._found[position:end]
                joined = CELLS.join(text for _, text, _ in group)
                if (
                    len(group) > 1
                    and len(joined) <= _ROW_TEXT
                    and not all(linked for _, _, linked in group)
                    and len({place for place, _, _ in group}) == len(group)
                ):
                    made.append((row, joined, False))
                    position = end
                    continue
            made.extend(self._found[position:end])
            position = end
        self.places = [place for place, _, _ in made]
        return made

    def _rows(self) -> list[int]:
        """For each run, the table row whose cell it fills; -1 where it fills none."""
        outline = self._outline
        rows = []
        for place, _, _ in self._found:
            row = outline.parents[place] if outline.tags[place] in ("td", "th") else -1
            rows.append(row if row >= 0 and outline.tags[row] == "tr" and not self._hidden[place] else -1)
        return rows


def _owners(outline: Outline) -> list[int]:
    """For every element the nearest one around (or itself) that parts text: the element a run belongs to."""
    owners = [0] * len(outline.tags)
    for index, tag in enumerate(outline.tags):
        owners[index] = owners[outline.parents[index]] if tag in INLINE and index else index
    return owners
