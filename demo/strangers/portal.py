"""A stranger's portal, served: pages by address, faults, searches."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from demo.block_data import FileData
from demo.days import Days
from demo.files import file_of, picture
from demo.slugs import ascii_of
from demo.strangers.book import Book, SearchData, load_book, stranger_ids
from demo.strangers.entries import BuiltList, Written, build_list
from demo.strangers.services import Service, read_services
from demo.strangers.writing import Sheet, Writer, writer_of
from demo.wire import HTML_UTF8, Request, Response, redirect
from domain.agencies import Agency, DeclaredHost, Kind, Target

_PICTURES = (".png", ".jpg", ".gif", ".ico")
_XML = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


@dataclass(frozen=True)
class StrangerPortal:
    """One portal of an exam. `pages`: all it offers, by absolute address without port."""

    book: Book
    pages: Mapping[str, Response]
    services: tuple[Service, ...]
    answer: Callable[[SearchData, str], Response]
    lost: Response
    by_key: Mapping[str, Response] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.book.id

    @property
    def name(self) -> str:
        return self.book.name

    @property
    def kind(self) -> Kind:
        return self.book.kind

    @property
    def family(self) -> str:
        return self.book.platform

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.book.host, *(sister.host for sister in self.book.hosts))

    @property
    def neighbours(self) -> Mapping[str, str]:
        return self.book.neighbours

    @property
    def entrances(self) -> frozenset[str]:
        """The log-ins of single services (see demo.server.Served)."""
        return frozenset(url.removeprefix("http://") for url in self.pages if "dang-nhap?service=" in url)

    @property
    def url(self) -> str:
        return f"http://{self.book.host}/"

    def target(self, port: int) -> Target:
        """What an operator would register."""
        book = self.book
        return Target(
            agency=Agency(id=book.id, name=book.name, kind=book.kind, name_en=book.name_en),
            portal=self.url,
            hosts=tuple(DeclaredHost(sister.host, sister.role) for sister in book.hosts),
            resolve=dict.fromkeys((*self.hosts, *book.neighbours), f"127.0.0.1:{port}"),
            subordinates=book.subordinates,
        )

    def respond(self, request: Request) -> Response:
        if request.method == "POST":
            return Response(200, (("Content-Type", HTML_UTF8),), "<p>Đã ghi nhận.</p>".encode())
        url = f"http://{request.host}{request.target}"
        if kept := self.by_key.get(key_of(url, self.book.session)):
            return kept
        path = request.path
        if path == "/robots.txt":
            return Response(200, (("Content-Type", "text/plain"),), self.book.robots.encode())
        if path.lower().endswith(_PICTURES):
            return Response(200, (("Content-Type", "image/png"),), picture(path, *_size(path)))
        for search in self.book.searches:
            if key_of(f"http://{request.host}{path}") == key_of(absolute(self.book, search.path).split("?")[0]):
                return self.answer(search, request.query.get(search.parameter, ""))
        return self.lost


def key_of(url: str, idle: tuple[str, ...] = ()) -> str:
    """An address whatever the order of its parameters, without idle ones."""
    parts = urlsplit(url)
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in idle)
    return f"{parts.netloc}{parts.path}?{urlencode(asked)}"


def absolute(book: Book, path: str) -> str:
    """`/x` is of the portal, `//host/x` of another of its hosts."""
    return urljoin(f"http://{book.host}/", path)


def _size(path: str) -> tuple[int, int]:
    if "logo" in path or "icon" in path or "/i/" in path:
        return 24, 24
    return (200, 64) if "banner" in path else (180, 110)


def build_stranger(portal: str, today: date) -> StrangerPortal:
    """The portal with this id as it stands on the day."""
    book, days = load_book(portal), Days(today)
    lists = {key: build_list(book, key, days) for key in book.lists}
    services = read_services(book)
    writer = writer_of(book, days, lists, services)
    pages: dict[str, Response] = {}
    for sheet in (*_sheets(book, lists), *_service_sheets(services)):
        pages[absolute(book, sheet.path)] = _html(book, writer.sheet(sheet))
    lost = _html(book, writer.sheet(Sheet("/khong-tim-thay", "Không tìm thấy trang", "lost")))
    for path, file in (*_files(book, lists), *(file for service in services for file in service.files())):
        pages[absolute(book, path)] = _file(file, writer, lost)
    for path, to in book.redirects.items():
        pages[absolute(book, path)] = redirect(absolute(book, to))
    if book.home != "/":
        pages[f"http://{book.host}/"] = redirect(absolute(book, book.home))
    if book.sitemap != "none":
        entries = {service.apply for service in services}
        pages[f"http://{book.host}/sitemap.xml"] = _sitemap(
            book, [each for each in pages.items() if each[0] not in entries]
        )

    def found(search: SearchData, asked: str) -> Response:
        hits = tuple(_hits(book, lists, search, asked)) if search.finds else ()
        return _html(book, writer.sheet(Sheet(search.path, "Kết quả tìm kiếm", search.look, entries=hits, asked=asked)))

    by_key = {key_of(url, book.session): page for url, page in pages.items()}
    return StrangerPortal(book, pages, services, found, _missing(book, lost), by_key)


def _sheets(book: Book, lists: Mapping[str, BuiltList]) -> Iterator[Sheet]:
    for page in book.pages:
        yield Sheet(page.path, page.title, page.look, page.language, body=page.body, vars=page.vars)
    for built in lists.values():
        data, size = built.data, built.data.per_page
        for turn, path in enumerate(built.pages):
            share = built.entries[turn * size : (turn + 1) * size]
            yield Sheet(path, built.title, data.look, data.language, data.intro, share, built, turn, vars=data.vars)
        if data.item:
            for entry in built.entries:
                yield Sheet(entry.url, entry.title, data.item_look, data.language, "", (entry,), built, vars=data.vars)


def _hits(book: Book, lists: Mapping[str, BuiltList], search: SearchData, asked: str) -> Iterator[Written]:
    words = ascii_of(asked).split()
    for key in search.lists or tuple(book.lists):
        for entry in lists[key].entries:
            said = ascii_of(" ".join((entry.title, *entry.body, *entry.more.values())))
            if words and all(word in said for word in words):
                yield entry
    if search.lists:
        return
    for page in book.pages:
        if words and ascii_of(asked).strip() in ascii_of(f"{page.title} {page.body}"):
            yield Written(0, page.title, None, (), page.path)


def _files(book: Book, lists: Mapping[str, BuiltList]) -> Iterator[tuple[str, FileData]]:
    yield from book.files.items()
    for built in lists.values():
        if built.data.file is None:
            continue
        answers = built.data.file.answers
        for turn, entry in enumerate(built.entries):
            answer = answers[turn % len(answers)]
            text = (*entry.body, *entry.more.values())
            yield (
                entry.file,
                FileData(name=entry.file, title=entry.title, paragraphs=text, scan=True)
                if answer == "scan"
                else FileData(name=entry.file, title=entry.title, paragraphs=text, answer=answer),
            )


def _service_sheets(services: tuple[Service, ...]) -> Iterator[Sheet]:
    """A page for each service, and where its button leads."""
    for service in services:
        if service.shown == "yes":
            yield Sheet(service.url, service.name, "service", service=service)
        if service.entry in ("form", "login"):
            yield Sheet(service.apply, service.name, f"service_{service.entry}", service=service)


def _file(file: FileData, writer: Writer, lost: Response) -> Response:
    if file.answer == "missing":
        return Response(404, lost.headers, lost.body)
    if file.answer == "page":
        return Response(200, lost.headers, lost.body)
    texts = tuple(map(writer.text, file.paragraphs))
    table = tuple(tuple(map(writer.text, row)) for row in file.table)
    kind, body = file_of(file.name, writer.text(file.title), texts, table, scan=file.scan)
    return Response(200, (("Content-Type", kind),), body)


def _html(book: Book, text: str) -> Response:
    return Response(200, (("Content-Type", HTML_UTF8), *book.headers.items()), text.encode())


def _missing(book: Book, lost: Response) -> Response:
    if book.missing == "home":
        return redirect(f"http://{book.host}{book.home}")
    return lost if book.missing == "soft" else Response(404, lost.headers, lost.body)


def _sitemap(book: Book, pages: Iterable[tuple[str, Response]]) -> Response:
    own = [url for url, page in pages if page.media_type == "text/html" and urlsplit(url).netloc == book.host]
    listed = "".join(f"<url><loc>{url.replace('&', '&amp;')}</loc></url>" for url in own)
    body = f"{_XML}{listed}</urlset>" if book.sitemap == "good" else f"{_XML}{listed}<url><loc>"
    return Response(200, (("Content-Type", "application/xml"),), body.encode())


def stranger_portals(today: date) -> tuple[StrangerPortal, ...]:
    """The portals of all exams, in the order of the ids."""
    return tuple(build_stranger(portal, today) for portal in stranger_ids())
