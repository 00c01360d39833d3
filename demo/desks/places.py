"""What every desk has, whatever its list looks like: pages of services, their entries, forms, pages beside them."""

from collections.abc import Callable

from demo.block_data import FileData
from demo.desks.data import SidePage
from demo.desks.desk import Answer, Desk, Query, always, plain_address
from demo.desks.services import Service
from demo.files import file_of
from demo.wire import HTML_UTF8, Response, redirect

_ERROR = (
    b"<html><head><title>Runtime Error</title></head><body><h1>Server Error in '/' Application.</h1>"
    b"<h2><i>Object reference not set to an instance of an object.</i></h2></body></html>"
)
_GONE = (
    b'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>404</title></head>'
    b"<body><h1>404</h1></body></html>"
)
_NO_FILE = (
    '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Thông báo</title></head><body>'
    "<p>Tệp tin không tồn tại hoặc đã bị xóa khỏi hệ thống.</p></body></html>"
).encode()


def add_places(desk: Desk, detail: Callable[[Desk, Service], Response] | None = None) -> None:
    """Routes of all that stands outside the list. `detail` makes a service's page; None where script does."""
    for service in desk.services:
        if detail and service.case.detail == "page":
            desk.routes[plain_address(desk.detail(service))] = always(detail, desk, service)
        _add_entry(desk, service)
        for file in (*service.forms, *([service.facts_file] if service.facts_file else [])):
            desk.routes[plain_address(desk.form(service, file.name))] = always(_file, desk, file)
    for page in desk.data.pages:
        desk.routes[page.path] = _side(desk, page)


def detail_page(desk: Desk, service: Service) -> Response:
    """The service's page in the shape's own markup."""
    files = tuple((file.label, desk.form(service, file.name)) for file in service.forms)
    whole = service.facts_file
    return desk.show(
        "detail",
        service.name,
        service=service,
        facts=tuple((desk.data.labels[key], text) for key, text in service.facts.items()) if not whole else (),
        files=files,
        whole=(whole.label, desk.form(service, whole.name)) if whole else None,
        entry=desk.entry(service),
    )


def _add_entry(desk: Desk, service: Service) -> None:
    ways, kind = desk.data.ways, service.case.entry
    own = plain_address(ways.entry.format(number=service.number))
    if kind == "eform":
        desk.routes[own] = always(_eform, desk, service)
    elif kind == "login":
        login = ways.login.format(number=service.number)
        desk.routes[own] = always(redirect, login)
        desk.routes[plain_address(login)] = always(_login, desk, service)
    elif kind == "dead":
        desk.routes[own] = always(Response, 404, (("Content-Type", HTML_UTF8),), _GONE)
    elif kind == "error":
        desk.routes[own] = always(Response, 500, (("Content-Type", HTML_UTF8),), _ERROR)
    elif kind == "home":
        desk.routes[own] = always(redirect, ways.home)


def _eform(desk: Desk, service: Service) -> Response:
    return desk.show("eform", f"Nộp hồ sơ trực tuyến: {service.name}", service=service)


def _login(desk: Desk, service: Service) -> Response:
    return desk.show("login", "Đăng nhập để nộp hồ sơ", service=service)


def _file(desk: Desk, file: FileData) -> Response:
    del desk
    if file.answer == "missing":
        return Response(404, (("Content-Type", HTML_UTF8),), _GONE)
    if file.answer == "page":
        return Response(200, (("Content-Type", HTML_UTF8),), _NO_FILE)
    kind, body = file_of(file.name, file.title, file.paragraphs)
    return Response(200, (("Content-Type", kind),), body)


def _side(desk: Desk, page: SidePage) -> Answer:
    def answer(query: Query) -> Response:
        return desk.show("side", page.title, html=page.html + (page.answer if query else ""))

    return answer
