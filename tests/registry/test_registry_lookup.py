"""Finding targets: by id, by what people call them, by address, by day; and making one for an address."""

from datetime import date
from pathlib import Path

import pytest

from domain.agencies import Agency, CrawlOverrides, DeclaredHost, HostRole, Kind, Target
from registry.load import load_targets
from registry.locate import shipped
from registry.names import UnknownAgencyError
from registry.register import Registry


def target(agency: str, portal: str, name: str = "", **more: object) -> Target:
    fields = {key: more.pop(key) for key in ("parent", "valid_from", "valid_until") if key in more}
    return Target(
        Agency(agency, name or agency, Kind.DEPARTMENT, **fields),  # type: ignore[arg-type]
        portal,
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def vietnam() -> Registry:
    return load_targets(shipped())


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("mof", "mof"),
        (" MOF ", "mof"),
        ("Bộ Tài chính", "mof"),
        ("bo tai chinh", "mof"),
        ("tài chính", "mof"),
        ("Ministry of Finance", "mof"),
        ("www.mof.gov.vn", "mof"),
        ("Bộ KH&CN", "mst"),  # the one that ended has the same name
        ("Bộ Khoa học và Công nghệ", "mst"),
        ("UBND tỉnh Hà Giang", "hagiang"),
        ("Cổng thông tin điện tử tỉnh Lào Cai", "laocai"),
        ("Ha Noi", "hanoi"),
        ("TP. Hồ Chí Minh", "hochiminhcity"),
        ("Tỉnh Đồng Nai", "dongnai"),
        ("Thành phố Đồng Nai", "dongnai"),
        ("Tỉnh Thanh Hoá", "thanhhoa"),  # the tone stands elsewhere in the register
        ("Ba\u0300 Rịa - Vũng Tàu", "baria-vungtau"),
        ("công an", "mps"),
    ],
)
def test_find(vietnam: Registry, text: str, agency: str) -> None:
    assert vietnam.find(text).agency.id == agency


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("Bộ Tài chín", "mof"), ("hanoii", "hanoi"), ("dac lac", "daklak"), ("mof.gov.v", "mof")],
)
def test_a_name_that_is_none_gets_suggestions(vietnam: Registry, text: str, suggestion: str) -> None:
    with pytest.raises(UnknownAgencyError) as caught:
        vietnam.find(text)
    assert suggestion in [agency for agency, _ in caught.value.suggestions]
    assert f"no agency {text!r}; did you mean: " in str(caught.value)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "?" * 100_000, "\u202e" * 50])
def test_nonsense_is_nobody(vietnam: Registry, text: str) -> None:
    with pytest.raises(UnknownAgencyError) as caught:
        vietnam.find(text)
    assert len(str(caught.value)) < 500
    assert str(caught.value).isprintable()


def test_a_name_of_several_is_refused_with_their_ids() -> None:
    registry = Registry([target("a", "https://a.gov.vn/", "Sở Y tế"), target("b", "https://b.gov.vn/", "Sở Y tế")])
    with pytest.raises(
        UnknownAgencyError, match=r"several agencies are called 'sở y tế'; give the id: a \(Sở Y tế\), b"
    ):
        registry.find("sở y tế")
    with pytest.raises(UnknownAgencyError, match="no agency 'c'"):
        registry.get("c")


def test_targets_stand_in_the_order_of_their_ids(vietnam: Registry) -> None:
    ids = [target.agency.id for target in vietnam.targets]
    assert ids == sorted(ids)
    assert len(vietnam) == len(ids)
    assert "mof" in vietnam
    assert "mofa!" not in vietnam


