"""What a service's own page adds to its entry: a level said in a line or a badge, never one of a legend."""

import pytest
from service_portals import first, own_page, portal

from checks.services.entries import LevelFrom

LINE = "<p>Dịch vụ công trực tuyến mức độ 4</p>"
BADGE = '<p><img src="/anh/muc-do-4.png" alt=""></p>'


@pytest.mark.parametrize(
    ("more", "level"),
    [
        (LINE, "4"),
        (BADGE, "4"),
        ("<p>Mức độ 3, 4</p>", "unstated"),
        ("<p>Mức độ 3</p><p>Mức độ 4</p>", "unstated"),
        ('<p><a href="/muc-do-4">Dịch vụ mức độ 4</a></p>', "unstated"),
        ("", "unstated"),
    ],
)
def test_the_level_of_a_list_that_states_none(more: str, level: str) -> None:
    title, _, rest = own_page(0).partition("</h1>")
    site = portal({"/dvc/0": f"{title}</h1>{more}{rest}"}, levels=("", "", "", ""))
    entry = first(site)
    assert entry.level == level
    if level != "unstated":
        assert entry.level_from is LevelFrom.OWN
        assert entry.level_seen is not None
        assert entry.level_seen.url.endswith("/dvc/0")


def test_what_the_list_states_stands() -> None:
    title, _, rest = own_page(0).partition("</h1>")
    assert first(portal({"/dvc/0": f"{title}</h1>{LINE}{rest}"}, levels=("3", "3", "3", "3"))).level == "3"
