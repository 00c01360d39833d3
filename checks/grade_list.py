"""What a list is worth by its content, before its age: full, most, some, or refused (docs/judging.md 8, `graded`)."""

from collections.abc import Callable, Sequence

from checks.copied_items import acting_stranger, copied_from
from checks.figure_tables import figures_in, names_period
from checks.issuers import is_of_higher_body
from checks.list_grades import ListGrade, nothing_on_matter, only_others
from checks.list_item import Item
from checks.list_kinds import grade_by_kinds
from checks.list_params import DatedListParams
from checks.list_topics import (
    is_on_topic,
    is_own_item,
    is_written,
    offers_text,
    own_text,
    speaks_of_field,
)
from checks.observations import FULL, MOST, SOME
from checks.other_bodies import other_body, other_place
from checks.phrases import Phrases
from checks.site import Site
from domain.findings import Text2

_MOSTLY = 0.5
_ENOUGH_TO_TELL = 5
_ENOUGH_OF_A_PLACE = 3
_HARDLY = 0.2  # fewer items on the matter than this: the list is about something else


def grade_list(site: Site, items: Sequence[Item], params: DatedListParams) -> ListGrade:
    """The grade of a list with real items."""
    weak = Phrases.of(params.weak)
    if not params.own and (strange := _of_another_place(site, items) or _of_another_agency(site, items, params)):
        return strange
    counted = _not_refused(items, params)
    light = tuple(item for item in counted if weak.found_in(item.shown))
    heavy = tuple(item for item in counted if not weak.found_in(item.shown))
    if params.kinds:
        return grade_by_kinds(site, heavy, light, items, params)
    steps: tuple[Callable[[], ListGrade | None], ...] = (
        lambda: only_others(items, heavy, light),
        lambda: _off_topic(site, heavy, params),
        lambda: _not_written(site, heavy, params),
        lambda: _of_others(site, heavy, params),
        lambda: _without_text(site, heavy, params),
    )
    for step in steps:
        found = step()
        if found is not None:
            return found
    count = len(heavy)
    return ListGrade(FULL, "full", Text2(f"Danh sách có {count} mục thật.", f"A list of {count} real items."), heavy)


def _of_another_place(site: Site, items: Sequence[Item]) -> ListGrade | None:
    """A list copied from another territory's portal."""
    place = other_place(site, [item.text for item in items]) if len(items) >= _ENOUGH_OF_A_PLACE else ""
    if not place:
        return None
    reason = Text2(
        f"Phần lớn trong {len(items)} mục là của địa phương khác (“{place}”).",
        f"Most of the {len(items)} items are of another territory (“{place}”).",
    )
    return ListGrade(0.0, "other_place", reason)


def _of_another_agency(site: Site, items: Sequence[Item], params: DatedListParams) -> ListGrade | None:
    """A list of what another agency did, or taken from its portal and not on this one's field."""
    if not params.strangers and (name := acting_stranger(site, items)):
        reason = Text2(
            f"Các mục nói về việc của cơ quan khác (“{name}”), không mục nào nêu cơ quan này.",
            f"The items tell what another agency did (“{name}”); none names this one.",
        )
        return ListGrade(0.0, "other_body", reason)
    copied = copied_from(site, items) if params.topic else None
    if copied is None:
        return None
    reason = Text2(
        f"{copied.named} trong {copied.read} mục đọc được lấy từ {copied.host}, không mục nào thuộc lĩnh vực cơ quan.",
        f"{copied.named} of the {copied.read} items read are taken from {copied.host}; none is on this agency's field.",
    )
    return ListGrade(0.0, "other_body", reason, unknown=0.0 if copied.sure else 1.0)


def _not_refused(items: Sequence[Item], params: DatedListParams) -> tuple[Item, ...]:
    """Items without those that never count, unless they are of the kind that counts a little."""
    never, weak = Phrases.of(params.never), Phrases.of(params.weak)
    return tuple(item for item in items if weak.found_in(item.shown) or not never.found_in(item.shown))


