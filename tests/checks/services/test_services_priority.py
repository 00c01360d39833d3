"""Priority lists: shipped in order, faults told with file and line, groups found by code or name."""

import shutil
from pathlib import Path

import pytest

from checks.data_files import DataFaults
from checks.services.list_columns import listed_rows
from checks.services.priority_lists import lint_priority, load_priority, priority_names, read_priority
from checks.services.priority_offers import GroupOffer, group_offers
from checks.services.priority_sheet import priority_text
from domain.agencies import Kind
from domain.findings import Service, Text2

LOCAL = load_priority("local-groups")
GOOD = """title: {vi: Danh mục thử}
source: {vi: "Quyết định 1/QĐ-TTg"}
kinds: [province]
groups:
  - id: civil
    name: {vi: Hộ tịch}
    codes: ["1.001193"]
    phrases: [khai sinh]
"""


def service(name: str, code: str = "", claimed: str = "4", observed: str | None = None) -> Service:
    return Service(code, name, "", claimed, observed, "")


def groups_of(*names: str) -> dict[str, list[str]]:
    offers = group_offers(LOCAL, [service(name) for name in names])
    return {offer.group.id: [found.name for found in offer.services] for offer in offers if offer.services}


def test_the_shipped_lists_are_in_order_and_name_their_source() -> None:
    assert lint_priority() == ()
    assert priority_names() == ("local-groups",)
    assert len(LOCAL.groups) == 11
    assert "1819/QĐ-TTg" in LOCAL.source.vi


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Thủ tục đăng ký khai sinh có yếu tố nước ngoài", "civil-status"),
        ("ĐĂNG KÝ KẾT HÔN", "civil-status"),
        ("Đăng ký việc nhận cha mẹ con", "civil-status"),
        ("Đăng ký thành lập công ty TNHH một thành viên", "business-registration"),
        ("Đăng ký thành lập hộ kinh doanh", "business-permits"),
        ("Cấp Giấy phép bán lẻ rượu", "business-permits"),
        ("Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", "construction-permit"),
        ("Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở", "land-certificate"),
        ("Đổi giấy phép lái xe do ngành Giao thông vận tải cấp", "driving-licence"),
        ("Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam", "criminal-record"),
        ("Cấp lại giấy phép lao động cho người lao động nước ngoài", "labour-permit"),
        ("Cấp chứng chỉ hành nghề khám bệnh, chữa bệnh", "health-practice"),
        ("Cấp Giấy chứng nhận đủ điều kiện kinh doanh dược", "health-practice"),
        ("Cấp bản sao văn bằng, chứng chỉ từ sổ gốc", "education-records"),
        ("Cấp hộ chiếu phổ thông", "passport"),
    ],
)
def test_a_name_belongs_to_its_group_and_no_other(name: str, group: str) -> None:
    assert list(groups_of(name)) == [group]


@pytest.mark.parametrize(
    "name",
    [
        "Cấp giấy phép khai thác khoáng sản",
        "Cấp giấy phép đào tạo lái xe ô tô",
        "Cấp chứng chỉ hành nghề thú y",
        "Cấp giấy chứng nhận đủ điều kiện buôn bán thuốc bảo vệ thực vật",
        "Đăng ký hoạt động của trung tâm tư vấn, hỗ trợ kết hôn",
        "Đấu giá quyền sử dụng đất",
        "Thanh toán hộ chi phí",
    ],
)
def test_what_only_sounds_alike_belongs_to_none(name: str) -> None:
    assert groups_of(name) == {}


def test_a_code_decides_whatever_the_name() -> None:
    offers = group_offers(LOCAL, [service("Cấp giấy phép lái xe", "1.001193.000.00.00.H51")])
    assert [offer.group.id for offer in offers if offer.services] == ["civil-status"]


