"""Rich text by striprtf; many offices save it under the name .doc."""

from collections.abc import Iterator
from importlib.metadata import version

from striprtf.striprtf import rtf_to_text

from extraction.drawn import Bounds, Page

TOOL = f"striprtf {version('striprtf')}"


def read(data: bytes, _bounds: Bounds) -> Iterator[Page]:
    """The whole as one page; striprtf parts the cells of a row by bars."""
    text = str(rtf_to_text(data.decode("latin-1"), errors="ignore"))  # type: ignore[no-untyped-call]
    yield Page(text.replace("|", "\t"))
