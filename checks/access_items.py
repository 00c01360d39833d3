"""The five items of TT32 Art. 18(1) as data: which rules of axe-core and which facts of plain HTML test each."""

import re
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from checks.filler import is_filler
from domain.findings import Text2
from domain.text import clean, fold

_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|bmp|webp|svg|tiff?|ico)$|(?:img|dsc|dscn|image|photo|screenshot)[ _-]?\d+\S*$"
)
_MOST_BYTES = 1_000_000
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class AccessItem(BaseModel):
    """One item. `browser`: without a browser's record nothing can be said of it; `facts_first`: asked only of pages
    where plain HTML shows what it asks for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    point: str
    title: Text2
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    browser: bool
    facts_first: bool = False


class AccessItems(BaseModel):
    """The shape of access_items.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    engine: str
    version: str
    items: dict[str, AccessItem]
    tickers: tuple[str, ...]
    empty_links: tuple[str, ...]
    empty_texts: tuple[str, ...]


@cache
def access_items() -> AccessItems:
    text = files("checks").joinpath("access_items.yaml").read_text(encoding="utf-8")
    return AccessItems.model_validate(yaml.safe_load(text))


@cache
def _empty_links() -> frozenset[str]:
    return frozenset(fold(text) for text in access_items().empty_links)


@cache
def _empty_texts() -> frozenset[str]:
    return frozenset(fold(text) for text in access_items().empty_texts)


@lru_cache(maxsize=16384)
def tells_target(text: str) -> bool:
    """Whether a link's text says where it leads. One word such as "In" may; "tại đây" does not."""
    return bool(_LETTERS.search(text)) and fold(text) not in _empty_links()


@lru_cache(maxsize=16384)
def tells_picture(text: str) -> bool:
    """Whether an alternative text can say what a picture shows: no file name, no word for "picture", no trial."""
    written = clean(text)
    if _FILE_NAME.fullmatch(written.lower()) or fold(written) in _empty_texts():
        return False
    return bool(_LETTERS.search(written)) and not is_filler(written)


@cache
def _ticker_names() -> re.Pattern[bytes]:
    names = "|".join(re.escape(name) for name in access_items().tickers)
    return re.compile(rb"(?:class|id)\s?=\s?[\"']?[\w -]{0,80}?\b(?:" + names.encode() + rb")", re.IGNORECASE)


def names_ticker(body: bytes) -> bool:
    """Whether a page's HTML calls an element a moving text; only a browser tells whether script moves it."""
    return bool(_ticker_names().search(body[:_MOST_BYTES].replace(b"_", b"-")))
