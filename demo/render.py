"""Pages into the markup of their platform family."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256, shake_128
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.blocks import Anchor, Block, Form, Page
from demo.days import WEEKDAY_NAMES, long, short
from demo.portal_data import SearchSection
from demo.sections.plain import block_of
from demo.sections.search import search_form
from demo.site import Site

_TEMPLATES = Path(__file__).parent / "families"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page of a portal, resolved once."""

    menu: tuple[Anchor, ...]
    menu_en: tuple[Anchor, ...]
    top: tuple[Anchor, ...]
    hidden: tuple[Anchor, ...]
    aside: tuple[Block, ...]
    footer: tuple[str, ...]
    footer_links: tuple[Anchor, ...]
    search: Form | None


def frame_of(site: Site) -> Frame:
    chrome = site.data.chrome
    key = chrome.search_to
    search = search_form(site, key) if key and isinstance(site.section(key), SearchSection) else None
    return Frame(
        site.anchors(chrome.menu),
        site.anchors(chrome.menu_en),
        site.anchors(chrome.top),
        site.anchors(chrome.hidden),
        tuple(block_of(site, next(iter(site.places)), block) for block in chrome.aside),
        tuple(site.days.fill(line) for line in chrome.footer),
        site.anchors(chrome.footer_links),
        search,
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        short=short,
        long=long,
        dashed=_dashed,
        dotted=_dotted,
        guid=_guid,
        noise=noise,
        modid=_module_id,
        instance=_instance,
        weekday=_weekday,
    )
    return environment


def render(site: Site, frame: Frame, page: Page) -> str:
    """The whole HTML text of a page."""
    template = _environment().get_template("bare.j2" if page.bare else f"{site.data.family}/page.j2")
    return template.render(
        page=page,
        site=site.data,
        frame=frame,
        chrome=site.data.chrome,
        manners=site.data.manners,
        home=site.home,
        menu=frame.menu_en if page.language == "en" and frame.menu_en else frame.menu,
        today=site.days.today,
        link=_linker(site, page),
        metas=_metas(site, page),
        head_title=page.head_title
        or (site.data.head_title if page.kind == "home" else "")
        or f"{page.title} - {site.data.name}",
    )


def _linker(site: Site, page: Page) -> Callable[[str], str]:
    """Absolute addresses made relative to the page's host, as platforms write them; with its session mark, if any."""
    origin = f"http://{urlsplit(page.url).netloc}"
    mark = sha256(page.url.encode()).hexdigest()[:16].upper()

    def link(url: str) -> str:
        if not url.startswith(origin + "/"):
            return url
        path = url.removeprefix(origin)
        if site.data.manners.session == "jsessionid" and path.startswith("/web/"):
            base, _, query = path.partition("?")
            return f"{base};jsessionid={mark}.node1" + (f"?{query}" if query else "")
        if site.data.manners.session == "sid" and ".aspx" in path:
            return f"{path}{'&' if '?' in path else '?'}sid={mark.lower()}"
        return path

    return link


def _metas(site: Site, page: Page) -> tuple[tuple[str, str], ...]:
    """Metadata of the page: Dublin Core (TT24/2011), some of it, generic tags, or none."""
    data, mode = site.data, site.data.chrome.metadata
    day = f"{page.day or site.days.today:%Y-%m-%d}"
    description = f"{page.title} - {data.chrome.banner}"
    if mode == "none":
        return ()
    plain = (
        ("description", description),
        ("keywords", f"{data.name}, {page.title}"),
        ("author", page.author or data.name),
    )
    if mode == "plain":
        return plain
    if mode == "hollow":
        return tuple((f"DC.{element}", "") for element in ("title", "creator", "date", "description", "publisher"))
    core = (
        ("DC.title", page.title),
        ("DC.creator", page.author or data.name),
        ("DC.date", day),
        ("DC.description", description),
        ("DC.publisher", data.name),
        ("DC.identifier", page.url),
        ("DC.language", page.language),
    )
    return core + plain if mode == "dublin" else (*core[:1], *core[2:4])


def _dashed(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _weekday(day: date) -> str:
    return WEEKDAY_NAMES[day.weekday()]


def _module_id(text: str) -> str:
    return str(380 + int(sha256(text.encode()).hexdigest(), 16) % 900)


def _instance(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode().replace("+", "x").replace("/", "y")[:12]


def _guid(text: str) -> str:
    digest = sha256(text.encode()).hexdigest()
    return f"{digest[:8]}_{digest[8:12]}_{digest[12:16]}_{digest[16:20]}_{digest[20:32]}"


def noise(text: str, size: int) -> str:
    """View state and the like: bytes that mean nothing to anybody, the same for the same page."""
    return b64encode(shake_128(text.encode()).digest(size)).decode()
