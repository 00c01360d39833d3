"""A desk as a tree: levels of government, fields under them, lists behind the fields, some behind POST, some empty."""

from demo.desks.data import FieldOfWork
from demo.desks.desk import Desk, Query
from demo.desks.services import Service
from demo.wire import Response

_FIELD = "_tthc_WAR_cgateportlet_linhVucId"
_ORDER = ("4", "3", "mixed", "2", "1", "unstated")
_HEADS = {
    "4": "Dịch vụ công trực tuyến mức độ 4",
    "3": "Dịch vụ công trực tuyến mức độ 3",
    "mixed": "Dịch vụ công trực tuyến mức độ 3, mức độ 4",
    "2": "Dịch vụ công mức độ 2",
    "1": "Dịch vụ công mức độ 1",
    "unstated": "Thủ tục khác",
}


def add_tree(desk: Desk) -> None:
    """The tree on the list's address; a field's services where the field's number is asked for."""
    second = _second_places(desk)

    def answer(query: Query) -> Response:
        asked = query.get(_FIELD, "")
        if not asked.isdigit():
            return desk.show("list", "Thủ tục hành chính", branches=_branches(desk), closed=_closed(desk))
        return _leaf(desk, int(asked), second, query)

    desk.routes[desk.data.ways.list] = answer


def _branches(desk: Desk) -> dict[str, list[tuple[str, int, str]]]:
    """Level of government -> its fields: name, how many services, address."""
    data = desk.data
    branches: dict[str, list[tuple[str, int, str]]] = {}
    for number, field in enumerate(data.fields, start=1):
        count = sum(service.field is field for service in desk.services)
        branches.setdefault(field.level, []).append((field.title, count, field_address(desk, number)))
    for number, title in enumerate(data.empty, start=len(data.fields) + 1):
        branches[data.fields[0].level].append((title, 0, field_address(desk, number)))
    return branches


def _closed(desk: Desk) -> tuple[tuple[int, str], ...]:
    return tuple(enumerate(desk.data.closed, start=90))


def field_address(desk: Desk, number: int, turn: int = 1) -> str:
    ways = desk.data.ways
    asked = f"p_p_id=tthc_WAR_cgateportlet&p_p_lifecycle=0&{_FIELD}={number}"
    return f"{ways.list}?{asked}" + (f"&{ways.page}={turn}" if turn > 1 else "")


def _second_places(desk: Desk) -> dict[int, int]:
    """Services that stand in a second field too: their number -> the number of that field."""
    data = desk.data
    twice = [service for service in desk.services if service.case.twice]
    return {service.number: (data.fields.index(service.field) + 1) % len(data.fields) + 1 for service in twice}


def _leaf(desk: Desk, number: int, second: dict[int, int], query: Query) -> Response:
    data = desk.data
    titles = [*(field.title for field in data.fields), *data.empty]
    if not 1 <= number <= len(titles):
        return desk.show("leaf", "Thủ tục hành chính", groups=(), pages=(), turn=1, tests=())
    own = data.fields[number - 1] if number <= len(data.fields) else None
    held = _held(desk, own, number, second)
    size = data.page_size
    turn = int(query.get(data.ways.page, "1") or 1)
    shown = held[(turn - 1) * size : turn * size]
    count = -(-len(held) // size)
    return desk.show(
        "leaf",
        titles[number - 1],
        groups=tuple(
            (_HEADS[head], tuple(item for item in shown if _head(item) == head))
            for head in _ORDER
            if any(_head(item) == head for item in shown)
        ),
        pages=tuple(field_address(desk, number, page) for page in range(1, count + 1)),
        turn=turn,
        tests=data.tests if number == 1 and turn == count else (),
        detail=desk.detail,
    )


def _held(desk: Desk, field: FieldOfWork | None, number: int, second: dict[int, int]) -> list[Service]:
    """The services of a field, in the order of the headings they stand under."""
    held = [item for item in desk.services if item.field is field or second.get(item.number) == number]
    return sorted(held, key=lambda item: (_ORDER.index(_head(item)), item.number))


def _head(service: Service) -> str:
    return "mixed" if service.case.mixed else service.case.claim
