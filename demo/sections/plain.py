"""Sections written out by hand, leaders' pages, work schedules, site maps, redirects."""

import re
from collections.abc import Sequence

from demo.block_data import BlockData, FormData
from demo.blocks import (
    Anchor,
    Block,
    Card,
    Cell,
    Figure,
    Files,
    Form,
    FormField,
    Grid,
    Item,
    Items,
    Links,
    Markup,
    Notice,
    Page,
    People,
    Prose,
    Tree,
)
from demo.days import WEEKDAY_NAMES, short
from demo.portal_data import BlocksSection, Leader, PeopleSection, RedirectSection, ScheduleSection, SitemapSection
from demo.sections.folded import folded, paired
from demo.site import Site

_TO = re.compile(r"\{to:(\w+)\}")


def build_blocks(site: Site, key: str, section: BlocksSection) -> None:
    blocks = tuple(block_of(site, key, block) for block in section.blocks)
    if section.intro:
        blocks = (Prose((site.days.fill(section.intro),)), *blocks)
    site.add(
        Page(
            site.section_url(key), section.title, blocks, "text", key, site.trail(key)[:1],
            head_title=section.head_title, base_href=section.base_href, language=section.language, bare=section.bare,
        )
    )  # fmt: skip


def block_of(site: Site, key: str, data: BlockData) -> Block:
    """The block that one entry of a `blocks` list describes."""
    if data.links is not None:
        return Links(site.anchors(data.links), site.days.fill(data.heading), data.style or "list")
    if data.files is not None:
        return _files(site, key, data)
    if data.form is not None:
        return form_block(site, key, data.form)
    if data.newest is not None:
        return newest(site, data)
    return _plain_block(site, data)


def _plain_block(site: Site, data: BlockData) -> Block:
    fill = site.days.fill
    if data.prose is not None:
        return Prose(tuple(fill(text) for text in data.prose), fill(data.heading))
    if data.figure is not None:
        return Figure(f"/images/{data.figure}", data.alt, fill(data.caption))
    if data.grid is not None:
        rows = tuple(tuple(Cell(fill(text)) for text in row) for row in data.grid)
        return Grid(tuple(cell.text for cell in rows[0]), rows[1:], fill(data.heading), data.style or "table")
    if data.notice is not None:
        return Notice(fill(data.notice))
    return Markup(_html(site, data))


def _html(site: Site, data: BlockData) -> str:
    """What no platform has a form of its own for: tabs and folds, terms, hand-written markup."""
    fill = site.days.fill
    if data.folds is not None:
        texts = tuple((fold.label, tuple(map(fill, fold.prose))) for fold in data.folds)
        return folded(texts, data.style)
    if data.pairs is not None:
        return paired(tuple((term, fill(meaning)) for term, meaning in data.pairs), fill(data.heading))
    return _TO.sub(lambda to: site.resolve(to[1]), fill(data.markup or ""))


def _files(site: Site, key: str, data: BlockData) -> Files:
    anchors = []
    for turn, file in enumerate(data.files or (), start=1):
        path = site.addresses.file(site.places[key], turn, file.name, None)
        filled = file.model_copy(
            update={
                "paragraphs": tuple(map(site.days.fill, file.paragraphs)),
                "table": tuple(tuple(map(site.days.fill, row)) for row in file.table),
                "title": site.days.fill(file.title),
            }
        )
        anchors.append(Anchor(site.days.fill(file.label) or file.name, site.offer(site.url(path), filled)))
    return Files(tuple(anchors), site.days.fill(data.heading) or "Tệp đính kèm")


def newest(site: Site, data: BlockData) -> Items:
    """A box with the newest entries of a section, as home pages have them."""
    key = data.newest or ""
    listed = site.entries.get(key, ())[: data.take]
    items = tuple(
        Item(entry.title, entry.url, entry.page.day, entry.hour, entry.summary, f"/images/tin/box{turn}.jpg")
        for turn, entry in enumerate(listed)
    )
    return Items(items, data.heading or site.section(key).title, data.style or "box", site.section_url(key))


def form_block(site: Site, key: str, data: FormData) -> Form:
    fields = tuple(FormField(f.name, f.label, f.type, f.value, f.options) for f in data.fields)
    action = site.resolve(data.action) if data.action else site.section_url(key)
    return Form(action, fields, data.method, data.submit, data.heading)


def build_people(site: Site, key: str, section: PeopleSection) -> None:
    cards = []
    for turn, leader in enumerate(site.data.leaders, start=1):
        card = _card(site, section, leader, turn)
        if section.pages:
            path = site.addresses.item(site.places[key], turn, f"{leader.post} {leader.name}", True, None)
            own = site.url(path, section.host)
            site.add(
                Page(own, leader.name, (People((card,)),), "record", key, site.trail(key), language=section.language)
            )
            card = Card(card.name, card.post, card.image, url=own)
        cards.append(card)
    blocks: tuple[Block, ...] = (_people_table(cards) if section.style == "table" else People(tuple(cards)),)
    if section.intro:
        blocks = (Prose((section.intro,)), *blocks)
    site.add(
        Page(site.section_url(key), section.title, blocks, "text", key, site.trail(key)[:1],
             head_title=section.head_title, language=section.language)
    )  # fmt: skip


