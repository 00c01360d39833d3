"""What a reader must know before the verdicts: a result that is provisional, partial, a what-if, or no score at all."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checks.requirement import Catalogue
from domain.agencies import Kind
from domain.audits import Audit
from domain.captures import Ending
from domain.clock import VIETNAM
from domain.findings import Evaluation, Text2


class Weight(StrEnum):
    """How far a notice limits what the verdicts say."""

    NOTE = "note"
    CAUTION = "caution"
    GRAVE = "grave"


@dataclass(frozen=True, slots=True)
class Notice:
    weight: Weight
    text: Text2


_UNKNOWN_NOT_LOST = Text2(
    "Điều chưa xem được ghi là chưa xác định, không bị coi là thiếu và không mất điểm.",
    "What could not be seen is undetermined: not counted as missing, and no points are lost for it.",
)

_ENDINGS: dict[Ending | None, tuple[Weight, Text2]] = {
    None: (
        Weight.CAUTION,
        Text2(
            "Kết quả tạm thời: việc kiểm tra chưa xong, kết luận còn có thể thay đổi.",
            "Provisional: the audit is still running and verdicts may change.",
        ),
    ),
    Ending.BUDGET: (
        Weight.NOTE,
        Text2(
            "Đã dùng hết số trang cho phép trước khi xem hết cổng.",
            "The page budget was used up before the whole portal was seen.",
        ),
    ),
    Ending.WALL: (
        Weight.CAUTION,
        Text2(
            "Kết quả một phần: hết thời gian trước khi xem xong cổng.",
            "Partial: the time limit was reached before the portal had been seen.",
        ),
    ),
    Ending.BLOCKED: (
        Weight.GRAVE,
        Text2(
            "Cổng từ chối công cụ (robots.txt, tường lửa hoặc trang thách đố); kết quả không phản ánh nội dung cổng.",
            "The portal refused us (robots.txt, firewall or challenge page); the result does not speak of its content.",
        ),
    ),
    Ending.UNREACHABLE: (
        Weight.GRAVE,
        Text2(
            "Không truy cập được cổng trong lần kiểm tra này.",
            "The portal could not be reached during this audit.",
        ),
    ),
    Ending.FAILED: (
        Weight.GRAVE,
        Text2(
            "Công cụ gặp lỗi; đây là lỗi của công cụ, không phải của cổng.",
            "Our tool failed; the fault is ours, not the portal's.",
        ),
    ),
    Ending.INTERRUPTED: (
        Weight.CAUTION,
        Text2(
            "Kết quả một phần: việc kiểm tra bị ngắt giữa chừng.",
            "Partial: the audit was interrupted.",
        ),
    ),
}


def notices_of(audit: Audit, evaluation: Evaluation, catalogue: Catalogue) -> tuple[Notice, ...]:
    """All that limits this result, gravest first."""
    day = audit.started.astimezone(VIETNAM).date()
    found = [*_about_ending(audit), *_about_catalogue(evaluation, catalogue, day), *_about_agency(audit, day)]
    order = (Weight.GRAVE, Weight.CAUTION, Weight.NOTE)
    return tuple(sorted(found, key=lambda notice: order.index(notice.weight)))


def _about_ending(audit: Audit) -> list[Notice]:
    if audit.ending is Ending.COMPLETED:
        return []
    weight, text = _ENDINGS[audit.ending]
    return [Notice(weight, Text2(f"{text.vi} {_UNKNOWN_NOT_LOST.vi}", f"{text.en} {_UNKNOWN_NOT_LOST.en}"))]


def _about_catalogue(evaluation: Evaluation, catalogue: Catalogue, day: date) -> list[Notice]:
    """docs/judging.md 2: judged by a law that was not in force that day, the result is a what-if."""
    notices = []
    if not in_force(catalogue, day):
        notices.append(
            Notice(
                Weight.CAUTION,
                Text2(
                    f"Kết quả giả định: ngày {_day(day)} danh mục “{catalogue.title.vi}” không có hiệu lực"
                    f" ({_force(catalogue, 'vi')}); đây không phải là nhận định về việc tuân thủ pháp luật ngày đó.",
                    f"What-if: on {day.isoformat()} the catalogue “{catalogue.title.en}” was not in force"
                    f" ({_force(catalogue, 'en')}); the result says nothing about compliance with the law of that day.",
                ),
            )
        )
    if evaluation.catalogue_digest != catalogue.digest:
        notices.append(
            Notice(
                Weight.CAUTION,
                Text2(
                    "Kết luận dựa trên bản danh mục trước đó; phần giải thích bên dưới lấy từ bản danh mục hiện có.",
                    "Judged by an earlier text of the catalogue; the explanations below come from the present one.",
                ),
            )
        )
    return notices


def _about_agency(audit: Audit, day: date) -> list[Notice]:
    agency = audit.target.agency
    notices = []
    if agency.kind is Kind.COMMUNE:
        notices.append(
            Notice(
                Weight.NOTE,
                Text2(
                    "Nghị định 43/2011/NĐ-CP không bắt buộc đối với cấp xã: kết quả chỉ để tham khảo, không chấm điểm.",
                    "Decree 43/2011 does not bind communes: the result is advice, without a score.",
                ),
            )
        )
    if agency.valid_until is not None and agency.has_ended(day):
        notices.append(
            Notice(
                Weight.CAUTION,
                Text2(
                    f"Cơ quan kết thúc hoạt động ngày {_day(agency.valid_until)}: cổng là tư liệu, không chấm điểm.",
                    f"The agency ended on {agency.valid_until.isoformat()}: its portal is an archive, without a score.",
                ),
            )
        )
    return notices


def in_force(catalogue: Catalogue, day: date) -> bool:
    """Whether the catalogue was law on that day; a missing date sets no limit."""
    return (catalogue.in_force_from or day) <= day <= (catalogue.in_force_until or day)


def _force(catalogue: Catalogue, language: str) -> str:
    since, until = catalogue.in_force_from, catalogue.in_force_until
    if language == "vi":
        parts = [f"từ {_day(since)}" if since else "", f"đến hết {_day(until)}" if until else ""]
        return "hiệu lực " + " ".join(part for part in parts if part)
    parts = [f"from {since.isoformat()}" if since else "", f"until {until.isoformat()}" if until else ""]
    return "in force " + " ".join(part for part in parts if part)


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"
