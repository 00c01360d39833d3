"""The order of asking: pure, repeatable, proof against portals without end."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.frontier import MAX_WAITING, Candidate, Frontier, Nearness, Standing
from crawler.patterns import is_article, is_calendar, is_paging, pattern_of
from crawler.relevance import Matcher
from domain.plans import Word

ROOT = "http://x.gov.vn"


def words(**weights: float) -> tuple[Word, ...]:
    return tuple(Word(name.replace("_", " "), weight, name) for name, weight in weights.items())


def order(frontier: Frontier, **options: bool) -> list[str]:
    found = []
    while (candidate := frontier.pop(**options)) is not None:
        found.append(candidate.url.removeprefix(ROOT))
    return found


def offer(frontier: Frontier, *paths: str, label: str = "", **fields: object) -> None:
    for path in paths:
        frontier.offer(Candidate(ROOT + path, label, **fields))  # type: ignore[arg-type]


def test_menu_before_map_before_fitting_before_breadth() -> None:
    frontier = Frontier(words(quy_hoach=1.0))
    offer(frontier, "/xa/thuong", depth=3)
    offer(frontier, "/thuong", depth=1)
    offer(frontier, "/quy-hoach", label="Quy hoạch", depth=4)
    offer(frontier, "/trong-so-do", standing=Standing.MAP, depth=2)
    offer(frontier, "/thuc-don", standing=Standing.MENU, depth=1)
    offer(frontier, "/thuc-don/quy-hoach", label="Quy hoạch đất", standing=Standing.MENU, depth=1)
    offer(frontier, "/map/quy-hoach", label="Quy hoạch", standing=Standing.MAP, depth=2)
    assert order(frontier) == [
        "/thuc-don/quy-hoach",
        "/thuc-don",
        "/map/quy-hoach",
        "/quy-hoach",
        "/trong-so-do",
        "/thuong",
        "/xa/thuong",
    ]


def test_what_was_served_counts_less() -> None:
    frontier = Frontier(words(tin_tuc=1.0, lien_he=0.6))
    offer(frontier, "/a1", "/a2", "/a3", label="Tin tức")
    offer(frontier, "/b1", label="Liên hệ")
    assert order(frontier) == ["/a1", "/b1", "/a2", "/a3"]


def test_new_round_weighs_again() -> None:
    frontier = Frontier(words(tin_tuc=1.0))
    offer(frontier, "/tin", label="Tin tức")
    offer(frontier, "/lien-he", label="Liên hệ")
    frontier.rescore(words(lien_he=1.0))
    assert order(frontier) == ["/lien-he", "/tin"]


def test_wanted_only_leaves_the_rest() -> None:
    frontier = Frontier(words(tin_tuc=1.0))
    offer(frontier, "/gi-do", standing=Standing.MENU)
    offer(frontier, "/tin", label="Tin tức")
    assert order(frontier, wanted_only=True) == ["/tin"]
    assert len(frontier) == 1
    assert [candidate.url for candidate in frontier.left(10)] == [f"{ROOT}/gi-do"]


def test_sisters_come_after_our_own_and_only_so_many() -> None:
    frontier = Frontier(words(tin_tuc=1.0))
    for n in range(30):
        frontier.offer(Candidate(f"http://so.x.gov.vn/{n}", "Tin tức", nearness=Nearness.SISTER))
    offer(frontier, "/tin", label="Tin tức")
    found = order(frontier)
    assert found[0] == "/tin"
    assert len(found) == 9


def test_lists_before_articles_and_new_templates_before_old() -> None:
    frontier = Frontier()
    offer(frontier, *(f"/tin/bai-viet-rat-dai-ve-mot-viec-{n}.html" for n in range(40)))
    offer(frontier, "/van-ban/muc", "/hoi-dap")
    found = order(frontier)
    assert set(found[:2]) == {"/van-ban/muc", "/hoi-dap"}


def test_no_template_eats_the_budget() -> None:
    frontier = Frontier()
    offer(frontier, *(f"/bai-{n}.html" for n in range(500)), depth=1)
    offer(frontier, *(f"/lich?thang={n}&nam=2020" for n in range(100)), depth=1)
    offer(frontier, *(f"/ds?page={n}" for n in range(100)), depth=1)
    offer(frontier, "/muc/rat/sau", depth=7)
    found = order(frontier)
    assert found.index("/muc/rat/sau") <= 60 + 6 + 4
    assert sum(path.startswith("/bai") for path in found) == 250
    assert sum(path.startswith("/lich") for path in found) == 4
    assert sum(path.startswith("/ds") for path in found) == 100


@pytest.mark.parametrize(("cost", "taken"), [(6, 5), (1, 30)], ids=["files", "nothing"])
def test_dead_templates_are_left(cost: int, taken: int) -> None:
    frontier = Frontier()
    offer(frontier, *(f"/tai/{n}" for n in range(100)))
    asked = 0
    while (candidate := frontier.pop()) is not None:
        frontier.waste(candidate.url, cost)
        asked += 1
    assert asked == taken


def test_template_with_some_dead_pages_lives() -> None:
    frontier = Frontier()
    offer(frontier, *(f"/tai/{n}" for n in range(100)))
    for number in range(100):
        candidate = frontier.pop()
        assert candidate is not None
        if number % 2:
            frontier.waste(candidate.url, 1)


def test_memory_is_bounded() -> None:
    frontier = Frontier()
    for n in range(MAX_WAITING + 50):
        frontier.offer(Candidate(f"{ROOT}/{n}"))
    assert len(frontier) == MAX_WAITING
    assert frontier.dropped["no room"] == 50


def test_an_address_is_offered_once_and_taken_out_of_turn() -> None:
    frontier = Frontier()
    assert frontier.offer(Candidate(f"{ROOT}/a"))
    assert not frontier.offer(Candidate(f"{ROOT}/a"))
    offer(frontier, "/b", "/c")
    frontier.mark(f"{ROOT}/a")
    taken = frontier.take(f"{ROOT}/b")
    assert taken is not None
    assert frontier.take(f"{ROOT}/b") is None
    assert order(frontier) == ["/c"]
    assert len(frontier) == 0


candidates = st.lists(
    st.builds(
        Candidate,
        url=st.sampled_from(
            [f"{ROOT}/{part}{n}" for part in ("tin/", "muc-", "ds?page=", "a/b/c/") for n in range(12)]
        ),
        label=st.sampled_from(["", "Tin tức", "Liên hệ", "Một tiêu đề rất dài của một bài viết nào đó"]),
        depth=st.integers(0, 6),
        standing=st.sampled_from(list(Standing)),
        nearness=st.sampled_from(list(Nearness)),
    ),
    max_size=60,
)


@given(candidates, st.integers(0, 20))
def test_same_offers_same_order(offers: list[Candidate], pause: int) -> None:
    def run() -> list[str]:
        frontier = Frontier(words(tin_tuc=1.0, lien_he=0.5))
        found: list[str] = []
        for number, candidate in enumerate(offers):
            frontier.offer(candidate)
            if number == pause and (popped := frontier.pop()) is not None:
                found.append(popped.url)
        return found + order(frontier)

    first = run()
    random.seed(1)
    assert run() == first
    assert len(first) == len(set(first))


@given(candidates)
def test_lazy_weighing_never_gives_a_worse_one_first(offers: list[Candidate]) -> None:
    """The queue's first is the first of a full sort, at every step."""
    frontier = Frontier(words(tin_tuc=1.0, lien_he=0.5))
    for candidate in offers:
        frontier.offer(candidate)
    while True:
        keys = [frontier._key(bucket) for bucket in frontier._buckets]
        best = frontier._best(wanted_only=False)
        if best is None:
            assert not keys
            break
        assert frontier._key(best) == min(keys)
        frontier.pop()


