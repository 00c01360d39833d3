"""How a made-up portal answers a request: pages, files, redirects, faults."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qsl, urlsplit

from demo.block_data import FileData
from demo.blocks import Notice, Page, Prose, Story
from demo.calendar_trap import calendar_page
from demo.desks import Desk
from demo.files import file_of, picture, rtf
from demo.render import Frame, render
from demo.scripted import scripted_answer, shows_shell
from demo.site import Site
from demo.sitemap_xml import sitemap_xml
from demo.tcvn3 import in_tcvn3
from demo.walls import wall_answer
from demo.wire import HTML_UTF8, Request, Response, redirect
from demo.words1258 import encode_1258

_PICTURES = (".png", ".jpg", ".gif", ".ico")
_SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)
_LOOP = re.compile(r"[?&]_afrLoop=\d+")  # WebCenter's mark of a visit: a robot is answered without it just the same


@dataclass(slots=True)
class Answering:
    """The server side of one portal. Answers to GET are the same every time, so they are kept."""

    site: Site
    frame: Frame
    desk: Desk | None = None
    kept: dict[str, Response] = field(default_factory=dict)
    marked: dict[str, str] = field(init=False)  # addresses of pages that carry a mark, by the address without

    def __post_init__(self) -> None:
        self.marked = {_LOOP.sub("", url): url for url in self.site.pages if _LOOP.search(url)}

    def __call__(self, request: Request) -> Response:
        manners = self.site.data.manners
        if manners.wall and request.path != "/robots.txt":
            return wall_answer(self.site, manners.wall, request)
        if request.path in manners.silent:
            return Response(silent=True)
        if request.method == "POST":
            return self._page_answer(_posted(request))
        if self.desk and (answer := self.desk.answer(request)):
            return answer
        url = self._plain(request)
        if url not in self.kept:
            answer = self._answer(url)
            if urlsplit(url).query and answer.status == 200 and url not in self.site.pages:
                return answer
            self.kept[url] = answer
        return self.kept[url]

    def _plain(self, request: Request) -> str:
        """The address asked for without session marks."""
        parts = urlsplit(f"http://{request.host}{request.target}")
        path = _SESSION.sub("", parts.path)
        query = "&".join(pair for pair in parts.query.split("&") if pair and not pair.startswith("sid="))
        url = f"http://{parts.netloc}{path}" + (f"?{query}" if query else "")
        return self.marked.get(_LOOP.sub("", url), url)

    def _answer(self, url: str) -> Response:
        site = self.site
        parts = urlsplit(url)
        if parts.path in ("/robots.txt", "/sitemap.xml") and (answer := self._for_machines(parts.path)):
            return answer
        if answer := scripted_answer(site, self.frame, url, self._page):
            return answer
        if shows_shell(site, parts.path):
            held = None if url in site.pages else self._kept_answer(url)
            return held or self._page_answer(site.pages[site.home])
        return self._kept_answer(url) or self._computed(url)

    def _page(self, url: str) -> Page:
        """The page behind an address, made now if it answers a question; the word "not found" if there is none."""
        return self.site.pages.get(url) or self._answered(url) or _lost(url)

    def _kept_answer(self, url: str) -> Response | None:
        """What the site holds under this very address."""
        site, path = self.site, urlsplit(url).path
        if url in site.redirects:
            return redirect(*site.redirects[url])
        if url in site.pages:
            return self._page_answer(site.pages[url])
        if url in site.files:
            return self._file_answer(site.files[url])
        if path.lower().endswith(_PICTURES):
            return Response(200, (("Content-Type", "image/png"),), picture(path, *_size(path)))
        return None

    def _computed(self, url: str) -> Response:
        """Answers that depend on what is asked: searches, print and save versions, the calendar; else not found."""
        site = self.site
        parts = urlsplit(url)
        if page := self._answered(url):
            return self._page_answer(page)
        if parts.path == "/" and not parts.query:
            return redirect(site.home)
        for ending in ("print=1", "save=1"):
            if url.endswith((f"?{ending}", f"&{ending}")) and url[: -len(ending) - 1] in site.pages:
                return self._version(site.pages[url[: -len(ending) - 1]], ending)
        trap = site.data.manners.calendar
        if trap and parts.path.startswith(trap):
            return self._page_answer(calendar_page(site, parts.path))
        return self._missing(url)

    def _answered(self, url: str) -> Page | None:
        """The answer to a question put to a search."""
        base, _, asked = url.partition("?")
        question = dict(parse_qsl(asked, keep_blank_values=True))
        for (address, parameter), answer in self.site.answers.items():
            known, _, needed = address.partition("?")
            kept = dict(parse_qsl(needed))
            if base == known and parameter in question and kept.items() <= question.items():
                return answer(question)
        return None

    def _version(self, page: Page, ending: str) -> Response:
        if ending == "print=1":
            return self._page_answer(
                Page(f"{page.url}?{ending}", page.title, page.blocks, page.kind, page.section, aside=False)
            )
        story = next((block for block in page.blocks if isinstance(block, Story)), None)
        body = rtf(page.title, story.paragraphs if story else ())
        return Response(200, (("Content-Type", "application/msword"),), body)

    def _missing(self, url: str) -> Response:
        mode = self.site.data.manners.missing
        if mode == "home":
            return redirect(self.site.home)
        answer = self._page_answer(_lost(url))
        return answer if mode == "soft" else Response(404, answer.headers, answer.body, answer.compressible)

    def _for_machines(self, path: str) -> Response | None:
        """Rules and site map; None where the portal has no site map."""
        if path == "/robots.txt":
            return Response(
                200, (("Content-Type", "text/plain; charset=utf-8"),), self.site.data.manners.robots.encode()
            )
        body = sitemap_xml(self.site)
        if body is None:
            return None
        return Response(200, (("Content-Type", "application/xml; charset=utf-8"),), body)

    def _page_answer(self, page: Page) -> Response:
        manners = self.site.data.manners
        old = manners.legacy.get(page.section, "")
        text = render(self.site, self.frame, in_tcvn3(page) if old == "tcvn3" else page)
        if manners.decomposed and int(sha256(page.url.encode()).hexdigest(), 16) % 2:
            text = unicodedata.normalize("NFD", text)
        charset = "windows-1258" if "windows-1258" in (old, manners.charset) else manners.charset
        if charset == "windows-1258":
            body = encode_1258(text.replace("charset=utf-8", "charset=windows-1258"))
        else:
            body = text.encode(charset, "xmlcharrefreplace")
        kind = f"text/html; charset={charset}" if manners.declare_header else "text/html"
        headers = (("Content-Type", kind), *_platform_headers(self.site), *manners.headers.items())
        return Response(200, headers, body, manners.gzip)

    def _file_answer(self, file: FileData) -> Response:
        if file.answer == "missing":
            return self._missing(self.site.url(f"/{file.name}"))
        if file.answer == "page":
            page = Page(self.site.url(f"/{file.name}"), "Thông báo", (Prose(("Tệp tin không tồn tại.",)),))
            answer = self._page_answer(page)
            return Response(200, (("Content-Type", HTML_UTF8),), answer.body)
        kind, body = file_of(file.name, file.title or file.label, file.paragraphs, file.table, scan=file.scan)
        return Response(200, (("Content-Type", kind),), body)


def _lost(url: str) -> Page:
    text = "Trang bạn yêu cầu không tồn tại hoặc đã bị xóa. Vui lòng quay lại trang chủ."
    return Page(url, "Không tìm thấy trang", (Notice(text),), "missing")


def _size(path: str) -> tuple[int, int]:
    """Width and height of a picture, by its folder."""
    if "/images/icons/" in path or "/images/" not in path or "_layouts" in path:
        return 16, 16
    return (190, 60) if "/banner/" in path else (160, 100)


def _posted(request: Request) -> Page:
    """What a POST gets: thanks. Nobody should ever see it."""
    return Page(f"http://{request.host}{request.path}", "Kết quả", (Prose(("Hệ thống đã ghi nhận yêu cầu.",)),))


def _platform_headers(site: Site) -> tuple[tuple[str, str], ...]:
    return {
        "sharepoint": (("MicrosoftSharePointTeamServices", "14.0.0.6029"), ("X-Powered-By", "ASP.NET")),
        "liferay": (("Liferay-Portal", "Liferay Portal Community Edition 6.2 CE GA6"),),
        "dnn": (("X-AspNet-Version", "4.0.30319"), ("Set-Cookie", "language=vi-VN; path=/; HttpOnly")),
        "aspnet": (("X-AspNet-Version", "2.0.50727"),),
        "nukeviet": (("X-Powered-By", "NukeViet"),),
        "sharepoint13": (("MicrosoftSharePointTeamServices", "15.0.0.4420"), ("X-Powered-By", "ASP.NET")),
        "drupal": (("X-Generator", "Drupal 7 (http://drupal.org)"), ("X-Drupal-Cache", "HIT")),
        "vnpt": (("Liferay-Portal", "Liferay Portal Enterprise Edition 6.2.10"),),
        "websphere": (("IBM-Web2-Location", "/wps/portal/"), ("Server", "IBM_HTTP_Server")),
        "webcenter": (("X-ORACLE-DMS-ECID", "005a-demo"), ("Server", "Oracle-HTTP-Server-12c")),
        "php": (("X-Powered-By", "PHP/5.3.29"),),
        "joomla": (("X-Powered-By", "PHP/5.6.40"),),
        "frontpage": (("Server", "Microsoft-IIS/6.0"), ("X-Powered-By", "ASP.NET")),
        "react": (("X-Powered-By", "Next.js"),),
        "bootstrap": (("Server", "Kestrel"),),
    }.get(site.data.family, ())


@dataclass(frozen=True)
class Pages(Mapping[str, Response]):
    """Every address the portal itself offers, answered when looked at."""

    answering: Answering
    addresses: tuple[str, ...]

    def __getitem__(self, url: str) -> Response:
        if url not in self.addresses:
            raise KeyError(url)
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        return self.answering(Request("GET", parts.netloc, target))

    def __iter__(self) -> Iterator[str]:
        return iter(self.addresses)

    def __len__(self) -> int:
        return len(self.addresses)
