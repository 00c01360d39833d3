"""What is left to a person before it is called absent, and what is not."""

import pytest
from tiny_sites import tiny_site

from checks.doubts import find_doubt
from checks.judged import Judged, refuse
from checks.section import judge_section
from checks.unnamed import find_unnamed

MATTER = (
    "<p>Thứ Hai: Chủ tịch dự họp giao ban; chiều tiếp công dân tại trụ sở. Thứ Ba: Phó Chủ tịch dự hội nghị,"
    " đi công tác tại các xã vùng cao của huyện theo lịch công tác tuần của lãnh đạo.</p>"
)
NAMES = "".join(
    f"<p><a href='/{place}'>{name}</a></p>"
    for place, name in enumerate(
        (
            "Lịch công tác tuần của Chủ tịch",
            "Chủ tịch dự họp, hội nghị",
            "Phó Chủ tịch đi công tác",
            "Chủ tịch tiếp công dân",
            "Giao ban hằng tuần của lãnh đạo",
        )
    )
)
UNKNOWN = "Từ thứ Hai đến thứ Sáu"


def shapeless(*_given: object) -> Judged:
    return refuse("no_schedule", "Không đọc được.", "Not read.")


def empty(*_given: object) -> Judged:
    return refuse("placeholder", "Đang cập nhật.", "Being updated.")


@pytest.mark.parametrize(
    ("label", "content", "doubted"),
    [
        (UNKNOWN, MATTER, True),
        ("Giới thiệu", MATTER, True),  # tells of everything
        ("Sơ đồ trang", MATTER, True),
        ("Sơ đồ trang", NAMES, False),  # names everything, holds none
        ("Văn bản pháp quy", MATTER, False),  # another section's own name
        ("Lịch công tác", MATTER, False),  # its own name: judged as what it is
        (UNKNOWN, "<p>Lịch công tác tuần: Chủ tịch.</p>", False),  # too little to look at
        (UNKNOWN, "<p>Một đoạn văn dài về chuyện khác hẳn, không nói gì tới việc này.</p>" * 3, False),
    ],
)
def test_a_page_with_the_matter_under_a_name_that_says_nothing(label: str, content: str, doubted: bool) -> None:
    site, page = tiny_site(content, label=label)
    found = find_doubt(site, "schedule", ())
    assert (found is not None) is doubted
    if found is not None:
        assert found.entry.page is page
        assert len(found.words) >= 2


@pytest.mark.parametrize(("judge", "doubted"), [(shapeless, True), (empty, False)])
def test_what_is_seen_to_be_empty_is_absent_and_what_has_another_shape_is_for_a_person(judge, doubted: bool) -> None:
    site, _ = tiny_site(MATTER, label=UNKNOWN)
    assert find_unnamed(site)["schedule"]
    observed = judge_section(site, "schedule", "probe", judge)
    assert (observed.code, observed.unknown) == (("doubt", 1.0) if doubted else ("placeholder", 0.0))
    if doubted:
        assert observed.evidence[0].value
        assert UNKNOWN in observed.reason.vi
