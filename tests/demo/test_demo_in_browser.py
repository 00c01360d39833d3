"""What the scripted portals show to a browser, and what they keep from those who run no script."""

import asyncio
import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from browser_eyes import Eyes, one_line, open_eyes, text_of
from playwright.async_api import Error, Page

from demo import blocks
from demo.answering import Answering
from demo.portals import DemoPortal, build_portal
from demo.server import Serving, serve
from demo.site import Site
from demo.truth import load_truth
from demo.truth.service_truth import load_service_truth
from demo.wire import Request
from domain.findings import Verdict

_DAY = date(2026, 11, 18)
_APPS = ("so-cong-thuong-lam-hai", "tong-cuc-nuoi-bien")
_MENU = "huyen-suoi-trang"
_RESTLESS = "so-xay-dung-son-ha"
_DESK = "bo-di-san"
_PORTALS = {name: build_portal(name, _DAY) for name in (*_APPS, _MENU, _RESTLESS, _DESK)}


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    with serve(tuple(_PORTALS.values())) as running:
        yield running


@pytest.fixture(scope="module")
def eyes(serving: Serving) -> Iterator[Eyes]:
    with open_eyes(serving.port) as opened:
        yield opened


def _site(portal: DemoPortal) -> Site:
    assert isinstance(portal.respond, Answering)
    return portal.respond.site


def _told(page: blocks.Page) -> set[str]:
    """The texts that a page owes its reader."""
    told = {page.title}
    for block in page.blocks:
        if isinstance(block, blocks.Prose):
            told |= set(block.paragraphs)
        elif isinstance(block, blocks.Items):
            told |= {item.title for item in block.items}
        elif isinstance(block, blocks.Grid):
            told |= {cell.text for row in block.rows for cell in row}
        elif isinstance(block, blocks.Facts):
            told |= {cell.text for _, cell in block.rows}
        elif isinstance(block, blocks.People):
            told |= {text for card in block.cards for text in (card.name, card.post, card.biography, card.tasks)}
        elif isinstance(block, blocks.Story):
            told |= set(block.paragraphs)
        elif isinstance(block, blocks.Tree):
            told |= {node.label for node in block.nodes}
    return {one_line(text) for text in told if text}


def _plain(portal: DemoPortal, target: str = "/") -> str:
    return unescape(portal.respond(Request("GET", portal.data.host, target)).body.decode(errors="replace"))


def _links(text: str) -> set[str]:
    return set(re.findall(r'href="([^"#]+)"', text))


def _reached_without_script(portal: DemoPortal) -> set[str]:
    """Paths of the portal that links in plain HTML lead to, from the home page on."""
    reached, waiting = {"/"}, ["/"]
    while waiting:
        for link in _links(_plain(portal, waiting.pop())):
            path = link.removeprefix(portal.url[:-1])
            if path.startswith("/") and path not in reached:
                reached.add(path)
                waiting.append(path)
    return reached


async def _all_places(page: Page, portal: DemoPortal) -> dict[str, str]:
    """Every list and text page of a single-page portal, reached within the page as its own links do."""
    seen: dict[str, str] = {}
    await page.goto(portal.url)
    for url, made in _site(portal).pages.items():
        if made.kind not in ("list", "text", "home") and not url.endswith("1"):
            continue
        route = url.removeprefix(portal.url)
        await page.evaluate(
            "route => { document.title = ''; if (route.startsWith('#')) location.hash = route;"
            " else { history.pushState(null, '', '/' + route); dispatchEvent(new PopStateEvent('popstate')); } }",
            route,
        )
        await page.wait_for_function("document.title", polling=10, timeout=5000)
        seen[url] = await text_of(page)
    return seen


@pytest.mark.parametrize("name", _APPS)
def test_single_page_portals_show_their_content_to_a_browser_only(name: str, eyes: Eyes) -> None:
    portal = _PORTALS[name]
    page = eyes.new_page()
    shown = eyes.run(_all_places(page, portal))
    eyes.run(page.close())
    shell = _plain(portal)
    assert len(shown) > 30
    for url, text in shown.items():
        told = _told(_site(portal).pages[url])
        assert not sorted(part for part in told if part not in text), url
        assert not sorted(part for part in told if len(part) > 40 and part in shell), url


