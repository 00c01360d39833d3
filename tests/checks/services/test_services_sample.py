"""The sample: the same for the same list, whatever its order; level 3 and 4 first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.services.entries import Entry, Listing
from checks.services.sample import SAMPLE, in_turn, is_online, online_sample, rule_of, sampled
from domain.findings import Evidence, Locator, LocatorType

SEEN = Evidence("services", "http://a.vn/", "sha256:0", Locator(LocatorType.XPATH, "/html"), "")
LEVELS = st.sampled_from(["1", "2", "3", "4", "unstated", "toan_trinh", "mot_phan", "thong_tin"])


def entry(number: int, level: str) -> Entry:
    return Entry(f"Thủ tục số {number}", SEEN, code=f"1.{100000 + number}", level=level)


@settings(deadline=None)
@given(st.lists(LEVELS, max_size=90), st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_list_s_own(levels: list[str], random: object) -> None:
    entries = [entry(number, level) for number, level in enumerate(levels)]
    turned = list(entries)
    random.shuffle(turned)  # type: ignore[attr-defined]
    first, second = Listing(tuple(entries)), Listing(tuple(turned))
    assert in_turn(first) == in_turn(second)
    assert set(in_turn(first)) == set(entries)
    assert len(sampled(first)) == min(SAMPLE, len(entries))


@settings(deadline=None)
@given(st.lists(LEVELS, max_size=90))
def test_online_ones_come_first(levels: list[str]) -> None:
    turn = in_turn(Listing(tuple(entry(number, level) for number, level in enumerate(levels))))
    online = [is_online(item) for item in turn]
    assert online == sorted(online, reverse=True)
    assert len(online_sample(Listing(turn))) == min(SAMPLE, sum(level in ("3", "4") for level in levels))


def test_the_rule_is_stated() -> None:
    small, large = Listing((entry(1, "4"),)), Listing(tuple(entry(number, "4") for number in range(SAMPLE + 1)))
    assert rule_of(small).en == "all 1 services"
    assert rule_of(large).en.startswith(f"a sample of {SAMPLE} of {SAMPLE + 1}")
