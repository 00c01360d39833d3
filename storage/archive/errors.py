"""How a broken archive is reported: one line that names the file and the place in it."""

from pathlib import Path


class ArchiveError(Exception):
    """An archive cannot be written or read. `path` is a file, or a place in a store."""

    def __init__(self, path: Path | str, offset: int | None, what: str) -> None:
        place = f"{path}" if offset is None else f"{path}, offset {offset}"
        super().__init__(f"{place}: {what}")
        self.path = path
        self.offset = offset
        self.what = what
