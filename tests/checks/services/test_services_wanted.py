"""What is asked next: services' pages, then their forms and entries; nothing that was asked, nothing site-wide."""

import json

from service_portals import FIELDS, NAMES, code_of, own_page, portal
from snapshots import HOME, Served

from checks.services.listing import read_listing
from checks.services.sample import in_turn
from checks.services.wanted_services import service_wishes
from domain.captures import CaptureKind
from domain.plans import ONLY_TRIED


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


def record(number: int, submit: str) -> tuple[str, Served]:
    """What the page of a service asked for when a browser showed it."""
    told = [{"k": label, "v": value.format(n=number)} for label, value in FIELDS.items()]
    body = json.dumps({"c": code_of(number), "n": NAMES[number], "tt": told, "nopHoSo": submit})
    page = f"{HOME}dvc/{number}"
    return f"/api/tthc?id={number}", Served(body, kind=CaptureKind.JSON, mime="application/json", referrer=page)


def test_records_of_an_application_are_asked_as_its_pages_ask_them() -> None:
    site = portal({f"/dvc/{n}": None for n in range(4)}, records=[record(n, f"/nop-ho-so/{n}") for n in (0, 2)])
    assert sorted(paths(service_wishes(site).urls)) == ["api/tthc?id=1", "api/tthc?id=3"]


def test_where_a_record_does_not_tell_how_to_hand_in_its_page_is_asked_too() -> None:
    site = portal({f"/dvc/{n}": None for n in range(4)}, records=[record(n, "") for n in range(4)])
    assert sorted(paths(service_wishes(site).urls)) == [f"dvc/{n}" for n in range(4)]


def test_files_that_may_tell_of_a_service_are_read_and_forms_only_tried() -> None:
    told = '<p><a href="/tep/thu-tuc.docx">Nội dung thủ tục</a></p>'
    site = portal({"/dvc/0": own_page(0, {}, more=told), "/mau/to-khai-1.docx": None})
    tags = {url.removeprefix(HOME): tag for url, tag in service_wishes(site).files}
    assert tags == {"tep/thu-tuc.docx": "services", "mau/to-khai-1.docx": ONLY_TRIED}
