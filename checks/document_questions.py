"""A question for the search over documents: words of a listed document, which the answer must list again.

Its `known_at` stays empty: it says nothing of the portal's general search.
"""

from checks.all_candidates import candidates_of
from checks.probes.document_list import documents_of
from checks.probes.document_search import searches_documents
from checks.search_forms import SearchForm, question_url
from checks.search_questions import telling_words, word_frequencies
from checks.site import Site
from checks.site_page import SitePage
from domain.plans import Search
from pages.view import Form

_TEXT = frozenset({"text", "search", ""})
_MOST_PAGES = 4


def document_questions(site: Site, section: str = "documents") -> tuple[Search, ...]:
    """At most one question, to the first search over documents that can be asked by GET."""
    asked = {page.url for page in site.searches}
    looked: set[str] = set()
    for candidate in candidates_of(site, section):
        page = candidate.page_found
        if page is None or page.url in looked or len(looked) >= _MOST_PAGES:
            continue
        looked.add(page.url)
        form = next((form for form in page.view.forms if searches_documents(site, page, form)), None)
        titles = [item.item.title for item in documents_of(site, candidate, page).found] if form else []
        question = _question(site, page, form, titles) if form else None
        if question is not None:
            return () if question.url in asked else (question,)
    return ()


def _question(site: Site, page: SitePage, form: Form, titles: list[str]) -> Search | None:
    field = next((field for field in form.fields if field.type in _TEXT and field.name), None)
    if field is None or form.method != "get" or not form.action:
        return None
    frequencies = word_frequencies(site, titles)
    phrase = next((words for title in titles if (words := telling_words(title, frequencies))), "")
    url = question_url(SearchForm(page, form, field, True), phrase) if phrase else None
    return Search(url, phrase, "", page.url) if url else None
