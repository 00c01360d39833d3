"""The register that comes with the program: whole, without faults, and with the facts of both rosters."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from domain.agencies import HostRole, Kind
from registry.lint import lint
from registry.load import load_targets
from registry.locate import shipped
from registry.register import Registry, exists_on
from registry.schema import SCHEMA_FILE, schema_text
from registry.yaml_tree import read_document

END_2018 = date(2018, 12, 31)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_targets(shipped())


def roster(registry: Registry, year: str) -> set[str]:
    return {target.agency.id for target in registry if year in target.agency.rosters}


def test_every_agency_of_2018_and_of_2025_is_there(registry: Registry) -> None:
    kinds = {
        year: Counter(target.agency.kind for target in registry if year in target.agency.rosters)
        for year in ("2018", "2025")
    }
    assert kinds["2018"] == {Kind.MINISTRY: 22, Kind.GOV_AGENCY: 8, Kind.PROVINCE: 63}
    assert kinds["2025"] == {Kind.MINISTRY: 17, Kind.GOV_AGENCY: 5, Kind.PROVINCE: 34}


@pytest.mark.parametrize(("day", "year"), [(END_2018, "2018"), (date(2025, 7, 1), "2025"), (TODAY, "2025")])
def test_the_agencies_alive_on_a_day_are_those_of_its_roster(registry: Registry, day: date, year: str) -> None:
    assert {target.agency.id for target in registry.on(day)} == roster(registry, year)


def test_who_ended_has_a_successor_that_takes_over_the_next_day(registry: Registry) -> None:
    ended = [target.agency for target in registry if target.agency.valid_until]
    assert {agency.id for agency in ended} == roster(registry, "2018") - roster(registry, "2025")
    for agency in ended:
        assert agency.valid_until is not None
        assert agency.successors, agency.id
        next_day = agency.valid_until + timedelta(days=1)
        assert all(exists_on(registry.get(name).agency, next_day) for name in agency.successors), agency.id


@pytest.mark.parametrize(
    ("ended", "successor"),
    [("mpi", "mof"), ("mard", "mae"), ("monre", "mae"), ("mic", "mst"), ("most", "mst"), ("mot", "moc"),
     ("molisa", "moha"), ("cema", "mera"), ("hcmm", "mod"), ("thuathienhue", "hue"), ("yenbai", "laocai"),
     ("baria-vungtau", "hochiminhcity"), ("binhthuan", "lamdong"), ("travinh", "vinhlong")],
)  # fmt: skip
def test_successors(registry: Registry, ended: str, successor: str) -> None:
    assert registry.get(ended).agency.successors == (successor,)


def test_blocks_follow_kinds(registry: Registry) -> None:
    blocks = {Kind.MINISTRY: "ministries", Kind.GOV_AGENCY: "gov_agencies", Kind.PROVINCE: "provinces"}
    assert all(target.agency.block == blocks[target.agency.kind] for target in registry)


@pytest.mark.parametrize("agency", ["quangninh", "bacninh", "dongnai"])
def test_a_province_that_became_a_city_keeps_its_older_name(registry: Registry, agency: str) -> None:
    found = registry.get(agency).agency
    assert found.name.startswith("Thành phố ")
    assert found.name.replace("Thành phố", "Tỉnh") in found.other_names


@pytest.mark.parametrize(
    ("url", "agency"),
    [("http://www.mof.gov.vn/webcenter/portal/btc", "mof"), ("https://hcc.mof.gov.vn", "mof"),
     ("http://www.xaydung.gov.vn", "moc"), ("https://vov.vn/chinh-tri", "vov"), ("https://vtv.gov.vn/", "vtv"),
     ("http://cinet.gov.vn", "mocst"), ("https://bqp.vn", "mod"), ("http://ubdt.gov.vn", "cema"),
     ("https://dvctt.monre.gov.vn", "monre"), ("https://congbao.hochiminhcity.gov.vn", "hochiminhcity"),
     ("https://hanhchinhcong.khanhhoa.gov.vn/x", "khanhhoa"), ("https://vpcp.chinhphu.vn", "oog")],
)  # fmt: skip
def test_addresses_of_today_and_before_find_their_agency(registry: Registry, url: str, agency: str) -> None:
    found = registry.by_url(url)
    assert found is not None
    assert found.agency.id == agency


@pytest.mark.parametrize("url", ["https://vbpl.vn", "https://dichvucong.gov.vn", "https://muasamcong.mpi.gov.vn"])
def test_national_hosts_belong_to_nobody(registry: Registry, url: str) -> None:
    assert registry.by_url(url) is None


def test_most_agencies_declare_a_service_host(registry: Registry) -> None:
    without = {
        target.agency.id
        for target in registry.on(TODAY)
        if not any(host.role is HostRole.SERVICE for host in target.hosts)
    }
    assert without == {"gi", "oog", "vna", "vov", "vtv", "vast", "vass", "hue"}


def test_nobody_was_excused_and_no_test_portal_slipped_in(registry: Registry) -> None:
    assert not any(target.not_applicable or target.resolve for target in registry)


def test_it_has_warnings_but_no_faults() -> None:
    found = lint(shipped())
    assert {fault.severity.value for fault in found} == {"warning"}


def test_the_schema_for_editors_is_fresh() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run python -m registry.schema"


def test_the_file_fits_the_schema() -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(read_document(shipped()).data, schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize(
    "entry",
    [{"name": "A", "kind": "ministry"}, {"name": "A", "kind": "x", "portal": "https://a.gov.vn"},
     {"name": "A", "kind": "ministry", "portal": "ftp://a.gov.vn"},
     {"name": "A", "kind": "ministry", "portal": "https://a.gov.vn", "portl": 1}],
)  # fmt: skip
def test_the_schema_refuses_what_the_reader_refuses(entry: dict[str, object]) -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"agencies": {"a": entry}}, schema)


def test_the_header_names_every_key_of_the_format() -> None:
    header = Path(shipped()).read_text(encoding="utf-8").split("\nnational_hosts:")[0]
    entry = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))["$defs"]["AgencyEntry"]
    assert [key for key in entry["properties"] if f"{key}:" not in header] == []
