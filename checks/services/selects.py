"""Services that a page only lets one choose from a select box."""

from collections.abc import Iterator

from checks.services.codes import find_code
from checks.services.drafts import Draft, Found, Told
from checks.services.entries import LevelFrom
from checks.services.names import Name, Named, named, read_name
from checks.services.words import ServiceWords
from pages.view import FRAME_REGIONS, PageView

_LEAST = 5
_SURE = 0.8
_MESSAGES = frozenset({"textarea", "radio", "file", "email", "tel", "password"})  # what one is asked to tell about one


def read_selects(view: PageView, words: ServiceWords) -> Iterator[Found]:
    """Boxes whose options are names of procedures, their first one ("Chọn thủ tục") aside."""
    for form in view.forms:
        if form.region in FRAME_REGIONS or any(field.type in _MESSAGES for field in form.fields):
            continue
        for at, field in enumerate(form.fields):
            names = [read_name(option, words) for option in field.options if option]
            sure = [name for name in names if named(name.text, words) is Named.YES]
            if field.type == "select" and len(sure) >= _LEAST and len(sure) >= _SURE * len(names):
                yield Found(tuple(_draft(name, form.xpath) for name in sure), f"select {form.xpath} {at}")


def _draft(name: Name, place: str) -> Draft:
    level = Told(name.claim, LevelFrom.BADGE, place, name.text) if name.claim else Told()
    code = name.code or find_code(name.text)
    return Draft(name, place, Named.YES, name.text, code=code, level=level, titled=False)
