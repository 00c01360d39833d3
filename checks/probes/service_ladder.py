"""What sampled services hold: the eleven groups, forms, their format, the entry to submission, payment, log-in, HTTPS.

Circular 32 Art. 5, 7(1), 10, 20; Decree 43 Art. 19(1). Shares over the sample; what was not seen leaves it.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from checks.archived_records import handshake_of
from checks.file_answers import FileState
from checks.file_types import claimed_ending
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.services.details import details_of
from checks.services.entries import Entry, Rung, Step
from checks.services.forms import forms_of
from checks.services.listing import read_listing
from checks.services.observe import observe
from checks.services.payment import payment_of
from checks.services.sample import online_sample, sampled
from checks.services.sample_share import Tried, each, no_online, share_of
from checks.services.submission import ways_of
from checks.services.submission_answers import Answer, answer_of
from checks.site import Site
from domain.findings import Text2
from domain.urls import host_of

NAME = "service_ladder"
_PAID = frozenset({"4", "toan_trinh"})


class LadderParams(Params):
    """`aspect`: what is asked of each sampled service. `endings`: of files, the formats that count."""

    aspect: Literal["fields", "forms", "form_format", "submit", "payment", "authentication", "https"]
    endings: tuple[str, ...] = ()


def run(site: Site, params: LadderParams, _requirement: Requirement) -> Observation:
    if params.aspect in _ONLINE:
        settled = no_online(site, NAME)
        if settled is not None:
            return settled
    entries = online_sample(read_listing(site)) if params.aspect in _ONLINE else sampled(read_listing(site))
    judge = _JUDGES[params.aspect] if params.aspect != "form_format" else _format(params.endings)
    what, none = _SAID[params.aspect]
    return share_of(site, NAME, each(site, entries, judge), what, none)


def _step(site: Site, entry: Entry, rung: Rung) -> Step:
    return next(step for step in observe(site, entry).steps if step.rung is rung)


def _fields(site: Site, entry: Entry) -> Tried:
    step = _step(site, entry, Rung.FIELDS)
    return Tried(entry, None if step.held is None else step.share, step.evidence)


def _forms(site: Site, entry: Entry) -> Tried | None:
    """Services that need no form do not count; one whose need is not told is unknown, unless a form proved lacking."""
    forms, step = forms_of(site, details_of(site, entry)), _step(site, entry, Rung.FORMS)
    if forms.needed is False:
        return None
    if forms.needed is None and step.held is not False:
        return Tried(entry, None)
    return Tried(entry, None if step.held is None else step.share or float(bool(step.held)), step.evidence)


def _format(endings: tuple[str, ...]) -> Callable[[Site, Entry], Tried | None]:
    def judge(site: Site, entry: Entry) -> Tried | None:
        forms = forms_of(site, details_of(site, entry))
        good = [
            answer for answer in forms.answers(site) if answer.state is FileState.GOOD and answer.capture is not None
        ]
        if not good:
            return Tried(entry, None) if forms.urls else None
        told = [
            claimed_ending(a.url, dict(a.capture.headers).get("content-disposition", ""), a.capture.mime)
            for a in good
            if a.capture
        ]
        evidence = tuple(
            site.record_evidence(a.capture, NAME, excerpt=a.url) for a in good if a.capture and a.capture.digest
        )
        return Tried(entry, sum(1 for ending in told if ending in endings) / len(told), evidence)

    return judge


def _submit(site: Site, entry: Entry) -> Tried:
    step = _step(site, entry, Rung.SUBMIT)
    return Tried(entry, None if step.held is None else float(step.held), step.evidence)


def _payment(site: Site, entry: Entry) -> Tried | None:
    """Only services claimed at level 4, or as whole by Decree 42/2022, that have a fee."""
    if entry.level not in _PAID:
        return None
    fields = _step(site, entry, Rung.FIELDS)
    paid = payment_of(site, details_of(site, entry), complete=bool(fields.held))
    if paid.fee is False:
        return None
    if paid.fee is None or paid.online is None:
        return Tried(entry, None)
    return Tried(entry, float(paid.online), paid.evidence)


def _answers(site: Site, entry: Entry) -> list[Answer]:
    ways = ways_of(site, entry)
    return [answer_of(site, entry, way) for way in (*ways.own, *ways.shared)]


def _authentication(site: Site, entry: Entry) -> Tried | None:
    """Whether its entry asks who one is; a service without any entry asks nobody anything and does not count."""
    answers = _answers(site, entry)
    told = [answer for answer in answers if answer.held and answer.log_in is not None]
    if told:
        asks = next((answer for answer in told if answer.log_in), told[0])
        return Tried(entry, float(bool(asks.log_in)), asks.evidence)
    if not answers and _step(site, entry, Rung.SUBMIT).held is False:
        return None
    return Tried(entry, None)


def _https(site: Site, entry: Entry) -> Tried:
    """Its own page and its entry, each a half where both answered."""
    details = details_of(site, entry)
    pages = [(details.page.url, details.place)] if details.page is not None else []
    answered = [answer for answer in _answers(site, entry) if answer.held and answer.capture is not None]
    pages += [(answer.capture.url, answer.evidence[-1]) for answer in answered if answer.capture is not None]
    if not pages:
        return Tried(entry, None)
    safe = [_is_safe(site, url) for url, _ in pages]
    if None in safe:
        return Tried(entry, None)
    return Tried(entry, sum(1 for item in safe if item) / len(safe), tuple(seen for _, seen in pages))


def _is_safe(site: Site, url: str) -> bool | None:
    """HTTPS with a certificate that the handshake found valid; None where no handshake of that host was recorded."""
    if not url.startswith("https:"):
        return False
    record = handshake_of(site, host_of(url))
    valid = record.value.get("valid") if record is not None else None
    return valid if isinstance(valid, bool) else None


_ONLINE = frozenset({"submit", "payment", "authentication", "https"})
_JUDGES: Mapping[str, Callable[[Site, Entry], Tried | None]] = {
    "fields": _fields,
    "forms": _forms,
    "submit": _submit,
    "payment": _payment,
    "authentication": _authentication,
    "https": _https,
}
_SAID = {
    "fields": (Text2("Mười một nhóm thông tin", "The eleven groups of information"), Text2("", "")),
    "forms": (
        Text2("Biểu mẫu tải về được", "Forms that download"),
        Text2("Không dịch vụ nào trong mẫu cần biểu mẫu.", "No sampled service has a form."),
    ),
    "form_format": (
        Text2("Biểu mẫu ở định dạng văn bản", "Forms in a text-document format"),
        Text2("Không có tệp biểu mẫu nào để xét.", "There is no form file to look at."),
    ),
    "submit": (
        Text2("Lối nộp hồ sơ trực tuyến hoạt động", "An entry to online submission that answers"),
        Text2("", ""),
    ),
    "payment": (
        Text2("Nêu hoặc dẫn tới thanh toán trực tuyến", "Online payment named or reached"),
        Text2("Không dịch vụ mức độ 4 nào trong mẫu có phí.", "No sampled service of level 4 has a fee."),
    ),
    "authentication": (
        Text2("Lối vào yêu cầu đăng nhập", "An entry that asks for a log-in"),
        Text2("Không dịch vụ nào trong mẫu có lối nộp hồ sơ.", "No sampled service has an entry to submission."),
    ),
    "https": (Text2("HTTPS với chứng thư hợp lệ", "HTTPS with a valid certificate"), Text2("", "")),
}

PROBE = ProbeKind(
    NAME,
    LadderParams,
    run,
    Text2(
        "Từng dịch vụ lấy mẫu: mười một nhóm thông tin, biểu mẫu, lối nộp hồ sơ, thanh toán, đăng nhập, HTTPS.",
        "Sampled services one by one: eleven groups, forms, entry to submission, payment, log-in, HTTPS.",
    ),
)
