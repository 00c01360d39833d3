"""The lists of desks whose pages the server writes: rows, their share of a page, filters, paging."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from demo.desks.data import DeskData, FieldOfWork
from demo.desks.desk import Desk, Query
from demo.desks.services import Service
from demo.slugs import ascii_of
from demo.wire import Response

_LATER = 45  # rows between a service and its second entry
_CUT = 62  # letters of a name that a narrow column shows

#: Words of the scale of Decree 42/2022.
SCALE_2022 = {
    "toan_trinh": "DVC trực tuyến toàn trình",
    "mot_phan": "DVC trực tuyến một phần",
    "thong_tin": "Cung cấp thông tin trực tuyến",
    "unstated": "",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list. `service` None: a row that is no service."""

    service: Service | None
    name: str
    field: FieldOfWork


def rows_of(desk: Desk) -> tuple[Row, ...]:
    """The list in order; what stands in it twice comes again later."""
    rows = [Row(service, service.name, service.field) for service in desk.services]
    for service in desk.services:
        if service.case.twice:
            place = (rows.index(Row(service, service.name, service.field)) + _LATER) % len(rows)
            rows.insert(max(place, 1), Row(service, service.name, service.field))
    return tuple(rows)


def cut(name: str, longest: int = _CUT) -> str:
    """ "Cấp giấy phép khai thác, sử dụng…" """
    return name if len(name) <= longest else name[:longest].rsplit(" ", 1)[0] + "…"


def matching(rows: Iterable[Row], query: Query, fields: Sequence[FieldOfWork]) -> tuple[Row, ...]:
    """The rows that the filters of a list leave: `tukhoa`, `linhvuc` (number of a field), `mucdo`."""
    words = ascii_of(query.get("tukhoa", "")).split()
    wanted, level = query.get("linhvuc", ""), query.get("mucdo", "")
    return tuple(
        row
        for row in rows
        if all(word in ascii_of(row.name) for word in words)
        and (not wanted.isdigit() or fields.index(row.field) + 1 == int(wanted))
        and (not level or (row.service is not None and row.service.case.claim == level))
    )


def add_list(desk: Desk) -> None:
    """A list with pages by number and filters by GET, in the shape's own markup."""
    rows = rows_of(desk)

    def answer(query: Query) -> Response:
        return list_page(desk, matching(rows, query, desk.data.fields), query)

    desk.routes[desk.data.ways.list] = answer


def list_page(desk: Desk, rows: Sequence[Row], query: Query) -> Response:
    data = desk.data
    size = data.page_size
    turn = int(query.get(data.ways.page, "1")) if query.get(data.ways.page, "1").isdigit() else 1
    asked = {name: value for name, value in query.items() if name in ("tukhoa", "linhvuc", "mucdo") and value}
    total = data.claimed_total if not asked else len(rows)
    return desk.show(
        "list",
        "Danh mục thủ tục hành chính, dịch vụ công",
        rows=rows[(turn - 1) * size : turn * size],
        groups=grouped(rows, data),
        first=(turn - 1) * size,
        pages=tuple(_page(data, asked, number) for number in range(1, -(-len(rows) // size) + 1)),
        turn=turn,
        total=total,
        scale=SCALE_2022,
        cut=cut,
        detail=desk.detail,
        entry=desk.entry,
    )


def _page(data: DeskData, asked: Query, number: int) -> str:
    return f"{data.ways.list}?{urlencode({**asked, data.ways.page: number})}"


def grouped(rows: Iterable[Row], data: DeskData) -> tuple[tuple[FieldOfWork, tuple[Row, ...]], ...]:
    """The rows under their fields, in the order of the fields."""
    held = {field.title + field.level: (field, [row for row in rows if row.field is field]) for field in data.fields}
    return tuple((field, tuple(own)) for field, own in held.values() if own)
