"""Sections of dated articles: list pages with paging, a page per article."""

from dataclasses import replace
from datetime import date

from demo.blocks import Anchor, Block, Item, Items, Page, Prose, Story
from demo.makers import Entry
from demo.portal_data import ArticlesSection
from demo.sections.listing import make_entries, page_urls, spread
from demo.site import Listing, Site

_TOOL_LABELS = {"print": "In bài viết", "mail": "Gửi email", "save": "Lưu bài viết", "share": "Chia sẻ"}


def build_articles(site: Site, key: str, section: ArticlesSection) -> None:
    entries = _by_age(_written(site, key, section) + make_entries(site, key, section))
    if section.import_hour:
        day = site.days.back(section.newest)
        entries = tuple(replace(entry, day=day, hour=section.import_hour) for entry in entries)
    urls = tuple(_article_url(site, key, entry) for entry in entries)
    items = tuple(_item(section, entry, url) for entry, url in zip(entries, urls, strict=True))
    listings = []
    for place, (entry, url) in enumerate(zip(entries, urls, strict=True)):
        related = tuple(items[other] for other in range(place + 1, min(place + 6, len(items))))
        page = _article(site, key, section, entry, url, related)
        site.add(page)
        listings.append(Listing(entry.title, url, page, entry.lead or _summary(entry), items[place].hour))
    site.entries[key] = tuple(listings)
    _list_pages(site, key, section, items)


def _by_age(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.day or date.min, reverse=True))


def _list_pages(site: Site, key: str, section: ArticlesSection, items: tuple[Item, ...]) -> None:
    pages = page_urls(site, key, len(items), section.page_size)
    for url, share, pager in spread(items, pages, section.page_size):
        blocks: list[Block] = [Prose((site.days.fill(section.intro),))] if section.intro else []
        blocks.append(Items(tuple(share), style=section.style))
        if len(pages) > 1:
            blocks.append(pager)
        site.add(
            Page(url, section.title, tuple(blocks), "list", key, site.trail(key)[:1],
                 head_title=section.head_title, base_href=section.base_href, language=section.language)
        )  # fmt: skip


def _written(site: Site, key: str, section: ArticlesSection) -> tuple[Entry, ...]:
    made = []
    for turn, entry in enumerate(section.entries):
        day = site.days.back(entry.age)
        rng = site.rng(key, "written", turn)
        hour = f"{rng.randint(7, 17):02d}:{rng.randint(0, 59):02d}"
        texts = tuple(site.days.fill(text) for text in entry.paragraphs)
        number = 900 + turn + 100 * site.places[key].number
        author = site.grammar().pick("author_name", rng)
        made.append(Entry(number, site.days.fill(entry.title), day, hour, texts[0], texts[1:], {}, author))
    return tuple(made)


def _article_url(site: Site, key: str, entry: Entry) -> str:
    path = site.addresses.item(site.places[key], entry.number, entry.title, False, entry.day)
    return site.url(path, site.section(key).host)


def _item(section: ArticlesSection, entry: Entry, url: str) -> Item:
    day = entry.day if section.dated else None
    hour = entry.hour if section.dated else ""
    summary = _summary(entry) if section.style == "full" and section.bodies else ""
    image = f"/images/tin/{entry.number}.jpg" if section.style == "full" else ""
    return Item(entry.title, url, day, hour, summary, image)


def _summary(entry: Entry) -> str:
    text = entry.lead or (entry.paragraphs[0] if entry.paragraphs else "")
    return text if len(text) <= 220 else text[:217].rsplit(" ", 1)[0] + "..."


def _article(site: Site, key: str, section: ArticlesSection, entry: Entry, url: str, related: tuple[Item, ...]) -> Page:
    day = entry.day if section.dated else None
    hour = entry.hour if section.dated else ""
    story = Story(
        entry.title,
        day,
        hour,
        entry.lead if section.bodies else "",
        entry.paragraphs if section.bodies else (),
        section.byline or (entry.author if section.author else ""),
        section.source,
        f"/images/tin/{entry.number}.jpg" if entry.lead and section.bodies else "",
        "Quang cảnh buổi làm việc" if entry.lead else "",
        tools=tools(site, url, section.tools),
        related=related,
    )
    return Page(
        url, entry.title, (story,), "article", key, site.trail(key), day, entry.author if section.author else "",
        head_title=section.head_title, base_href=section.base_href, language=section.language,
    )  # fmt: skip


def tools(site: Site, url: str, wanted: tuple[str, ...] | None) -> tuple[Anchor, ...]:
    """Print, mail and save as the portal offers them."""
    offered = site.data.manners.tools if wanted is None else wanted
    mark = "&" if "?" in url else "?"
    targets = {
        "print": f"{url}{mark}print=1" if site.data.family in ("nukeviet", "htm") else "javascript:window.print();",
        "mail": f"mailto:?subject=&body={url}",
        "save": f"{url}{mark}save=1",
        "share": f"https://www.facebook.com/sharer/sharer.php?u={url}",
    }
    labels = _TOOL_LABELS | site.data.manners.tool_labels
    return tuple(Anchor(labels[tool], targets[tool], f"/images/icons/{tool}.png") for tool in offered)
