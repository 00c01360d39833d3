"""A desk put together from its data."""

from collections.abc import Callable

from demo.days import Days
from demo.desks.app import add_app
from demo.desks.data import desk_ids, load_desk
from demo.desks.desk import Desk, always
from demo.desks.lists import add_list
from demo.desks.places import add_places, detail_page
from demo.desks.services import make_services
from demo.desks.tree import add_tree
from demo.wire import Response

__all__ = ["build_desk", "desk_ids"]

_LISTS: dict[str, Callable[[Desk], None]] = {
    "table": add_list,
    "cards": add_list,
    "wording": add_list,
    "tree": add_tree,
    "app": add_app,
}


def build_desk(portal: str, days: Days) -> Desk:
    """The desk of one portal, as it stands on the day."""
    data = load_desk(portal)
    desk = Desk(data, days, make_services(data))
    if data.home_html:
        desk.routes[data.ways.home] = always(_front, desk)
    add_places(desk, None if data.shape == "app" else detail_page)
    _LISTS[data.shape](desk)
    return desk


def _front(desk: Desk) -> Response:
    return desk.show("side", desk.data.title, html=desk.data.home_html)
