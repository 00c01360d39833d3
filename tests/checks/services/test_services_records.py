"""Lists of services in JSON, whatever their keys are called."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snapshots import Served
from test_services_page_lists import CODES, FIELDS, LEVELS, NAMES, told
from tiny_sites import tiny_site

from checks.services.entries import Listing
from checks.services.listing import read_listing
from domain.captures import CaptureKind
from domain.findings import LocatorType

NUMBERS = range(6)


def answer(document: Any, kind: CaptureKind = CaptureKind.JSON) -> Served:
    return Served(json.dumps(document, ensure_ascii=False), kind=kind, mime="application/json")


def read(document: Any, path: str = "/api/tthc?page=0&size=50", kind: CaptureKind = CaptureKind.JSON) -> Listing:
    site, _ = tiny_site("<p>Đang tải dữ liệu</p>", {path: answer(document, kind)})
    return read_listing(site)


def records(**keys: str) -> list[dict[str, Any]]:
    """Records whose keys are called as given."""
    values = {"code": CODES, "name": NAMES, "level": [int(level) for level in LEVELS], "field": FIELDS}
    made: list[dict[str, Any]] = []
    for n in NUMBERS:
        record: dict[str, Any] = {"id": 900 + n}
        for what, key in keys.items():
            record[key] = values[what][n]
        made.append(record)
    return made


PLAIN = records(code="maTTHC", name="tenTTHC", level="mucDo", field="linhVuc")

SHAPES: dict[str, Any] = {
    "an array": PLAIN,
    "a page of an endpoint": {"content": PLAIN, "totalElements": 6, "size": 50},
    "a page inside data": {"status": 200, "data": {"items": PLAIN, "total": 6}},
    "nested objects": {
        "data": {
            "content": [
                {
                    "thuTuc": {"ma": CODES[n], "ten": NAMES[n]},
                    "mucDo": {"id": 7, "ten": f"Mức độ {LEVELS[n]}"},
                    "linhVuc": {"id": n, "ten": FIELDS[n]},
                }
                for n in NUMBERS
            ]
        }
    },
    "keys that say nothing": records(code="a", name="b", level="c", field="linhVuc"),
    "levels as texts": [{**record, "mucDo": f"DVC mức độ {record['mucDo']}"} for record in PLAIN],
    "levels as strings": [{**record, "mucDo": str(record["mucDo"])} for record in PLAIN],
    "codes with their agency": [{**record, "maTTHC": record["maTTHC"] + ".000.00.00.H51"} for record in PLAIN],
    "rows of cells under heads": {
        "heads": ["Mã", "Tên", "Lĩnh vực", "Mức"],
        "rows": [[CODES[n], NAMES[n], FIELDS[n], f"Mức độ {LEVELS[n]}"] for n in NUMBERS],
    },
    "rows of cells that are objects": {
        "heads": ["Mã", "Tên", "Lĩnh vực", "Mức"],
        "rows": [
            [{"text": text, "url": ""} for text in (CODES[n], NAMES[n], FIELDS[n], f"Mức độ {LEVELS[n]}")]
            for n in NUMBERS
        ],
        "note": "Tổng số: 6 thủ tục",
    },
    "codes in the names": [
        {"ten": f"{CODES[n]} - {NAMES[n]}", "mucDo": int(LEVELS[n]), "linhVuc": FIELDS[n]} for n in NUMBERS
    ],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_records_are_known_by_their_values(shape: str) -> None:
    found = read(SHAPES[shape])
    codes = [entry.code[:8] for entry in found.entries]
    assert codes == CODES
    assert told(found.entries, "name", "level", "field") == [(NAMES[n], LEVELS[n], FIELDS[n]) for n in NUMBERS]
    assert {entry.seen.locator.type for entry in found.entries} == {LocatorType.JSON}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_pointer_leads_to_the_record(shape: str) -> None:
    for entry in read(SHAPES[shape]).entries:
        node: Any = SHAPES[shape]
        for part in entry.seen.locator.value.split("/")[1:]:
            node = node[int(part)] if isinstance(node, list) else node[part]
        assert entry.name in json.dumps(node, ensure_ascii=False)


def test_a_group_around_a_list_is_its_field() -> None:
    document = [
        {"id": 1, "tenLinhVuc": "Hộ tịch", "dsThuTuc": [{"ma": CODES[n], "ten": NAMES[n]} for n in (0, 1)]},
        {"id": 2, "tenLinhVuc": "Đất đai", "dsThuTuc": [{"ma": CODES[n], "ten": NAMES[n]} for n in (2, 3)]},
    ]
    assert [entry.field for entry in read(document).entries] == ["Hộ tịch", "Hộ tịch", "Đất đai", "Đất đai"]


@pytest.mark.parametrize(
    ("near", "total"),
    [
        ({"totalElements": 128}, 128),
        ({"total": "128"}, 128),
        ({"total": "12²"}, None),
        ({"recordsTotal": 128, "draw": 1}, 128),
        ({"page": {"totalElements": 128, "totalPages": 22}}, 128),
        ({"soLuong": 128, "pageSize": 6, "page": 1}, 128),
        ({"note": "Tổng số: 128 dịch vụ"}, 128),
        ({"status": 200, "timestamp": 1700000000}, None),
        ({}, None),
    ],
)
def test_totals_stand_near_the_list(near: dict[str, Any], total: int | None) -> None:
    assert read({"items": PLAIN, **near}).claimed_total == total


def test_a_document_about_one_service() -> None:
    found = read(
        {"data": {"maTTHC": CODES[0], "tenTTHC": NAMES[0], "mucDo": 4, "moTa": "Nộp tại bộ phận một cửa"}},
        "/api/tthc/4",
    )
    assert told(found.entries, "code", "name", "level") == [(CODES[0], NAMES[0], "4")]


def test_an_endpoint_that_was_asked_for_is_read_as_its_pages_answers_are() -> None:
    assert len(read(PLAIN, kind=CaptureKind.PAGE).entries) == 6


def test_an_administrative_level_is_no_level() -> None:
    document = [{"ma": CODES[n], "ten": NAMES[n], "capThucHien": 1 + n % 3} for n in NUMBERS]
    assert {entry.level for entry in read(document).entries} == {"unstated"}


@pytest.mark.parametrize(
    "document",
    [
        [{"id": n, "title": f"Tập huấn dịch vụ công mức độ 4 đợt {n}", "date": "2026-11-12"} for n in range(8)],
        [{"id": n, "ten": f"Lĩnh vực {n}", "soLuong": n} for n in range(8)],
        [{"value": n, "label": f"Mức độ {n}"} for n in range(1, 5)],
        [{"maHoSo": f"000.00.13.H53-19022{n}-0001", "chuHoSo": "Nguyễn Văn A"} for n in range(8)],
        {"thuTuc": "Cấp giấy phép", "n": 1},
        [1, 2, 3],
        "Cấp giấy phép xây dựng",
    ],
)
def test_other_records_are_none(document: Any) -> None:
    assert not read(document)


def test_broken_and_hostile_json_is_survived() -> None:
    deep = "[" * 5000 + "]" * 5000
    for body in ("{", deep, "null", '{"a": [{"b": {"c": [[[{}]]]}}]}'):
        site, _ = tiny_site("<p>Trang</p>", {"/api": Served(body, kind=CaptureKind.JSON, mime="application/json")})
        assert not read_listing(site)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from([*NAMES, *CODES, *FIELDS, "Mức độ 4", "", "x"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "ten", "mucDo", "~/"]), inner, max_size=4)
    ),
    max_leaves=25,
)


@given(VALUES)
def test_any_document_is_survived(document: Any) -> None:
    for entry in read(document).entries:
        assert entry.name


def made(n: int, **more: Any) -> dict[str, Any]:
    return {"ma": CODES[n], "ten": NAMES[n], "muc": f"MĐ {LEVELS[n]}", "nganh": FIELDS[n], **more}


EXPECTED = list(zip(CODES, NAMES, LEVELS, FIELDS, strict=True))
ROWS = [[NAMES[n], n, CODES[n], FIELDS[n], f"Mức độ {LEVELS[n]}"] for n in NUMBERS]
MAKES: dict[str, Any] = {
    "edges and nodes": {"data": {"q": {"totalCount": 6, "edges": [{"cursor": "x", "node": made(n)} for n in NUMBERS]}}},
    "a map by number": {"items": {str(900 + n): made(n) for n in NUMBERS}},
    "heads beside rows": {"columns": ["a", "b", "c", "linhVuc", "e"], "rows": ROWS},
    "rows without heads": {"aaData": ROWS, "iTotalRecords": 6},
    "markup in values": {
        "data": [made(n, ten=f"<a href='/tt/{n}'>{NAMES[n]}</a>", muc=f"<b>Mức độ {LEVELS[n]}</b>") for n in NUMBERS]
    },
    "objects in objects": [{"thongTin": {"chung": made(n)}, "stt": n} for n in NUMBERS],
    "keys that say nothing": {"x": [{"k1": n, "k2": NAMES[n], "k3": CODES[n], "k4": FIELDS[n], "k5": int(LEVELS[n])}
                                    for n in NUMBERS]},
}  # fmt: skip


@pytest.mark.parametrize("make", MAKES)
def test_makes_of_documents(make: str) -> None:
    found = told(read(MAKES[make]).entries, "code", "name", "level", "field")
    assert [each[:3] for each in found] == [each[:3] for each in EXPECTED]
    fields = [each[3] for each in found]
    assert fields == FIELDS or (make in ("rows without heads", "keys that say nothing") and not any(fields))


def test_a_field_is_known_by_its_recurring() -> None:
    fields = ["Hộ tịch", "Hộ tịch", "Xây dựng", "Xây dựng", "Dược phẩm", "Hộ tịch"]
    records = [{"k1": CODES[n], "k2": NAMES[n], "k3": fields[n], "k4": "Sở Y tế"} for n in NUMBERS]
    assert told(read(records).entries, "field", "agency") == [(field, "Sở Y tế") for field in fields]


OTHERS: dict[str, Any] = {
    "dossiers": [{"ma": f"000.00.13.H53-190220-000{n}", "ten": NAMES[n], "mucDo": 4} for n in NUMBERS],
    "figures": [{"ten": NAMES[n], "ma": CODES[n], "tiepNhan": 10, "daGiaiQuyet": 9} for n in NUMBERS],
    "forms": [{"ten": f"Mẫu đơn {NAMES[n].lower()}", "tthc": CODES[n], "tep": f"/f/{n}.doc"} for n in NUMBERS],
    "fees": {"data": [{"tenThuTuc": NAMES[n], "mucPhi": 99000} for n in NUMBERS], "tongThu": 990000},
}


@pytest.mark.parametrize("make", OTHERS)
def test_records_that_name_procedures_for_another_end(make: str) -> None:
    assert not read(OTHERS[make])


def test_levels_of_proactive_services_are_no_levels() -> None:
    records = [{"ma": CODES[n], "ten": NAMES[n], "mucDoChuDong": int(LEVELS[n])} for n in NUMBERS]
    assert {entry.level for entry in read(records).entries} == {"unstated"}


@pytest.mark.parametrize(
    ("around", "beside", "level"),
    [
        ({}, {}, "4"),
        ({"tieuDe": "Danh mục dịch vụ công chủ động"}, {}, "unstated"),
        ({}, {"hinhThuc": "Chủ động"}, "unstated"),
        ({}, {"mucDoChuDong": "Chủ động"}, "4"),
        ({"tieuDe": "Chủ động phòng, chống dịch"}, {}, "4"),
    ],
)
def test_numbers_of_services_that_come_unasked_are_no_levels(
    around: dict[str, Any], beside: dict[str, Any], level: str
) -> None:
    records = [{"ma": CODES[n], "ten": NAMES[n], "mucDo": 4, **beside} for n in NUMBERS]
    assert {entry.level for entry in read({**around, "ds": records}).entries} == {level}


@pytest.mark.parametrize(
    ("around", "total"),
    [
        ({"t": 98, "s": 6, "p": 0}, 98),
        ({"phi": 99000}, None),
        ({"soLuotXem": 5230}, None),
        ({"page": 1, "lePhi": 15000}, None),
        ({"page": {"totalElements": 77}}, 77),
        ({"moTa": "Hiển thị 1-6 trong 132"}, 132),
    ],
)
def test_only_a_total_is_read_as_one(around: dict[str, Any], total: int | None) -> None:
    assert read({**around, "d": [made(n) for n in NUMBERS]}).claimed_total == total


def test_a_last_page_is_read_by_the_keys_of_the_first() -> None:
    """Its few records are all of one field: by themselves they do not show which key tells it."""
    fields = ("Xây dựng", "Hộ tịch") * 3
    full = [{"n": name, "c": code, "x": field} for name, code, field in zip(NAMES, CODES, fields, strict=True)]
    last = [{"n": f"Đăng ký tàu cá hạng {n}", "c": f"1.00365{n}", "x": "Thủy sản"} for n in range(3)]
    site, _ = tiny_site(
        "<p>Đang tải dữ liệu</p>",
        {"/api/tt?page=0": answer({"d": full}), "/api/tt?page=1": answer({"d": last})},
    )
    assert {entry.field for entry in read_listing(site).entries if "tàu cá" in entry.name} == {"Thủy sản"}
