"""Which code judged: a digest over the sources that verdicts depend on, so that two evaluations can be told apart."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_PACKAGES = ("checks", "domain", "pages")
_ENDINGS = (".py", ".yaml")
_DIGESTED_APART = frozenset({"catalogue", "lexicon"})  # they have digests of their own


@cache
def code_version() -> str:
    """`sha256:…` over names and contents of the sources of domain, pages and checks."""
    total = hashlib.sha256()
    for package in _PACKAGES:
        for name, content in _sources(files(package), package):
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
    return f"sha256:{total.hexdigest()}"


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{item.name}"
        if item.is_dir():
            if item.name != "__pycache__" and path.split("/")[1] not in _DIGESTED_APART:
                yield from _sources(item, path)
        elif item.name.endswith(_ENDINGS):
            yield path, item.read_bytes().replace(b"\r\n", b"\n")