@pytest.mark.parametrize("name", _APPS)
def test_places_of_single_page_portals_have_addresses(name: str, eyes: Eyes) -> None:
    portal = _PORTALS[name]
    page = eyes.new_page()
    entry = _site(portal).entries["news"][2]
    eyes.run(page.goto(entry.url))
    eyes.run(page.wait_for_function("document.title.length > 30"))
    assert one_line(entry.title) in eyes.run(text_of(page))
    eyes.run(page.close())


@pytest.mark.parametrize("name", [*_APPS, _MENU])
def test_without_a_browser_nothing_is_not_met_but_what_needs_none(name: str) -> None:
    needs_none = {"tt32-16-4-b-sitemap-xml"}
    for requirement, row in load_truth(name).rows.items():
        if row.judged and requirement not in needs_none and row.verdicts != row.browser:
            assert Verdict.NOT_MET not in row.verdicts, requirement
            assert Verdict.UNDETERMINED in row.verdicts, requirement


def test_menu_made_on_load_is_not_in_plain_html(eyes: Eyes) -> None:
    portal = _PORTALS[_MENU]
    site = _site(portal)
    path = {key: place.path for key, place in site.places.items()}
    assert _reached_without_script(portal) & set(path.values()) == {path["news"]}
    page = eyes.new_page()
    eyes.run(page.goto(portal.url))
    eyes.run(page.wait_for_selector("#menu-chinh li"))
    on_load = _links(eyes.run(page.content()))
    assert {path["news"], path["services"], path["map"], path["leaders"]} <= on_load
    assert not {path["documents"], path["schedule"], path["drafts"]} & on_load
    for label, key in (("Chỉ đạo điều hành", "schedule"), ("Quy hoạch - Đầu tư", "waste")):
        assert path[key] not in _links(eyes.run(page.content()))
        eyes.run(page.get_by_text(label).hover())
        eyes.run(page.wait_for_selector(f"a[href='{path[key]}']"))
    eyes.run(page.get_by_role("button", name="Công dân").click())
    eyes.run(page.wait_for_selector(f"a[href='{path['drafts']}']"))
    eyes.run(page.get_by_text("Hệ thống văn bản").click())
    eyes.run(page.wait_for_url(site.section_url("documents")))
    eyes.run(page.close())


async def _press_all(page: Page, numbers: str, listed: str) -> set[str]:
    """The lines of a list, page by page, by its numbered buttons."""
    lines: set[str] = set()
    for turn in range(await page.locator(numbers).count()):
        before = await page.locator(listed).first.text_content()
        await page.locator(numbers).nth(turn).click()
        if turn:
            await page.wait_for_function(
                "([listed, before]) => document.querySelector(listed).textContent !== before", arg=[listed, before]
            )
        lines |= {one_line(text) for text in await page.locator(listed).all_text_contents()}
    return lines


@pytest.mark.parametrize(
    ("name", "number", "row", "more", "item"),
    [
        (_MENU, "[data-trang]", "[data-danh-sach] tbody tr", ".xem-them", "[data-danh-sach] article"),
        ("tong-cuc-nuoi-bien", ".number", "[data-list=grid] tr", ".more", "[data-list=items] > div"),
    ],
)
def test_pagers_change_the_page_by_get(
    name: str, number: str, row: str, more: str, item: str, eyes: Eyes, serving: Serving
) -> None:
    portal = _PORTALS[name]
    site = _site(portal)
    page = eyes.new_page()
    eyes.run(page.goto(site.section_url("services")))
    eyes.run(page.wait_for_selector(number))
    first = set(eyes.run(page.locator(row).all_text_contents()))
    lines = eyes.run(_press_all(page, number, row))
    services = portal.data.sections["services"]
    assert len(first) == 5
    assert len(lines) == getattr(services, "count", 0) > 5
    eyes.run(page.goto(site.section_url("news")))
    eyes.run(page.wait_for_selector(more))
    count = getattr(portal.data.sections["news"], "count", 0)
    while eyes.run(page.locator(more).count()):
        before = eyes.run(page.locator(item).count())
        eyes.run(page.locator(more).click())
        eyes.run(page.wait_for_function("([i, n]) => document.querySelectorAll(i).length > n", arg=[item, before]))
        eyes.run(page.wait_for_timeout(30))
    assert eyes.run(page.locator(item).count()) == count
    eyes.run(page.close())
    assert not serving.log.actions
    assert not serving.log.logins
    assert not serving.log.posts


