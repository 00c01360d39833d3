"""What a requirement asks of a list: the parameters of the probes over lists."""

from typing import Literal

from pydantic import Field

from checks.probe_kind import Params, SectionParams


class ItemKind(Params):
    """A kind of item that a full list has, told by its title or cells."""

    name: str
    any_of: tuple[str, ...] = Field(min_length=1)


class DatedListParams(SectionParams):
    """`topic`: items must be on the section's matter, by `item_words` or else by the lexicon's topic words,
    or by a period in their title and so many `figures` in what they open.
    `kinds`: all of them make it full, one of them most. `untold`: words of the matter that make items of no told kind
    count a little, or go by their page's heading. `weak`: items that alone are worth `some`; `never`: items that do not
    count. `need_files`: each item with text or file. `written`: written documents, not news of them. `authority`: own,
    not of higher bodies. `rivals`: sections whose list a page that only its content names rather is, where it says more
    of their matter. `strangers`: whether items that another agency acts in are taken. `own`: items on the
    agency's own hosts. `none_open`: words of a notice that nothing is open now, by which past items are enough (they
    are not judged by their age)."""

    topic: bool = False
    figures: int = 0
    item_words: tuple[str, ...] = ()
    kinds: tuple[ItemKind, ...] = ()
    untold: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    need_files: bool = False
    strangers: bool = True
    rivals: tuple[str, ...] = ()
    written: bool = False
    authority: Literal["own"] | None = None
    own: bool = False
    none_open: tuple[str, ...] = ()
