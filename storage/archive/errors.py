"""How a broken archive is reported: one line that names the file and the place in it."""

from pathlib import Path


class ArchiveError(Exception):
    """An archive cannot be written or read."""

    def __init__(self, path: Path, offset: int | None, what: str) -> None:
        place = f"{path}" if offset is None else f"{path}, offset {offset}"
        super().__init__(f"{place}: {what}")
        self.path = path
        self.offset = offset
        self.what = what