def _off_topic(site: Site, items: tuple[Item, ...], params: DatedListParams) -> ListGrade | None:
    if not params.topic:
        return None
    words = Phrases.of(params.item_words or site.lexicon.section(params.section).topic)
    on_topic = tuple(
        item
        for item in items
        if is_on_topic(site, params.section, item, words)
        or (params.figures and names_period(item.title) and figures_in(own_text(site, item)) >= params.figures)
    )
    if len(on_topic) < _HARDLY * len(items) or not on_topic:
        return nothing_on_matter(items)
    if len(on_topic) >= _MOSTLY * len(items):
        return None
    reason = Text2(
        f"Chỉ {len(on_topic)} trong {len(items)} mục đúng nội dung.",
        f"Only {len(on_topic)} of {len(items)} items are on the matter.",
    )
    return ListGrade(SOME, "mostly_off_topic", reason, on_topic)


def _not_written(site: Site, items: tuple[Item, ...], params: DatedListParams) -> ListGrade | None:
    if not params.written:
        return None
    written = tuple(item for item in items if is_written(site, item))
    if not written:
        reason = Text2(
            f"Danh sách chỉ có tin, bài ({len(items)}), không có văn bản (ví dụ “{items[0].title[:80]}”).",
            f"The list holds news only ({len(items)}), no written documents (such as “{items[0].title[:80]}”).",
        )
        return ListGrade(0.0, "news_only", reason)
    if len(written) >= _MOSTLY * len(items):
        return None
    reason = Text2(
        f"Chỉ {len(written)} trong {len(items)} mục là văn bản, còn lại là tin, bài.",
        f"Only {len(written)} of {len(items)} items are written documents, the rest is news.",
    )
    return ListGrade(SOME, "mostly_news", reason, written)


def _of_others(site: Site, items: tuple[Item, ...], params: DatedListParams) -> ListGrade | None:
    """Items of higher bodies, or that open elsewhere, in the main."""
    if params.authority == "own":
        higher = tuple(item for item in items if is_of_higher_body(site, item))
        if len(higher) > _MOSTLY * len(items):
            reason = Text2(
                f"{len(higher)} trong {len(items)} văn bản là của cơ quan cấp trên.",
                f"{len(higher)} of {len(items)} documents are of higher bodies.",
            )
            return ListGrade(SOME, "higher_bodies", reason, items)
    if params.own:
        return _not_own(site, items)
    return None


def _not_own(site: Site, items: tuple[Item, ...]) -> ListGrade | None:
    """Items that in the main open on somebody else's site, or none of which speaks of the agency or its field."""
    foreign = tuple(item for item in items if not is_own_item(site, item))
    if len(foreign) > _MOSTLY * len(items):
        reason = Text2(
            f"{len(foreign)} trong {len(items)} mục mở sang trang của nơi khác.",
            f"{len(foreign)} of {len(items)} items open on somebody else's site.",
        )
        return ListGrade(SOME, "foreign_items", reason, items)
    texts = [f"{item.text}\n{own_text(site, item)}" for item in items]
    other = (other_body(site, texts) or other_place(site, texts)) if len(items) >= _ENOUGH_TO_TELL else ""
    if other:
        reason = Text2(
            f"Phần lớn trong {len(items)} mục nói về cơ quan khác (“{other}”).",
            f"Most of the {len(items)} items speak of another body (“{other}”).",
        )
        return ListGrade(SOME, "other_body", reason, items)
    on_field = [item for item in items if speaks_of_field(site, item) or not own_text(site, item)]
    if len(items) >= _ENOUGH_TO_TELL and len(on_field) < _MOSTLY * len(items):
        reason = Text2(
            f"Chỉ {len(on_field)} trong {len(items)} mục nói về cơ quan hay lĩnh vực của cơ quan.",
            f"Only {len(on_field)} of {len(items)} items speak of the agency or its field.",
        )
        return ListGrade(SOME, "off_field", reason, items)
    return None


def _without_text(site: Site, items: tuple[Item, ...], params: DatedListParams) -> ListGrade | None:
    if not params.need_files:
        return None
    told = [offers_text(site, item) for item in items]
    bare = sum(1 for offered in told if offered is False)
    if bare <= _MOSTLY * len(items):
        return None
    reason = Text2(
        f"{bare} trong {len(items)} mục chỉ có tiêu đề, không có nội dung hay tệp.",
        f"{bare} of {len(items)} items are bare titles without text or file.",
    )
    return ListGrade(MOST, "bare_titles", reason, items)
