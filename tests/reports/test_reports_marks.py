"""Places in a picture: found by path, by text, or not at all; never where a hostile record would have them."""

import json
from dataclasses import replace
from typing import Any

import pytest
import report_sample as sample
from hypothesis import given
from hypothesis import strategies as st

from domain.findings import Evidence, Locator, LocatorType
from reports.marks import Area, place_of, read_boxes

TITLE = "Khánh thành cầu Rạch Gầm nối hai bờ"


def box(xpath: Any = "/html/body/main/ul/li[2]/a", **changes: Any) -> dict[str, Any]:
    plain = {"xpath": xpath, "kind": "link", "x": 100, "y": 200, "w": 300, "h": 20, "text": TITLE, "shown": True}
    return {**plain, **changes}


def written(*rows: Any) -> bytes:
    return json.dumps({"boxes": rows}).encode()


def seen(path: str, excerpt: str = "") -> Evidence:
    return sample.evidence(1, excerpt, locator=Locator(LocatorType.XPATH, path))


def place(evidence: Evidence, *rows: Any, same_page: bool = True) -> Area | None:
    found = place_of(evidence, read_boxes(written(*rows)), 1366, 2000, same_page=same_page)
    return found.area if found is not None else None


PLACE = Area(100, 200, 300, 20)


def test_the_very_path_is_marked() -> None:
    other = box("/html/body/main/ul/li[1]/a", y=100)
    assert place(seen("/html/body/main/ul/li[2]/a"), other, box()) == PLACE


def test_a_first_step_with_and_without_its_number_is_the_same() -> None:
    assert place(seen("/html/body/main/ul[1]/li[2]/a[1]"), box()) == PLACE
    assert place(seen("/html/body/main/ul/li[12]/a"), box("/html/body/main/ul/li[1]/a", text="")) is None


def test_what_stands_in_a_link_is_marked_with_it_and_the_nearest_counts() -> None:
    far = box("/html/body/main/ul/li[2]", y=900)
    assert place(seen("/html/body/main/ul/li[2]/a/span[1]/img"), far, box()) == PLACE


def test_what_holds_links_is_marked_round_them() -> None:
    rows = (box(), box("/html/body/main/ul/li[3]/a", x=80, y=260, w=500), box("/html/body/aside/a", x=1000))
    assert place(seen("/html/body/main/ul"), *rows) == Area(80, 200, 500, 80)


def test_a_mark_round_the_whole_page_says_nothing() -> None:
    assert place(seen("/html/body"), box(x=0, y=0), box("/html/body/p/a", x=1300, y=1980)) is None


def test_another_place_may_say_the_same_words() -> None:
    assert place(seen("/html/body/div[9]/p", f"21/02/2022 – {TITLE.upper()} sông Hậu"), box()) == PLACE
    assert place(seen("/html/body/div[9]/p", "Một tin khác hẳn không ai nói"), box()) is None
    assert place(seen("/html/body/div[9]/p", "Khác"), box(text="Khác nữa")) is None


def test_it_is_told_how_the_place_was_found() -> None:
    boxes = read_boxes(written(box()))
    by_path = place_of(seen("/html/body/main/ul/li[2]/a"), boxes, 1366, 2000)
    by_words = place_of(seen("/html/body/form", TITLE), boxes, 1366, 2000)
    assert by_path is not None
    assert by_words is not None
    assert (by_path.exact, by_words.exact) == (True, False)


def test_on_another_document_a_path_alone_proves_nothing() -> None:
    path = "/html/body/main/ul/li[2]/a"
    assert place(seen(path, "Một tin khác hẳn không ai nói"), box(), same_page=False) is None
    assert place(seen(path, TITLE), box(), same_page=False) == PLACE


def test_other_locators_are_found_by_their_words_only() -> None:
    pointer = replace(seen("", TITLE), locator=Locator(LocatorType.JSON, "/html/body/main/ul/li[2]/a"))
    assert place(pointer, box()) == PLACE
    assert place(replace(pointer, excerpt=""), box()) is None


def test_a_mark_stays_within_the_picture() -> None:
    path = seen("/html/body/main/ul/li[2]/a")
    assert place(path, box(x=-50, y=-5)) == Area(0, 0, 250, 15)
    assert place(path, box(y=1990, h=400)) == Area(100, 1990, 300, 10)
    assert place(path, box(y=2100)) is None
    assert place(path, box(x=-400)) is None


HOSTILE: tuple[dict[str, Any], ...] = (
    box(x="1"), box(y=None), box(w=-3), box(h=0), box(x=float("nan")), box(y=float("inf")), box(w=10**30), box(h=True),
    box(x=[1]), box(xpath=7), box(xpath=None), box(xpath="main"), box(shown=False),
    {"xpath": "/html/body/main/ul/li[2]/a"},
)  # fmt: skip


@pytest.mark.parametrize("row", HOSTILE)
def test_what_is_no_box_is_passed_over(row: dict[str, Any]) -> None:
    assert read_boxes(written(row)) == ()
    assert place(seen("/html/body/main/ul/li[2]/a"), row, box()) == PLACE


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"{", b"[]", b"null", b'{"boxes": {}}', b'{"boxes": [1, null, [], "x"]}', b"[" * 200_000,
     b'{"boxes": [{"xpath": "/a", "x": ' + b"9" * 6000 + b', "y": 1, "w": 9, "h": 9}]}'],
)  # fmt: skip
def test_what_is_no_record_of_boxes_has_none(body: bytes) -> None:
    assert read_boxes(body) == ()


def test_text_that_is_no_text_is_no_text() -> None:
    assert read_boxes(written(box(text=3)))[0].text == ""


NUMBERS = st.one_of(st.floats(), st.integers(), st.none(), st.booleans(), st.text(max_size=3))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=4))
def test_every_mark_lies_in_the_picture(rows: list[tuple[Any, ...]]) -> None:
    boxes = [box(x=x, y=y, w=w, h=h) for x, y, w, h in rows]
    found = place(seen("/html/body/main/ul"), *boxes)
    if found is not None:
        assert found.x >= 0
        assert found.y >= 0
        assert 0 < found.w <= 1366 - found.x
        assert 0 < found.h <= 2000 - found.y


def test_of_places_that_say_the_same_the_smallest_is_meant() -> None:
    rows = (box("/html/body/table", w=900, h=600), box("/html/body/table/tr/td"))
    assert place(seen("/html/body/form", TITLE), *rows) == PLACE
