"""The settings of nights: what ships is right, and every fault is named with its line."""

from pathlib import Path

import pytest
from nights_world import target

from checks.data_files import DataFaults
from domain.agencies import Kind
from scheduler.monitors import MEASURES
from scheduler.nights_settings import Event, Gates, NightSettings, Subscriber, load_settings


def read(folder: Path, text: str) -> NightSettings:
    file = folder / "nights.yaml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def test_what_ships_takes_every_agency_and_gates_every_measure() -> None:
    shipped = load_settings()
    agencies = [target(kind.value, kind).agency for kind in Kind]
    assert shipped.ungrouped(agencies) == ()
    assert all(getattr(shipped.gates, name) is not None for name in MEASURES)
    assert shipped.quorum_nights == 3


def test_every_gate_has_a_measure() -> None:
    assert set(Gates.model_fields) == set(MEASURES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("groups: []", "nights.yaml:1: groups: "),
        ("groups: [{name: all, opens: 25:00, closes: 06:00}]", "'25:00' is not a time of day; allowed: HH:MM"),
        ("groups: [{name: A/B, opens: 20:00, closes: 06:00}]", "groups[0].name"),
        ("groups: [{name: all, opens: 20:00, closes: 06:00, days: []}]", "groups[0].days"),
        (
            "groups: [{name: all, opens: 20:00, closes: 06:00}]\nquorum: 3",
            "nights.yaml:2: quorum: unknown key; allowed",
        ),
        ("groups: [{name: a, opens: 20:00, closes: 06:00}, {name: a, opens: 20:00, closes: 06:00}]", "one name"),
        (
            "groups: [{name: all, opens: 20:00, closes: 06:00}]\ngates: {flips: {at_least: 1, at_most: 1}}",
            "either at_least or at_most",
        ),
        (
            "groups: [{name: all, opens: 20:00, closes: 06:00}]\n"
            "notices: {subscribers: [{name: a, mail: 'x@y.vn\\nBcc: z@y.vn'}]}",
            "notices.subscribers[0].mail",
        ),
        (
            "groups: [{name: all, opens: 20:00, closes: 06:00}]\nnotices: {subscribers: [{name: a, mail: x@y.vn}]}",
            "need `mail`",
        ),
        (
            "groups: [{name: all, opens: 20:00, closes: 06:00}]\n"
            "notices: {subscribers: [{name: a, webhook: 'file:///etc/passwd'}]}",
            "http or https",
        ),
        ("groups: [", "no YAML"),
        ("", "is empty"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataFaults) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)


def test_an_agency_belongs_to_the_first_group_that_takes_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "groups:\n"
        "  - {name: chosen, opens: 18:00, closes: 20:00, agencies: [b]}\n"
        "  - {name: ministries, opens: 20:00, closes: 06:00, kinds: [ministry]}\n"
        "  - {name: ranked, opens: 20:00, closes: 06:00, blocks: [provinces]}\n",
    )
    agencies = [target("a", Kind.MINISTRY).agency, target("b", Kind.MINISTRY).agency, target("c").agency]
    assert [found.members(name, agencies) for name in ("chosen", "ministries", "ranked")] == [("b",), ("a",), ("c",)]


def test_a_subscriber_hears_of_his_agencies_only() -> None:
    some = Subscriber(name="x", mail="a@b.vn", events=(Event.DEAD, Event.GATE), agencies=("a",))
    assert some.wants(Event.DEAD, "a")
    assert not some.wants(Event.DEAD, "b")
    assert some.wants(Event.GATE)
    assert not some.wants(Event.REGRESSION, "a")
