"""Forms, and what stands for one where a CMS wraps the whole page in a single form (SharePoint, ASP.NET)."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from domain.text import clean
from domain.urls import join
from pages.headings import Headings
from pages.reading import Reading
from pages.view import Field, Form

MAX_FORMS = 100
MAX_FIELDS = 200
_MAX_OPTIONS = 300
_ENTRY_TYPES = frozenset(("text", "search", "email", "tel", "url", "number", "date", "password", ""))
_BUTTON_TYPES = frozenset(("submit", "image", "button"))
_CONTROLS = ("input", "textarea", "select", "button")
_WHOLE_PAGE_FIELDS = re.compile(r"__VIEWSTATE|__EVENTTARGET|_wpSelected|MSOWebPartPage|__REQUESTDIGEST|__dnnVariable")
_POSTS_BACK = re.compile(r"__doPostBack|WebForm_DoPostBack|\.submit\s*\(", re.IGNORECASE)
_REPLACES_SUBMIT = re.compile(r"location|window\s*\.\s*open|return\s+false\s*;?\s*$", re.IGNORECASE)
_MAX_GROUP_LINKS = 12
_MAX_GROUP_TEXT = 1500
_MAX_CLIMB = 10
_MAX_CONTROLS = 1000


@dataclass(frozen=True, slots=True)
class _Group:
    """Controls that belong together: the element around them and the form that would submit them."""

    index: int
    wrapping: int | None


class Forms:
    """Reads the forms of one page."""

    def __init__(self, reading: Reading, headings: Headings) -> None:
        self._outline, self._reading, self._headings = reading.outline, reading, headings
        outline = reading.outline
        self._label_for = {
            element.get("for"): index
            for index, element in enumerate(outline.elements)
            if outline.tags[index] == "label" and element.get("for")
        }
        self._controls = [index for index, tag in enumerate(outline.tags) if tag in _CONTROLS]
        self._buttons = [index for index, tag in enumerate(outline.tags) if self._is_button(index, tag)]
        forms = [index for index, tag in enumerate(outline.tags) if tag == "form"][:MAX_FORMS]
        self._wide = [index for index in forms if self._wraps_page(index)]
        small = [_Group(index, index) for index in forms if index not in self._wide]
        groups = sorted((*small, *self._groups(small)), key=lambda group: group.index)
        self.all = tuple(self._form(group) for group in groups[:MAX_FORMS])

    def _is_button(self, index: int, tag: str) -> bool:
        element = self._outline.elements[index]
        if tag == "input":
            return (element.get("type") or "").lower() in _BUTTON_TYPES
        if tag == "button":
            return True
        if tag == "a":
            href = (element.get("href") or "").lstrip().lower()
            return href.startswith("javascript:") or (element.get("onclick") is not None and href in ("", "#"))
        return tag in ("img", "span", "div", "i") and element.get("onclick") is not None

    def _wraps_page(self, index: int) -> bool:
        """One form around everything: by the CMS's own hidden fields, or by the links it holds."""
        outline = self._outline
        if outline.link_counts[index] > 40:
            return True
        inner = [i for i in self._between(self._controls, index) if outline.tags[i] == "input"]
        cms = any(_WHOLE_PAGE_FIELDS.match(outline.elements[i].get("name") or "") for i in inner)
        return cms and (outline.link_counts[index] > 3 or outline.sizes[index] > _MAX_GROUP_TEXT)

    def _groups(self, small: list[_Group]) -> list[_Group]:
        """Entry fields outside any real form, each with the smallest element that also holds a button."""
        outline = self._outline
        found: list[int] = []
        for index in self._controls[:_MAX_CONTROLS]:
            if (
                not self._takes_text(index)
                or self._reading.hidden[index]
                or any(g.index < index < outline.ends[g.index] for g in small)
            ):
                continue
            found.append(self._around(index))
        outermost: list[int] = []
        for group in sorted(set(found)):
            if not outermost or group >= outline.ends[outermost[-1]]:
                outermost.append(group)
        return [_Group(index, self._wrapping(index)) for index in outermost]

    def _between(self, places: list[int], index: int) -> list[int]:
        """Those of some ascending places that are an element or stand inside it."""
        return places[bisect_left(places, index) : bisect_left(places, self._outline.ends[index])]

    def _wrapping(self, index: int) -> int | None:
        return next((form for form in reversed(self._wide) if form < index < self._outline.ends[form]), None)

    def _takes_text(self, index: int) -> bool:
        element, tag = self._outline.elements[index], self._outline.tags[index]
        return tag == "textarea" or (tag == "input" and (element.get("type") or "").lower() in _ENTRY_TYPES)

    def _around(self, index: int) -> int:
        """The smallest element around an entry field that also holds a button; else the field's own box."""
        outline = self._outline
        widest = index
        for around in outline.ancestors(index)[:_MAX_CLIMB]:
            too_wide = outline.link_counts[around] > _MAX_GROUP_LINKS or outline.sizes[around] > _MAX_GROUP_TEXT
            if too_wide or outline.tags[around] in ("body", "html", "form"):
                break
            if self._between(self._buttons, around):
                return around
            if widest == index:
                widest = around
        return widest

    def _form(self, group: _Group) -> Form:
        outline, index = self._outline, group.index
        end = outline.ends[index]
        buttons = self._between(self._buttons, index)[:MAX_FIELDS]
        controls = self._between(self._controls, index)[:MAX_FIELDS]
        wrapping = outline.elements[group.wrapping] if group.wrapping is not None else None
        method, action = "script", None
        if wrapping is not None:
            method = "post" if (wrapping.get("method") or "").strip().lower() == "post" else "get"
            action = self._action(wrapping.get("action"))
            if action is None or self._scripted(buttons, wrapping.get("onsubmit") or ""):
                method, action = "script", None
        return Form(
            action=action,
            method=method,
            fields=tuple(self._field(control, index) for control in controls),
            region=self._reading.regions[index],
            xpath=outline.path_of(index),
            text=self._text(index, end, buttons),
        )

    def _action(self, written: str | None) -> str | None:
        if not written or not written.strip() or written.strip().startswith("#"):
            return join(self._reading.url, self._reading.url)
        return join(self._reading.base, written)

    def _scripted(self, buttons: list[int], on_submit: str) -> bool:
        """Does only script answer its buttons? A button that submits or posts back makes it a real form."""
        if re.search(r"location|return\s+false\s*;?\s*$", on_submit, re.IGNORECASE):
            return True
        return bool(buttons) and not any(self._submits(button) for button in buttons)

    def _submits(self, index: int) -> bool:
        element, tag = self._outline.elements[index], self._outline.tags[index]
        script = f"{element.get('onclick') or ''} {element.get('href') or ''}"
        if _POSTS_BACK.search(script):
            return True
        kind = (element.get("type") or ("submit" if tag == "button" else "")).lower()
        return kind in ("submit", "image") and not _REPLACES_SUBMIT.search(element.get("onclick") or "")

    def _text(self, index: int, end: int, buttons: list[int]) -> str:
        heading = self._headings.inside(index, end) or self._headings.over(index, self._outline.ancestors(index))
        texts = [heading, *(self._button_text(button) for button in buttons)]
        return clean(" | ".join(dict.fromkeys(filter(None, texts))))[:500]

    def _button_text(self, index: int) -> str:
        element = self._outline.elements[index]
        said = element.get("value") or self._outline.text_of(index, 80) or element.get("alt") or element.get("title")
        if not said:
            for inner in range(index + 1, self._outline.ends[index]):
                picture = self._outline.elements[inner]
                said = said or picture.get("alt") or picture.get("title")
        return clean(said or element.get("aria-label") or "")[:80]

    def _field(self, index: int, group: int) -> Field:
        element, tag = self._outline.elements[index], self._outline.tags[index]
        kind = (element.get("type") or "").strip().lower()
        if tag == "input":
            kind = kind or "text"
        elif tag == "button":
            kind = kind or "submit"
        else:
            kind = tag
        return Field(
            name=clean(element.get("name") or element.get("id") or "")[:200],
            type=kind[:20],
            label=self._label(index, group, kind),
            value=clean(element.get("value") or "")[:300] if kind != "password" else "",
            options=self._options(index) if tag == "select" else (),
            chosen=self._chosen(index) if tag == "select" else "",
            required=element.get("required") is not None or element.get("aria-required") == "true",
        )

    def _options(self, index: int) -> tuple[str, ...]:
        outline = self._outline
        inner = (i for i in range(index + 1, outline.ends[index]) if outline.tags[i] == "option")
        return tuple(clean(outline.texts[i] or "")[:200] for i in inner)[:_MAX_OPTIONS]

    def _chosen(self, index: int) -> str:
        outline = self._outline
        inner = (i for i in range(index + 1, outline.ends[index]) if outline.tags[i] == "option")
        marked = next((i for i in inner if outline.elements[i].get("selected") is not None), None)
        return clean(outline.texts[marked] or "")[:200] if marked is not None else ""

    def _label(self, index: int, group: int, kind: str) -> str:
        """What the field says it wants: its label, its own hints, else the words before it."""
        outline = self._outline
        element = outline.elements[index]
        if kind in ("hidden", "submit", "button", "image", "reset"):
            return clean(element.get("title") or element.get("alt") or "")[:200]
        named = self._label_for.get(element.get("id") or "\0")
        around = next((i for i in outline.ancestors(index)[:4] if outline.tags[i] == "label"), None)
        for label in (named, around):
            text = outline.text_of(label, 200) if label is not None else ""
            if text:
                return text
        for hint in ("placeholder", "aria-label", "title"):
            text = clean(element.get(hint) or "")
            if text:
                return text[:200]
        return self._words_before(index, group)

    def _words_before(self, index: int, group: int) -> str:
        outline = self._outline
        for before in range(index - 1, max(group, index - 12), -1):
            if outline.tags[before] in _CONTROLS:
                tail = clean(outline.tails[before] or "")
                return tail[:200] if outline.ends[before] == index else ""
            if outline.silent[before]:
                continue
            for text in (outline.tails[before] if outline.ends[before] <= index else None, outline.texts[before]):
                said = clean(text or "")
                if len(said) > 1:
                    return said[:200]
        return clean(outline.texts[group] or "")[:200]
