"""What is asked next: services' pages, then their forms and entries; nothing that was asked, nothing site-wide."""

from service_portals import own_page, portal
from snapshots import HOME

from checks.services.listing import read_listing
from checks.services.sample import in_turn
from checks.services.wanted_services import service_wishes


def paths(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [url.removeprefix(HOME) for url, _ in pairs]


def test_first_the_pages() -> None:
    site = portal({f"/{path}/{n}": None for path in ("dvc", "nop-ho-so") for n in range(4)})
    wishes = service_wishes(site)
    assert sorted(paths(wishes.urls)) == [f"dvc/{n}" for n in range(4)]
    assert paths(wishes.urls) == [entry.url.removeprefix(HOME) for entry in in_turn(read_listing(site))]
    assert wishes.entries == ()


def test_then_forms_and_entries() -> None:
    site = portal({**{f"/nop-ho-so/{n}": None for n in range(4)}, **{f"/mau/to-khai-{n}.docx": None for n in range(4)}})
    wishes = service_wishes(site)
    assert wishes.urls == ()
    assert sorted(paths(wishes.files)) == [f"mau/to-khai-{n}.docx" for n in range(4)]
    assert sorted(paths(wishes.entries)) == [f"nop-ho-so/{n}" for n in range(4)]


def test_nothing_twice_and_nothing_site_wide() -> None:
    assert service_wishes(portal()).urls == service_wishes(portal()).files == service_wishes(portal()).entries == ()
    shared = portal({f"/dvc/{n}": own_page(n, submit="/dang-nhap") for n in range(4)})
    assert service_wishes(shared).entries == ()
    elsewhere = portal({"/dvc/0": own_page(0, submit="https://dvc.example.com/nop/0")})
    assert service_wishes(elsewhere).entries == ()


def test_a_service_on_another_host_is_left_alone() -> None:
    site = portal({"/dvc/0": None}, hrefs={0: "https://dvc.example.com/tt/0"})
    assert service_wishes(site).urls == ()
