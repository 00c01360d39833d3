"""The grade of a list, and the grades of one on which nothing, or only what counts little, is on the matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.list_item import Item
from checks.observations import SOME
from domain.findings import Text2


@dataclass(frozen=True, slots=True)
class ListGrade:
    """`counted` are the items the grade rests on; nothing earned nor unknown: refused, and `reason` says why."""

    earned: float
    code: str
    reason: Text2
    counted: tuple[Item, ...] = ()
    unknown: float = 0.0


def only_others(items: Sequence[Item], heavy: tuple[Item, ...], light: tuple[Item, ...]) -> ListGrade | None:
    if heavy:
        return None
    if light:
        reason = Text2(
            f"Chỉ có {len(light)} mục thuộc loại được tính ít (ví dụ “{light[0].title[:80]}”).",
            f"Only {len(light)} items of a kind that counts little (such as “{light[0].title[:80]}”).",
        )
        return ListGrade(SOME, "weak_items", reason, light)
    return nothing_on_matter(items)


def nothing_on_matter(items: Sequence[Item]) -> ListGrade:
    reason = Text2(
        f"Danh sách có {len(items)} mục nhưng không mục nào đúng nội dung (ví dụ “{items[0].title[:80]}”).",
        f"The list has {len(items)} items, none of them on the matter (such as “{items[0].title[:80]}”).",
    )
    return ListGrade(0.0, "off_topic", reason)
