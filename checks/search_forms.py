"""The portal's own search: which form it is, and the address that asks it a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from checks.site import Site
from checks.site_page import SitePage
from domain.text import fold, slug_words
from domain.urls import canonical
from pages.view import Field, Form, Region

_NAMES = frozenset(
    {"q", "s", "keyword", "keywords", "key", "search", "searchkey", "txtsearch", "tukhoa", "tu_khoa", "kw"}
)
_NAME_PARTS = ("search", "keyword", "timkiem", "tukhoa", "inputkeywords", "txtkey")
_WORDS = ("tim kiem", "tu khoa", "search", "tim tren", "can tim", "muon tim")
_BUTTONS = frozenset({"tim", "search", "go"})  # that say no more, beside the only field of a form of the frame
_ADDRESSES = ("tim kiem", "timkiem", "search")
_TEXT_TYPES = frozenset({"text", "search", ""})
_PLACES = (Region.HEADER, Region.NAV, Region.ASIDE, Region.MAIN, Region.FOOTER)


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A site search as found on a page. `askable`: GET with an address; else POST or script."""

    page: SitePage
    form: Form
    field: Field
    askable: bool


def search_forms(site: Site) -> tuple[SearchForm, ...]:
    """Forms that search the portal, best first: askable ones before others, head before content, home before others."""
    found: dict[tuple[str, str, str], SearchForm] = {}
    others = tuple(fold(phrase) for phrase in site.lexicon.section("search").lookalikes)
    for page in site.pages:
        for form in page.view.forms:
            framed = page is site.home or form.region is not Region.MAIN
            field = search_field(form, others, framed=framed)
            if field is None or _is_special(form):
                continue
            askable = form.method == "get" and bool(form.action) and bool(field.name)
            key = (form.method, form.action or "", field.name)
            found.setdefault(key, SearchForm(page, form, field, askable))
    ordered = sorted(
        found.values(),
        key=lambda item: (
            not item.askable,
            item.page is not site.home,
            _PLACES.index(item.form.region),
            item.form.xpath,
        ),
    )
    return tuple(ordered)


def search_field(form: Form, others: Sequence[str] = (), *, framed: bool = False) -> Field | None:
    """The field that takes the words of a question, if the form is a search. `others`: phrases that speak of another
    search ("tìm kiếm cứu nạn", "tra cứu hồ sơ"). `framed`: the form stands in the frame or on the front page, where a
    bare button will do."""
    texts = [field for field in form.fields if field.type in _TEXT_TYPES]
    if not texts or any(field.type in ("password", "textarea", "file") for field in form.fields):
        return None
    said = fold(f"{form.text} {' '.join(field.label for field in form.fields)} {_button_values(form)}")
    for phrase in others:
        said = said.replace(phrase, " ")
    for field in texts:
        name = field.name.rsplit("$", 1)[-1].lower()
        if name in _NAMES or any(part in name for part in _NAME_PARTS) or field.type == "search":
            return field
    if any(word in said for word in _WORDS):
        return texts[0]
    told = set(filter(None, (fold(form.text), fold(_button_values(form)))))
    bare = told <= _BUTTONS if told else _is_named_by_address(form, others)
    return texts[0] if framed and bare and len(texts) == 1 and form.method == "get" else None


def _is_named_by_address(form: Form, others: Sequence[str]) -> bool:
    """A form that shows a field and a picture alone, and sends what is typed to "/tim-kiem"."""
    words = f" {slug_words(urlsplit(form.action or '').path)} "
    return any(f" {word} " in words for word in _ADDRESSES) and not any(phrase in words for phrase in others)


def _button_values(form: Form) -> str:
    return " ".join(field.value for field in form.fields if field.type in ("submit", "button", "image"))


def _is_special(form: Form) -> bool:
    """Document and procedure look-ups ask several criteria; they are not the search of the portal."""
    criteria = [field for field in form.fields if field.type in ("select", "text", "search", "date")]
    return len(criteria) > 3


def question_url(found: SearchForm, phrase: str) -> str | None:
    """The address that asks `phrase`; None when the form cannot be asked by GET."""
    if not found.askable or not found.form.action:
        return None
    pairs = [(field.name, _value(field, found.field, phrase)) for field in found.form.fields if _is_sent(field)]
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    parts = urlsplit(found.form.action)
    try:
        return canonical(urlunsplit((parts.scheme, parts.netloc, parts.path, query, "")))
    except ValueError:
        return None


def _is_sent(field: Field) -> bool:
    return bool(field.name) and field.type not in ("submit", "button", "image", "reset", "checkbox", "radio")


def _value(field: Field, asked: Field, phrase: str) -> str:
    return phrase if field == asked else field.value