def test_menus_of_the_hash_routed_portal_open_on_hover_or_click(eyes: Eyes) -> None:
    page = eyes.new_page()
    eyes.run(page.goto(_PORTALS["tong-cuc-nuoi-bien"].url))
    eyes.run(page.wait_for_selector(".el-menu"))
    for label, child, way in (
        ("Giới thiệu", "Lãnh đạo Tổng cục", "hover"),
        ("Trao đổi", "Phản ánh, kiến nghị", "click"),
    ):
        entry = page.get_by_role("button", name=label)
        assert eyes.run(page.get_by_role("link", name=child).count()) == 0
        eyes.run(entry.hover() if way == "hover" else entry.dispatch_event("click"))
        assert eyes.run(page.get_by_role("link", name=child).count()) == 1
    eyes.run(page.close())


@pytest.mark.parametrize("name", [_MENU, "tong-cuc-nuoi-bien"])
def test_orders_are_written_down_when_somebody_presses_them(name: str, eyes: Eyes, serving: Serving) -> None:
    page = eyes.new_page()
    eyes.run(page.goto(_PORTALS[name].url))
    eyes.run(page.get_by_role("button", name="Tài khoản").hover())
    for label, seen in (("Xóa", "actions"), ("Đăng xuất", "logins")):
        before = len(getattr(serving.log, seen))
        eyes.run(page.get_by_text(label).first.dispatch_event("click"))
        eyes.run(page.wait_for_timeout(150))
        assert len(getattr(serving.log, seen)) == before + 1
    serving.log.entries.clear()
    eyes.run(page.close())


@pytest.mark.parametrize("key", ["functions", "strategy"])
def test_pages_with_files_that_never_answer_never_finish_loading(key: str, eyes: Eyes) -> None:
    page = eyes.new_page()
    url = _site(_PORTALS[_RESTLESS]).section_url(key)
    with pytest.raises(Error, match="Timeout"):
        eyes.run(page.goto(url, timeout=700))
    assert "Sở Xây dựng" in eyes.run(text_of(page))
    eyes.run(page.close())


def test_data_that_never_come_leave_the_schedule_empty(eyes: Eyes) -> None:
    page = eyes.new_page()
    eyes.run(page.goto(_site(_PORTALS[_RESTLESS]).section_url("schedule")))
    assert "Đang tải dữ liệu" in eyes.run(text_of(page))
    eyes.run(page.close())


@pytest.mark.parametrize("key", ["structure", "gallery"])
def test_pages_with_endless_script_do_not_answer_any_more(key: str, eyes: Eyes) -> None:
    async def ask() -> None:
        context = await eyes.browser.new_context()
        page = await context.new_page()
        await page.goto(_site(_PORTALS[_RESTLESS]).section_url(key), wait_until="commit")
        await asyncio.sleep(0.4)
        try:
            await asyncio.wait_for(page.evaluate("1"), 0.5)
        finally:
            await context.close()

    with pytest.raises(TimeoutError):
        eyes.run(ask())


def test_services_of_the_app_come_in_portions_and_by_get(eyes: Eyes, serving: Serving) -> None:
    base = "http://dichvucong.mohf.gov.vn"
    asked = len(serving.log.entries)
    page = eyes.new_page()
    eyes.run(page.goto(f"{base}/danh-sach"))
    rows, more = page.locator(".dong"), page.get_by_role("button", name="Xem thêm")
    for count in (20, 40, 60, 80, 98):
        eyes.run(rows.nth(count - 1).wait_for())
        assert eyes.run(rows.count()) == count
        if count < 98:
            eyes.run(more.click())
    assert "Có 98 dịch vụ" in eyes.run(text_of(page))
    assert not eyes.run(more.is_visible())
    eyes.run(page.goto(f"{base}/dich-vu/1"))
    eyes.run(page.get_by_text("Căn cứ pháp lý").wait_for())
    assert eyes.run(page.locator("h1").inner_text()) == load_service_truth(_DESK).services[0].name
    methods = {entry.method for entry in serving.log.entries[asked:]}
    assert methods == {"GET"}
    eyes.run(page.close())
