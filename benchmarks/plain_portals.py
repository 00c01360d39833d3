"""Made-up portals of plain pages for a night: any number, each on a port of its own, served by one cheap process.

Pages are made of ready pieces (menus by the lexicon, articles, lists), about 20 to 85 KB; every tenth portal's pages
may be filled by script, so that a browser is needed to read them.
"""

import asyncio
import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial

from benchmarks.loopback import answer
from checks.load_lexicon import load_lexicon
from domain.agencies import Agency, Kind, Target

_SENTENCES = (
    "Ủy ban nhân dân huyện tổ chức hội nghị triển khai nhiệm vụ phát triển kinh tế - xã hội của huyện.",
    "Chủ tịch UBND huyện yêu cầu các phòng, ban, các xã, thị trấn khẩn trương rà soát, báo cáo trước ngày 25/11/2026.",
    "Kế hoạch số 118/KH-UBND ngày 03/11/2026 nêu rõ chỉ tiêu, giải pháp và phân công trách nhiệm cụ thể.",
    "Người dân gửi phản ánh, kiến nghị qua bộ phận tiếp nhận và trả kết quả, điện thoại 0261 3555 123.",
)
_ARTICLES = 20  # of a section's list


@dataclass(frozen=True, slots=True)
class Portals:
    """What is served: `pages` of each portal; `scripted` of every hundred portals want a browser."""

    count: int
    pages: int
    scripted: int = 0
    ports: tuple[int, ...] = ()

    def agency(self, number: int) -> str:
        return f"cong-{number:03d}"

    def target(self, number: int) -> Target:
        name = f"Ủy ban nhân dân huyện Bình Minh {number}"
        return Target(Agency(self.agency(number), name, Kind.DISTRICT), f"http://127.0.0.1:{self.ports[number]}/")

    def targets(self) -> dict[str, Target]:
        return {self.agency(number): self.target(number) for number in range(self.count)}

    def is_scripted(self, number: int) -> bool:
        return number * self.scripted // 100 != (number + 1) * self.scripted // 100


@cache
def _menu() -> tuple[str, ...]:
    return tuple(section.labels[0] for section in load_lexicon().sections.values() if section.labels)


@cache
def _menu_html() -> str:
    return "".join(f'<li><a href="/muc-{number}">{label}</a></li>' for number, label in enumerate(_menu()))


def page(number: int, name: str, pages: int, *, scripted: bool) -> bytes | None:
    """The page of a portal by its path; None where there is none."""
    body = _content(name, pages, number)
    if body is None:
        return None
    title, content = body
    head = f"<html><head><meta charset=utf-8><title>{title} - UBND huyện Bình Minh {number}</title></head><body>"
    frame = f"{head}<div id=head>UBND huyện Bình Minh {number}</div><nav><ul>{_menu_html()}</ul></nav>"
    foot = "<div id=foot>Ủy ban nhân dân huyện Bình Minh, điện thoại 0261 3555 123</div></body></html>"
    if scripted and title != "Trang chủ":
        text = content.replace("\\", "\\\\").replace("`", "")
        content = f"<div id=main></div><script>document.getElementById('main').innerHTML=`{text}`</script>"
    else:
        content = f"<div id=main>{content}</div>"
    return f"{frame}<h1>{title}</h1>{content}{foot}".encode()


def _content(name: str, pages: int, number: int) -> tuple[str, str] | None:
    menu = _menu()
    articles = max(0, pages - len(menu) - 1)
    if name == "":
        return "Trang chủ", "<p>Cổng thông tin điện tử huyện Bình Minh</p>" + _list("Tin", 0, articles, number)
    kind, _, place = name.partition("-")
    if not place.isdigit():
        return None
    at = int(place)
    if kind == "muc" and at < len(menu):
        return menu[at], _list(menu[at], at * _ARTICLES, articles, number)
    if kind == "bai" and at < articles:
        size = 20 + (at * 37 + number * 11) % 120
        text = "".join(f"<p>{at}.{line} {_SENTENCES[(at + line) % 4]}</p>" for line in range(size))
        return f"Bài số {at}", f"<i>{1 + at % 27:02d}/11/2026</i>{text}"
    return None


def _list(label: str, first: int, articles: int, number: int) -> str:
    chosen = [(first + place) % articles for place in range(min(_ARTICLES, articles))] if articles else []
    return "".join(
        f'<li><a href="/bai-{at}">{label} {number}: {_SENTENCES[at % 4][:70]}</a>'
        f" <span>{1 + at % 27:02d}/11/2026</span></li>"
        for at in chosen
    )


def _page_at(number: int, portals: Portals, path: str) -> bytes | None:
    return page(number, path.split("?", maxsplit=1)[0].strip("/"), portals.pages, scripted=portals.is_scripted(number))


async def _serve_all(sockets: list[socket.socket], portals: Portals) -> None:
    servers = []
    for number, sock in enumerate(sockets):
        served = partial(_page_at, number, portals)
        servers.append(await asyncio.start_server(partial(answer, served), sock=sock))
    await asyncio.Event().wait()


def _run(sockets: list[socket.socket], portals: Portals) -> None:
    asyncio.run(_serve_all(sockets, portals))


@contextmanager
def serving(portals: Portals) -> Iterator[Portals]:
    """The same portals with their ports, answered on loopback while this is open."""
    sockets = [socket.create_server(("127.0.0.1", 0), backlog=64) for _ in range(portals.count)]
    ports = tuple(each.getsockname()[1] for each in sockets)
    process = multiprocessing.Process(target=_run, args=(sockets, portals), daemon=True)
    process.start()
    for each in sockets:
        each.close()
    try:
        yield replace(portals, ports=ports)
    finally:
        process.kill()
        process.join()
