"""Leave one platform out: would a portal's sections have been found had its platform's own words not been known?

For a platform, every label, phrase and slug of the lexicon is taken out that stands on its portals word for word and on
no portal of another platform; its archives are judged again with what is left. This tries the vocabulary and nothing
else: rules, topic words and the markup they were written against stay as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checks.candidates import last_slug
from checks.load_lexicon import Lexicon
from checks.site import Site
from checks.vocabulary import Section
from domain.codec import digest_of
from domain.text import fold, slug_words

_LONGEST = 12  # words of a label


@dataclass(frozen=True, slots=True)
class WordsSeen:
    """Folded labels and headings, and folded slugs, of one or more portals."""

    labels: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()

    def union(self, others: Iterable["WordsSeen"]) -> "WordsSeen":
        given = tuple(others)
        return WordsSeen(
            self.labels.union(*(other.labels for other in given)), self.slugs.union(*(other.slugs for other in given))
        )

    def minus(self, other: "WordsSeen") -> "WordsSeen":
        return WordsSeen(self.labels - other.labels, self.slugs - other.slugs)


def words_of(site: Site) -> WordsSeen:
    """What links, pictures of links, headings and addresses of a portal say."""
    labels: set[str] = set()
    slugs: set[str] = set()
    for page in site.pages:
        slugs.add(last_slug(page.url))
        labels.update(fold(heading.text) for heading in page.view.headings)
        for link in page.view.links:
            labels.update(fold(text) for text in (link.label, link.alt, link.title) if text)
            slugs.update((last_slug(link.url or ""), slug_words(link.image or "")))
    return WordsSeen(frozenset(text for text in labels if 0 < len(text.split()) <= _LONGEST), frozenset(slugs - {""}))


def own_words(seen: Mapping[str, WordsSeen], platforms: Mapping[str, str], platform: str) -> WordsSeen:
    """Words seen on the platform's portals and on no others'. `seen` and `platforms` by portal."""
    mine = WordsSeen().union(words for portal, words in seen.items() if platforms[portal] == platform)
    return mine.minus(WordsSeen().union(words for portal, words in seen.items() if platforms[portal] != platform))


@dataclass(frozen=True, slots=True)
class Reduced:
    lexicon: Lexicon
    removed: int  # entries taken out


def without(lexicon: Lexicon, words: WordsSeen) -> Reduced:
    """The lexicon as if nobody had ever met these words."""
    sections = {key: _without(section, words) for key, section in lexicon.sections.items()}
    removed = sum(_size(lexicon.sections[key]) - _size(section) for key, section in sections.items())
    left = replace(lexicon.words, sections=sections)
    return Reduced(
        Lexicon(left, digest_of({"of": lexicon.digest, "without": sorted(words.labels | words.slugs)})), removed
    )


def _without(section: Section, words: WordsSeen) -> Section:
    def kept(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text for text in texts if fold(text) not in words.labels)

    return replace(
        section,
        labels=kept(section.labels),
        weak=kept(section.weak),
        phrases=kept(section.phrases),
        slugs=tuple(slug for slug in section.slugs if slug_words(slug) not in words.slugs),
    )


def _size(section: Section) -> int:
    return len(section.labels) + len(section.weak) + len(section.phrases) + len(section.slugs)
