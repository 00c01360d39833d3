"""Which pages are photographed."""

from dataclasses import replace

from snapshots import HOME, make_snapshot

from checks.load_lexicon import load_lexicon
from checks.site import Site
from checks.wanted_pictures import MOST_PICTURES, pictures
from domain.captures import CaptureKind, Snapshot
from domain.findings import Evidence, Finding, Locator, LocatorType, Text2, Verdict

PAGES = {"/": "<p>Trang chủ</p>", **{f"/muc/{n}": f"<p>Mục số {n} của cổng</p>" for n in range(20)}}
SAID = Text2("Có.", "There.")


def site(snapshot: Snapshot | None = None) -> Site:
    return Site.build(snapshot or make_snapshot(PAGES), load_lexicon())


def seen(number: int, kind: LocatorType = LocatorType.XPATH) -> Evidence:
    return Evidence("probe", f"{HOME}muc/{number}", "sha256:x", Locator(kind, "/html/body/p"), "Mục")


def finding(name: str, possible: float, *evidence: Evidence) -> Finding:
    return Finding(name, Verdict.MET, 1.0, possible, possible, "full", SAID, evidence)


def test_the_front_page_comes_first_then_what_most_points_rest_on() -> None:
    given = [
        finding("a", 2, seen(3)),
        finding("b", 9, seen(7), seen(7)),
        finding("c", 8, seen(3)),
        finding("d", 0, seen(1)),
    ]
    expected = (HOME, f"{HOME}muc/3", f"{HOME}muc/7", f"{HOME}muc/1")
    assert pictures(site(), given) == expected
    assert pictures(site(), reversed(given)) == expected


def test_equal_points_go_by_address() -> None:
    given = [finding(f"r{n}", 1, seen(n)) for n in (9, 2, 5)]
    assert pictures(site(), given) == (HOME, *(f"{HOME}muc/{n}" for n in (2, 5, 9)))


def test_only_places_on_pages_of_the_portal_can_be_photographed() -> None:
    strange = replace(seen(1), url="http://khac.example.vn/")
    assert pictures(site(), [finding("a", 2, seen(3, LocatorType.RECORD), strange, seen(4, LocatorType.PAGE))]) == (
        HOME,
    )


def test_there_are_so_many_in_all_and_none_twice() -> None:
    given = [finding(f"r{n:02}", 20 - n, seen(n)) for n in range(20)]
    snapshot = make_snapshot(PAGES)
    taken: list[str] = []
    for _ in range(4):
        page = snapshot.captures[0]
        shots = tuple(replace(page, kind=CaptureKind.SCREENSHOT, url=url) for url in taken)
        asked = pictures(site(replace(snapshot, captures=(*snapshot.captures, *shots))), given)
        assert not set(asked[1:]) & set(taken)
        taken += [url for url in asked if url not in taken]
    assert len(taken) == MOST_PICTURES
    assert taken[1] == f"{HOME}muc/0"


def test_without_a_front_page_there_is_nothing_to_photograph() -> None:
    assert pictures(site(make_snapshot({})), [finding("a", 1, seen(1))]) == ()