# --- patterns and words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("/tin/bai-viet-so-mot-ve-mot-viec-1.html", "/tin/ubnd-tinh-hop-ban-ve-viec-khac-22.html"),
        ("/Pages/View.aspx?ItemID=12", "/Pages/View.aspx?ItemID=7"),
        ("/a/5e2b1c9f-0000-4000-8000-123456789abc", "/a/5e2b1c9f-0000-4000-8000-cba987654321"),
        ("/x?a=1&b=2", "/x?b=3&a=4"),
    ],
)
def test_pages_of_one_template_share_a_pattern(left: str, right: str) -> None:
    assert pattern_of(ROOT + left) == pattern_of(ROOT + right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("/gioi-thieu", "/lien-he"), ("/?nv=news", "/?nv=about"), ("/tin/a.html", "/van-ban/a.html"), ("/a", "/a?b=1")],
)
def test_sections_keep_their_own(left: str, right: str) -> None:
    assert pattern_of(ROOT + left) != pattern_of(ROOT + right)


def test_paging_calendars_and_articles_are_told() -> None:
    assert is_paging(f"{ROOT}/tin?page=3")
    assert is_paging(f"{ROOT}/tin/trang-2.html")
    assert not is_paging(f"{ROOT}/trang-chu")
    assert is_calendar(f"{ROOT}/lich?thang=3&nam=2020")
    assert is_calendar(f"{ROOT}/lich/2024/05/")
    assert not is_calendar(f"{ROOT}/2024/05/06/ubnd-tinh-hop-ban-ve-viec-khac.html")
    assert is_article(f"{ROOT}/ubnd-tinh-hop-ban-ve-mot-viec-khac-22.html", "")
    assert is_article(f"{ROOT}/a", "UBND tỉnh tổ chức họp báo về tình hình kinh tế xã hội quý")
    assert not is_article(f"{ROOT}/gioi-thieu/co-cau-to-chuc", "Cơ cấu tổ chức")


def test_whole_words_only_and_by_every_place_a_reader_sees() -> None:
    matcher = Matcher(words(van_ban=1.0, ban=0.5))
    assert dict(matcher.match(["Văn bản"], f"{ROOT}/x").tags)["van_ban"] == 1.0
    assert matcher.match(["Vãn bằn gì"], f"{ROOT}/x").best > 0
    assert matcher.match(["Bàng bạc"], f"{ROOT}/x").best == 0
    assert 0 < matcher.match([""], f"{ROOT}/van-ban").best < 1
    assert matcher.match(["Văn bản về một việc rất dài và còn dài nữa"], ROOT).best < 1
    assert Matcher(()).match(["Văn bản"], ROOT).best == 0


def test_the_pages_of_a_list_that_is_read_to_its_end_go_first_however_many() -> None:
    frontier = Frontier()
    for number in range(2, 40):
        frontier.offer(Candidate(f"http://a.gov.vn/tthc?page={number}"))
    frontier.offer(Candidate("http://a.gov.vn/gioi-thieu", standing=Standing.MENU))
    frontier.rescore((), ["http://a.gov.vn/tthc?page=7"])
    asked = [found.url for _ in range(38) if (found := frontier.pop(wanted_only=True)) is not None]
    assert asked == [f"http://a.gov.vn/tthc?page={number}" for number in range(2, 40)]
    frontier.rescore(())
    last = frontier.pop()
    assert last is not None
    assert last.url == "http://a.gov.vn/gioi-thieu"