def _people_table(cards: list[Card]) -> Grid:
    """The leaders in one table, as many portals have them."""
    rows = []
    for card in cards:
        reach = "; ".join(f"{label}: {value}" for label, value in card.facts)
        rows.append((Cell(card.name, card.url), Cell(card.post), Cell(card.biography), Cell(card.tasks), Cell(reach)))
    heads = ("Họ và tên", "Chức vụ", "Tóm tắt tiểu sử", "Nhiệm vụ được phân công", "Liên hệ")
    shown = [place for place in range(len(heads)) if any(row[place].text for row in rows)]
    return Grid(tuple(heads[n] for n in shown), tuple(tuple(row[n] for n in shown) for row in rows))


def _card(site: Site, section: PeopleSection, leader: Leader, turn: int) -> Card:
    shown = {"phone": "Điện thoại", "mail": "Email"}
    facts = tuple(
        (label, value) for name, label in shown.items() if name in section.show and (value := getattr(leader, name))
    )
    return Card(
        leader.name,
        leader.post,
        f"/images/lanhdao/{turn}.jpg",
        facts,
        site.days.fill(leader.biography) if "biography" in section.show else "",
        site.days.fill(leader.tasks) if "tasks" in section.show else "",
    )


def build_schedule(site: Site, key: str, section: ScheduleSection) -> None:
    """A week's work of the leaders, this week's or an earlier one's."""
    week = site.days.week(section.weeks_back)
    grammar = site.grammar()
    people = site.data.leaders[:3]
    rows = []
    for day in week[:5]:
        for turn, half in enumerate(("Sáng", "Chiều")):
            rng = site.rng(key, "week", day.weekday(), half)
            person = people[(day.weekday() + turn) % len(people)]
            what = grammar.expand("{duty}", rng, grammar.bind(rng, "topic", "partner", "place", "unit"))
            where = rng.choice(["Phòng họp số 1", "Phòng họp số 2", "Hội trường", grammar.pick("place", rng)])
            name = f"{WEEKDAY_NAMES[day.weekday()]} ({short(day)})"
            rows.append((Cell(name), Cell(half), Cell(f"{person.post} {person.name}: {what}"), Cell(where)))
    span = f"Từ ngày {short(week[0])} đến ngày {short(week[6])}"
    body: tuple[Block, ...]
    if section.style in ("hours", "days"):
        body = _by_the_hour(rows, span, section.style)
    elif section.style == "text":
        lines = tuple(f"{row[0].text} - {row[1].text}: {row[2].text} ({row[3].text})." for row in rows)
        body = (Prose(lines, span),)
    else:
        body = (Grid(("Ngày", "Buổi", "Nội dung công tác", "Địa điểm"), tuple(rows), span),)
    site.add(
        Page(
            site.section_url(key), section.title, body, "list", key, site.trail(key)[:1],
            head_title=section.head_title, bare=section.bare,
        )
    )  # fmt: skip


def _by_the_hour(rows: Sequence[tuple[Cell, ...]], span: str, style: str) -> tuple[Block, ...]:
    """The same week with hours: in a table with who presides, or day by day as text."""
    hours = {"Sáng": "08h00", "Chiều": "14h00"}
    parted = [(day.text, hours[half.text], *_presided(what.text), where.text) for day, half, what, where in rows]
    if style == "hours":
        heads = ("Thứ, ngày", "Giờ", "Nội dung", "Chủ trì", "Địa điểm")
        cells = tuple(tuple(map(Cell, (day, hour, what, who, where))) for day, hour, who, what, where in parted)
        return (Grid(heads, cells, span),)
    days = dict.fromkeys(day for day, *_ in parted)
    return (
        Prose((span,)),
        *(
            Prose(
                tuple(
                    f"{hour}: {who} - {what}. Địa điểm: {where}." for d, hour, who, what, where in parted if d == day
                ),
                day,
            )
            for day in days
        ),
    )


def _presided(what: str) -> tuple[str, str]:
    who, _, matter = what.partition(": ")
    return who, matter


def build_sitemap(site: Site, key: str, section: SitemapSection) -> None:
    nodes = site.anchors(site.data.chrome.menu)
    if section.depth == 1:
        nodes = tuple(Anchor(node.label, node.url) for node in nodes)
    site.add(Page(site.section_url(key), section.title, (Tree(nodes),), "text", key, site.trail(key)[:1]))


def build_redirect(site: Site, key: str, section: RedirectSection) -> None:
    site.redirects[site.section_url(key)] = (site.resolve(section.to), section.status)
