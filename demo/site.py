"""A portal being put together: where its sections lie, what its pages hold, which files it offers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from demo.addresses import FAMILIES, Addresses
from demo.block_data import Entry, FileData
from demo.blocks import Anchor, Page
from demo.days import Days
from demo.grammar import Grammar, load_rules
from demo.place import Place
from demo.portal_data import AnySection, PortalData

Answer = Callable[[Mapping[str, str]], Page]


@dataclass(slots=True)
class Site:
    """Pages and files by absolute address without port; `answers` are pages that depend on the question asked."""

    data: PortalData
    days: Days
    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, FileData] = field(default_factory=dict)
    redirects: dict[str, tuple[str, int]] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)  # (address without query, parameter)
    titles: set[str] = field(default_factory=set)
    entries: dict[str, tuple["Listing", ...]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, (key, section) in enumerate(self.data.sections.items(), start=1):
            slug = section.slug or self.addresses.slug(section.title)
            path = section.path or self.addresses.section(slug, number)
            self.places[key] = Place(slug, number, path)

    @property
    def addresses(self) -> Addresses:
        return FAMILIES[self.data.family]

    def url(self, path: str, host: str = "") -> str:
        """The absolute address of a path of this portal."""
        return f"http://{host or self.data.host}{quote(path, safe='/?&=;%:,+-._~()#!')}"

    @property
    def home(self) -> str:
        return self.url(self.addresses.home)

    def section_url(self, key: str) -> str:
        return self.url(self.places[key].path, self.data.sections[key].host)

    def section(self, key: str) -> AnySection:
        return self.data.sections[key]

    def resolve(self, to: str) -> str:
        """The address an entry of the data leads to. Raises KeyError for a section that does not exist."""
        if to == "home":
            return self.home
        if to.startswith("/"):
            return self.url(to)
        if not to or to.startswith(("#", "http:", "https:", "hhttp:", "javascript:", "mailto:", "//", "tel:")):
            return to
        return self.section_url(to)

    def anchor(self, entry: Entry) -> Anchor:
        image = f"/images/{entry.image}" if entry.image else ""
        children = tuple(self.anchor(child) for child in entry.children)
        return Anchor(self.days.fill(entry.label), self.resolve(entry.to), image, entry.alt, children, entry.opens)

    def anchors(self, entries: tuple[Entry, ...]) -> tuple[Anchor, ...]:
        return tuple(self.anchor(entry) for entry in entries)

    def grammar(self, field_name: str = "", owner: str = "") -> Grammar:
        given = self._given()
        if owner:
            given |= {"agency": (owner,), "agency_short": (owner,)}
        return Grammar(load_rules(field_name or self.data.field), given)

    def _given(self) -> dict[str, tuple[str, ...]]:
        data = self.data
        domain = ".".join(data.host.removeprefix("www.").split(".")[-3:])
        return {
            "agency": (data.name,),
            "agency_short": (data.short,),
            "territory": (data.name.removeprefix("Ủy ban nhân dân ").removeprefix("UBND "),),
            "comment_mail": (f"gopyduthao@{domain}",),
        }

    def rng(self, *seed: object) -> Random:
        """Choices that depend on the portal and the place only, never on the run."""
        return Random("|".join(map(str, (self.data.id, *seed))))

    def add(self, page: Page) -> None:
        self.pages[page.url] = page

    def offer(self, url: str, file: FileData) -> str:
        self.files[url] = file
        return url

    def trail(self, key: str) -> tuple[Anchor, ...]:
        """The bread crumbs of a section."""
        return (Anchor(self.data.home_title, self.home), Anchor(self.section(key).title, self.section_url(key)))


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry as boxes on other pages show it."""

    title: str
    url: str
    page: Page
    summary: str
    hour: str
