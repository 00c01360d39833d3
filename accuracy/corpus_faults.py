"""A corpus that cannot be used: every fault by file, line and what to change."""

from collections.abc import Iterable


class CorpusError(Exception):
    """Its text is one line for each fault."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("\n".join(faults))


def fault(file: object, line: int, what: str) -> str:
    return f"{file}:{line}: {what}"
