"""Pages of one list by their addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.services.series import Place, place_between, place_by_name, size_of, spread, stem_of, value_of, with_value

H = "http://dvc.example.gov.vn"

PAIRS = [
    (f"{H}/tthc", f"{H}/tthc?page=2", 2),
    (f"{H}/tthc?page=1", f"{H}/tthc?page=2", 2),
    (f"{H}/tthc?lv=12&p=1", f"{H}/tthc?lv=12&p=3", 3),
    (f"{H}/tthc", f"{H}/tthc?pageIndex=2&pageSize=20", 2),
    (f"{H}/tthc", f"{H}/tthc?start=20", 20),
    (f"{H}/web/guest/dvc", f"{H}/web/guest/dvc?_dvc_WAR_x_cur=2", 2),
    (f"{H}/tthc", f"{H}/tthc/trang-2", 2),
    (f"{H}/tthc", f"{H}/tthc/page/2", 2),
    (f"{H}/tthc/page/2", f"{H}/tthc/page/3", 3),
    (f"{H}/tthc.html", f"{H}/tthc-trang-2.html", 2),
    (f"{H}/tthc", f"{H}/tthc?linhvuc=y-te", None),
    (f"{H}/tthc", f"{H}/khac?page=2", None),
    (f"{H}/tthc?lv=1", f"{H}/tthc?lv=2&page=3", None),
    (f"{H}/tthc", "http://other.gov.vn/tthc?page=2", None),
    (f"{H}/tthc", f"{H}/tthc/12", None),
]


@pytest.mark.parametrize(("base", "link", "value"), PAIRS)
def test_one_number_tells_pages_apart(base: str, link: str, value: int | None) -> None:
    place = place_between(base, link)
    assert (value_of(link, place) if place else None) == value
    if place is not None:
        assert stem_of(base, place) == stem_of(link, place)
        made = with_value(link, place, 41)
        assert made is not None
        assert value_of(made, place) == 41
        assert stem_of(made, place) == stem_of(link, place)


@pytest.mark.parametrize(
    ("url", "key", "size"),
    [
        (f"{H}/api/tthc?page=0&size=20", "page", 20),
        (f"{H}/api/tthc?offset=40&limit=20", "offset", 20),
        (f"{H}/api/tthc?keyword=&pageIndex=1&pageSize=50", "pageIndex", 50),
        (f"{H}/api/tthc?draw=1&start=0&length=10", "start", 10),
        (f"{H}/api/tthc?linhVuc=3", None, None),
    ],
)
def test_endpoints_by_the_names_of_their_parameters(url: str, key: str | None, size: int | None) -> None:
    place = place_by_name(url)
    assert (place.key if place else None) == key
    assert size_of(url) == size


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 5], [1, 2, 3, 4, 5]),
        ([0, 20, 100], [0, 20, 40, 60, 80, 100]),
        ([7], [7]),
        ([], []),
    ],
)
def test_pages_between_those_linked(values: list[int], expected: list[int]) -> None:
    assert spread(values) == expected


@given(st.lists(st.integers(0, 5000), max_size=20), st.one_of(st.none(), st.integers(0, 10_000_000)))
def test_the_pages_computed_are_bounded_and_hold_the_known(values: list[int], last: int | None) -> None:
    made = spread(values, last=last)
    assert len(made) <= 400
    assert made == sorted(set(made))


def test_marks_of_a_session_are_no_difference() -> None:
    base = "http://a.vn/ds?linhVuc=3&phien=f6867370&doAs=6867370f"
    link = "http://a.vn/ds?phien=6408940d&cur=2&linhVuc=3"
    place = place_between(base, link)
    assert place == Place(key="cur")
    assert stem_of(base, place) == stem_of(link, place) == "a.vn/ds?linhVuc=3"
    assert place_between(base, "http://a.vn/ds?phien=6408940d&cur=2&linhVuc=4") is None
