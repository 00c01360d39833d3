"""Questions for the portal's own search: words known to stand on it, so that finding nothing proves something."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection

from checks.articles import read_articles
from checks.search_forms import question_url, search_forms
from checks.site import Site
from checks.site_page import SitePage
from domain.plans import Search
from domain.text import clean, fold
from domain.urls import host_of

QUESTIONS = 2
_WORDS = 4  # of a phrase
_LEAST_TITLE = 6  # words: a phrase must be shorter than the title it is taken from
_MOST_TITLE = 40
_LEAST_TEXT = 60  # words of an article
_WORD = re.compile(r"[^\W\d_]{2,}")


def questions(site: Site, done: Collection[Search] = ()) -> tuple[Search, ...]:
    """Up to two questions in all, each with the page that is known to hold its words."""
    answered = [page for page in site.searches if page.capture.notes.get("known_at")]
    asked = {search.url for search in done} | {page.url for page in site.searches}
    open_questions = QUESTIONS - max(len(done), len(answered))
    form = next((form for form in search_forms(site) if form.askable), None)
    if form is None or open_questions <= 0:
        return ()
    found: list[Search] = []
    articles = _articles(site, form.page)
    frequencies = word_frequencies(site, [title for _, title in articles])
    for page, title in articles:
        phrase = telling_words(title, frequencies)
        url = question_url(form, phrase) if phrase else None
        if url and url not in asked:
            found.append(Search(url, phrase, page.url, form.page.url))
            asked.add(url)
        if len(found) == open_questions:
            break
    return tuple(found)


def _articles(site: Site, form_page: SitePage) -> list[tuple[SitePage, str]]:
    """Pages with running text under a title of their own, in an order that no portal can guess and a repeat keeps:
    articles of the form's own host first. What a search over those leaves out (procedures, forms, another host) may be
    another search's; what the form's page links anyway is hardly told from what the search brings."""
    found: list[tuple[SitePage, str]] = []
    for page in site.pages:
        headings = [heading for heading in site.own_headings(page) if 1 <= heading.level <= 3]
        title = clean(headings[0].text) if headings else ""
        if page is site.home or not _LEAST_TITLE <= len(_WORD.findall(title)) <= _MOST_TITLE:
            continue
        if len(site.own_text(page).split()) >= _LEAST_TEXT:
            found.append((page, title))
    articles = {article.page.url for article in read_articles(site).read}
    host = host_of(form_page.url)
    beside = {link.url for link in form_page.view.links}

    def place(pair: tuple[SitePage, str]) -> tuple[bool, bool, bool, str]:
        url = pair[0].url
        return host_of(url) != host, url not in articles, url in beside, hashlib.sha256(url.encode()).hexdigest()

    return sorted(found, key=place)


def word_frequencies(site: Site, titles: list[str]) -> Counter[str]:
    """How often the portal's labels and titles use each word: the agency's own name tells nothing."""
    return Counter(word for text in (*site.labels, *titles) for word in set(fold(text).split()))


def telling_words(title: str, frequencies: Counter[str]) -> str:
    """The rarest run of words in a title that has no mark or number inside; "" when there is none."""
    runs: list[list[str]] = [[]]
    for token in title.split():
        bare = token.strip("“”\"'().,;:!?…-–")
        if _WORD.fullmatch(bare):
            runs[-1].append(bare)
            if token != bare and not token.endswith(bare):
                runs.append([])
        else:
            runs.append([])
    windows = [run[at : at + _WORDS] for run in runs for at in range(len(run) - _WORDS + 1)]
    if not windows:
        return ""
    best = min(windows, key=lambda words: sum(frequencies[fold(word)] for word in words))
    return " ".join(best)
