"""Domain values cross pipes and records as JSON and come back as they were."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agencies import Agency, CrawlOverrides, DeclaredHost, HostRole, Kind, NotApplicable, Target
from domain.captures import Capture, CaptureKind, Outcome
from domain.clock import from_iso, on_screen, to_iso, utc_now
from domain.codec import canonical_json, digest_bytes, digest_of, from_plain, to_plain
from domain.plans import CrawlPlan, Limits, Search, Wanted, Word

words = st.text(max_size=12)
moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis wants it naive and adds the zone itself
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
plain_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), words),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=6,
)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
strings = st.lists(words, max_size=3).map(tuple)

agencies = st.builds(
    Agency,
    id=words,
    name=words,
    kind=st.sampled_from(Kind),
    other_names=strings,
    parent=st.none() | words,
    valid_from=st.none() | days,
    valid_until=st.none() | days,
    successors=strings,
    rosters=strings,
)
targets = st.builds(
    Target,
    agency=agencies,
    portal=words,
    entries=strings,
    hosts=st.lists(
        st.builds(DeclaredHost, host=words, role=st.sampled_from(HostRole), url=st.none() | words), max_size=2
    ).map(tuple),
    resolve=st.dictionaries(words, words, max_size=2),
    overrides=st.builds(
        CrawlOverrides,
        max_pages=st.none() | st.integers(0, 500),
        delay=st.none() | st.floats(0, 60, allow_nan=False),
        wall_seconds=st.none() | st.floats(0, 5000, allow_nan=False),
    ),
    not_applicable=st.lists(st.builds(NotApplicable, requirement=words, source=words, on=days), max_size=2).map(tuple),
    known=st.booleans(),
)
captures = st.builds(
    Capture,
    id=words,
    kind=st.sampled_from(CaptureKind),
    url=words,
    outcome=st.sampled_from(Outcome),
    fetched_at=moments,
    status=st.none() | st.integers(100, 599),
    headers=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    redirects=strings,
    notes=st.dictionaries(words, plain_json, max_size=3),
)
plans = st.builds(
    CrawlPlan,
    audit=words,
    target=targets,
    wanted=st.builds(
        Wanted,
        words=st.lists(st.builds(Word, text=words, weight=st.floats(0, 9, allow_nan=False), tag=words), max_size=2).map(
            tuple
        ),
        urls=st.lists(st.tuples(words, words), max_size=2).map(tuple),
        searches=st.lists(st.builds(Search, url=words, phrase=words, known_at=words, form_page=words), max_size=2).map(
            tuple
        ),
    ),
    limits=st.builds(Limits, delay=st.floats(0, 60, allow_nan=False)),
    allow_private=st.booleans(),
)


@pytest.mark.parametrize("values", [captures, targets, plans], ids=["capture", "target", "plan"])
def test_values_survive_the_pipe(values: st.SearchStrategy[object]) -> None:
    @given(values)
    def survives(value: object) -> None:
        line = json.dumps(to_plain(value), ensure_ascii=False)
        assert from_plain(type(value), json.loads(line)) == value
        assert digest_of(from_plain(type(value), json.loads(line))) == digest_of(value)

    survives()


def test_whole_floats_come_back_as_floats() -> None:
    limits = from_plain(Limits, {"delay": 2, "max_pages": 5, "unknown": "left aside"})
    assert limits == Limits(delay=2.0, max_pages=5)
    assert isinstance(limits.delay, float)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Limits, {"max_pages": "5"}),
        (Limits, {"max_pages": True}),
        (Limits, {"delay": None}),
        (Limits, []),
        (Limits, None),
        (Wanted, {"pictures": "abc"}),
        (Wanted, {"urls": [["only one"]]}),
        (Target, {"portal": "x"}),
        (Agency, {"id": "a", "name": "b", "kind": "kingdom"}),
        (Agency, {"id": "a", "name": "b", "kind": "province", "valid_from": 5}),
        (Agency, {"id": "a", "name": "b", "kind": "province", "valid_from": "2018-02-31"}),
        (CrawlPlan, {"audit": "a", "target": [], "wanted": {}}),
    ],
)
def test_wrong_data_are_refused(kind: type, data: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_plain(kind, data)


def test_plain_form_has_no_place_for_other_things() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        to_plain({"a": {1, 2}})
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))


def test_canonical_json_has_one_form() -> None:
    assert canonical_json({"b": 1, "a": "đ"}) == '{"a":"đ","b":1}'
    assert canonical_json({"a": "đ", "b": 1}) == canonical_json({"b": 1, "a": "đ"})
    assert digest_bytes(b"").startswith("sha256:e3b0c442")


@given(moments)
def test_moments_keep_their_microseconds(moment: datetime) -> None:
    assert from_iso(to_iso(moment)) == moment
    assert to_iso(moment).endswith("Z")
    hanoi = moment.astimezone(timezone(timedelta(hours=7)))
    assert to_iso(hanoi) == to_iso(moment)


def test_moments_without_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_iso(datetime(2019, 1, 1))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="zone"):
        from_iso("2019-01-01T00:00:00")


def test_screens_show_vietnamese_time() -> None:
    assert on_screen(datetime(2018, 12, 31, 18, 30, tzinfo=UTC)) == "01/01/2019 01:30"
    assert utc_now().tzinfo is UTC