SHARED = Registry(
    [
        target("p", "https://p.gov.vn/", hosts=(DeclaredHost("dvc.p.gov.vn", HostRole.SERVICE),)),
        target("p-a", "https://p.gov.vn/so-a", parent="p", hosts=(DeclaredHost("dvc.p.gov.vn", HostRole.SERVICE),)),
        target("p-ab", "https://p.gov.vn/so-a/b/", parent="p"),
        target("p-q", "https://p.gov.vn/?id=7", parent="p"),
        target("deep", "https://deep.gov.vn/portal/Pages/home.aspx"),
        target("old", "https://moved.gov.vn/", valid_until=date(2024, 12, 31)),
        target("new", "https://moved.gov.vn/", valid_from=date(2025, 1, 1)),
        target("x", "https://x.gov.vn/", hosts=(DeclaredHost("shared.vn"),), valid_until=date(2020, 1, 1)),
        target("y", "https://y.gov.vn/", hosts=(DeclaredHost("shared.vn"),), valid_until=date(2021, 1, 1)),
        target("s", "https://s.gov.vn/", hosts=(DeclaredHost("both.vn"),)),
        target("t", "http://127.0.0.1:8123/", hosts=(DeclaredHost("both.vn"), DeclaredHost("national.vn"))),
    ],
    former={"was.gov.vn": "p"},
    national_hosts=("national.vn",),
)


@pytest.mark.parametrize(
    ("url", "agency"),
    [
        ("https://p.gov.vn", "p"),
        ("http://WWW.P.GOV.VN:80/tin-tuc", "p"),
        ("https://p.gov.vn/so-a", "p-a"),
        ("https://p.gov.vn/so-a/van-ban", "p-a"),
        ("https://p.gov.vn/so-ab", "p"),
        ("https://p.gov.vn/so-a/b/c?x=1", "p-ab"),
        ("https://p.gov.vn/?id=7", "p-q"),
        ("https://dvc.p.gov.vn/x", "p"),
        ("https://deep.gov.vn/", "deep"),
        ("https://moved.gov.vn/", "new"),
        ("https://shared.vn/", "y"),
        ("https://both.vn/", None),
        ("https://national.vn/", None),
        ("https://was.gov.vn/x", "p"),
        ("http://127.0.0.1:8123/x", "t"),
        ("http://127.0.0.1/", None),
        ("https://tin.p.gov.vn/", None),
        ("https://p.gov.vn.evil.com/", None),
        ("https://p.gov.vn@evil.com/", None),
        ("mailto:x@p.gov.vn", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_by_url(url: str, agency: str | None) -> None:
    found = SHARED.by_url(url)
    assert (found.agency.id if found else None) == agency


def test_on_counts_both_ends() -> None:
    ids = [{target.agency.id for target in SHARED.on(day)} for day in (date(2024, 12, 31), date(2025, 1, 1))]
    assert ("old" in ids[0], "new" in ids[0]) == (True, False)
    assert ("old" in ids[1], "new" in ids[1]) == (False, True)


def test_an_address_of_the_command_line() -> None:
    made = Registry.adhoc("HTTP://Portal.Example.gov.vn", Kind.DISTRICT, " UBND huyện A ")
    assert (made.agency.id, made.agency.name, made.agency.kind) == (
        "portal.example.gov.vn:80", "UBND huyện A", Kind.DISTRICT,
    )  # fmt: skip
    assert (made.portal, made.known) == ("http://portal.example.gov.vn/", False)
    nameless = Registry.adhoc("http://127.0.0.1:8123/x", Kind.PROVINCE, overrides=CrawlOverrides(max_pages=5))
    assert (nameless.agency.id, nameless.agency.name, nameless.overrides.max_pages) == ("127.0.0.1:8123", "", 5)


@pytest.mark.parametrize("url", ["mof.gov.vn", "ftp://a.vn", "http://169.254.169.254/", "http://u:p@a.gov.vn/"])
def test_no_address_of_the_command_line(url: str) -> None:
    with pytest.raises(ValueError, match="allowed: an address"):
        Registry.adhoc(url, Kind.PROVINCE)


def test_a_parent_knows_the_portals_of_its_living_children(tmp_path: Path) -> None:
    entry = "  {id}: {{name: Sở {id}, kind: department, parent: tinh, portal: 'http://{id}.gov.vn/'{more}}}\n"
    text = "agencies:\n  tinh: {name: Tỉnh A, kind: province, portal: 'http://tinh.gov.vn/', "
    text += "subordinates: ['http://x.gov.vn/']}\n"
    text += entry.format(id="mot", more="") + entry.format(id="cu", more=", valid: {until: 2020-01-01}")
    file = tmp_path / "targets.yaml"
    file.write_text(text, "utf-8")
    register = load_targets(file)
    assert register.get("tinh").subordinates == ("http://x.gov.vn/", "http://mot.gov.vn/")
    assert register.get("mot").subordinates == ()
