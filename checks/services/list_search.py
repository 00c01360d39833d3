"""Pages of services that show none before somebody asks: a form over procedures, and no list beside it.

What such a form would find is not known: it is sent by POST or by script, or wants words that only a visitor has.
"""

from checks.services.words import service_words
from checks.site import Site
from checks.site_page import SitePage
from domain.text import fold
from pages.view import FRAME_REGIONS, Form, Table

_ASKED = frozenset({"text", "search", "", "select"})
_NEVER = frozenset({"password", "textarea", "file", "email", "tel"})


def service_search(site: Site, page: SitePage) -> Form | None:
    """The form over services on a page that lists nothing; None where there is none, or a list beside it."""
    form = next((form for form in page.view.forms if _is_over_services(site, form)), None)
    return None if form is None or any(_beside(form, table) for table in page.view.tables) else form


def _beside(form: Form, table: Table) -> bool:
    """A table of the content that is not the form's own layout."""
    own = table.xpath.startswith(f"{form.xpath}/") or form.xpath.startswith(f"{table.xpath}/")
    return bool(table.rows) and table.region not in FRAME_REGIONS and not own


def _is_over_services(site: Site, form: Form) -> bool:
    asked = [field for field in form.fields if field.type in _ASKED]
    if form.region in FRAME_REGIONS or not asked or any(field.type in _NEVER for field in form.fields):
        return False
    words = service_words(site.lexicon)
    said = [form.text, *(text for field in asked for text in (field.label, *field.options))]
    folded = " | ".join(map(fold, said))
    of_files = any(f" {word} " in f" {folded} " for word in (*words.dossiers, *words.documents))
    return not of_files and any(f" {word} " in f" {folded} " for word in words.searched)