def test_levels_of_a_group_are_counted_highest_first() -> None:
    listed = [
        service("Khai tử", claimed="3", observed="2"),
        service("Khai sinh", claimed="4", observed="3"),
        service("Kết hôn", claimed="4"),
        service("Giám hộ", claimed="toan_trinh"),
        service("Hộ tịch", claimed="unstated", observed="1"),
    ]
    offer: GroupOffer = group_offers(LOCAL, listed)[0]
    assert list(offer.claimed.items()) == [("4", 2), ("3", 1), ("toan_trinh", 1), ("unstated", 1)]
    assert list(offer.observed.items()) == [("3", 1), ("2", 1), ("1", 1)]
    assert dict(group_offers(LOCAL, [])[0].claimed) == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('codes: ["1.001193"]', "codes: [khai]", "x.yaml:7: groups[0].codes[0]: 'khai' is no procedure code"),
        ("phrases: [khai sinh]", "phrases: [ks]", "priority/x.yaml:8: groups[0].phrases[0]: 'ks' is too short"),
        ("kinds: [province]", "kinds: [castle]", "priority/x.yaml:3: kinds[0]: 'castle' is not known; allowed"),
        ("    phrases:", "    words:", "x.yaml:8: groups[0].words: unknown key; allowed: codes, id, name"),
        ("source:", "sources:", "priority/x.yaml:1: source: is missing"),
        ('    codes: ["1.001193"]\n    phrases: [khai sinh]\n', "", "has neither codes nor phrases; add one of them"),
        ("title: {", "title: {{", "priority/x.yaml:2: (file): no YAML"),
    ],
)  # fmt: skip
def test_a_fault_names_file_line_and_what_to_change(old: str, new: str, told: str) -> None:
    with pytest.raises(DataFaults) as caught:
        read_priority("x", "priority/x.yaml", GOOD.replace(old, new))
    assert told in str(caught.value)


def test_ids_and_phrases_stand_once() -> None:
    twice = GOOD + "  - id: civil\n    name: {vi: B}\n    phrases: [Khai  Sinh]\n"
    with pytest.raises(DataFaults) as caught:
        read_priority("x", "x.yaml", twice)
    assert "x.yaml:9: groups[1].id: 'civil' stands twice" in str(caught.value)


def test_lint_reads_a_folder(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("groups: []\n", encoding="utf-8")
    shutil.copy(tmp_path / "good.yaml", tmp_path / "notes.txt")
    faults = lint_priority(tmp_path)
    assert {fault.file for fault in faults} == {"priority/bad.yaml"}
    assert len(faults) == 4


def test_a_decisions_table_becomes_a_list_that_works() -> None:
    rows = listed_rows(
        "qd.csv",
        [
            (1, ["DANH MỤC KÈM THEO QUYẾT ĐỊNH", "", ""]),
            (3, ["STT", "Nhóm dịch vụ", "Tên thủ tục", "Mã TTHC"]),
            (4, ["1", "Hộ tịch", "Thủ tục đăng ký khai sinh", "1.001193"]),
            (5, ["2", "Hộ tịch", "Đăng ký khai tử", ""]),
            (6, ["3", "Xây dựng", "Cấp giấy phép xây dựng", "1.00922"]),
            (7, ["", "", "", ""]),
        ],
    )
    text, made = priority_text(rows, Text2("Thử", "Thử"), Text2("QĐ 1", "QĐ 1"), [Kind.PROVINCE], "qd.csv")
    assert read_priority("x", "x.yaml", text).groups == made.groups
    assert "- đăng ký khai sinh\n" in text
    assert [(group.id, group.codes) for group in made.groups] == [
        ("ho-tich", ("1.001193",)),
        ("xay-dung", ("1.009220",)),  # a spreadsheet's number has its last zero again
    ]
    offers = group_offers(made, [service("Đăng ký khai tử lưu động"), service("Cấp giấy phép xây dựng tạm")])
    assert [len(offer.services) for offer in offers] == [1, 1]


def test_rows_without_groups_are_groups_of_their_own() -> None:
    rows = listed_rows(
        "qd.csv", [(1, ["Tên dịch vụ"]), (2, ["Nhóm thủ tục cấp giấy phép lao động"]), (3, ["Hộ chiếu"])]
    )
    _, made = priority_text(rows, Text2("T", ""), Text2("S", ""), [Kind.PROVINCE], "qd.csv")
    assert [group.phrases for group in made.groups] == [("cap giay phep lao dong",), ("ho chieu",)]
