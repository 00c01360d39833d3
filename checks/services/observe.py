"""The level that a service really has: the ladder of Circular 32/2017 Art. 5, rung by rung, with proof for each.

1 the eleven groups of information (nine in ten suffice, docs/judging.md 9); 2 forms that download; 3 an entry to online
submission or its log-in that answers, for this service; 4 the fee payable online, or none due. The level is the highest
rung up to which all held. A service that needs no form can stand on the third rung, but not on the second (Decree 43
Art. 19(1)(a): those with forms). A rung that could not be looked at ends what is known, and proves nothing against the
claim.
"""

from dataclasses import replace

from checks.file_answers import FileState
from checks.per_site import once_per_site
from checks.services.detail_words import OF_ELEVEN
from checks.services.details import Details, details_of
from checks.services.eleven import ENOUGH, Eleven, eleven_of
from checks.services.entries import Entry, Observed, Rung, Step
from checks.services.forms import Forms, forms_of
from checks.services.own_place import Looked
from checks.services.payment import payment_of
from checks.services.submission import Ways, ways_of
from checks.services.submission_answers import Answer, answer_of
from checks.site import Site
from domain.findings import Evidence, Text2

_LEVELS = {Rung.FIELDS: "1", Rung.FORMS: "2", Rung.SUBMIT: "3", Rung.PAYMENT: "4"}
_SHOWN = 4


@once_per_site
def observe(site: Site, entry: Entry) -> Observed:
    """The ladder of one entry, as far as it was seen; climbed once."""
    details = details_of(site, entry)
    eleven = eleven_of(site, details)
    fields = _fields(details, eleven)
    steps = (
        Step(Rung.LISTED, True, "có trong danh sách", "it is listed", (entry.seen,)),
        fields,
        _forms(site, details, forms_of(site, details)),
        _submit(site, details, ways_of(site, entry)),
        _payment(site, details, complete=bool(fields.held)),
    )
    level = None
    for step in steps[1:]:
        if not step.held:
            break
        level = level if step.idle else _LEVELS[step.rung]
    return Observed(entry, steps, level)


def was_seen(site: Site, entry: Entry) -> bool:
    """Whether anything but its entry in the list was looked at."""
    return any(step.held is not None for step in observe(site, entry).steps[1:])


def _step(
    rung: Rung,
    held: bool | None,
    said: Text2,
    evidence: tuple[Evidence, ...],
    share: float | None = None,
    *,
    dead: bool = False,
) -> Step:
    return Step(rung, held, said.vi, said.en, evidence[:_SHOWN], share, dead)


def _fields(details: Details, eleven: Eleven) -> Step:
    if details.looked is Looked.UNSEEN:
        return _step(Rung.FIELDS, None, details.why, (details.entry.seen,))
    if details.looked in (Looked.DEAD, Looked.NOWHERE):
        dead = details.looked is Looked.DEAD
        return _step(Rung.FIELDS, False, details.why, (details.entry.seen,), 0.0, dead=dead)
    told = Text2(
        f"{eleven.asked - len(eleven.lacking)}/{eleven.asked} nhóm thông tin",
        f"{eleven.asked - len(eleven.lacking)} of {eleven.asked} groups of information",
    )
    if eleven.lacking:
        told = Text2(f"{told.vi}; thiếu {eleven.lacking_vi}", f"{told.en}; lacking {eleven.lacking_en}")
    told_of = (value.evidence for field, value in details.values.items() if field in OF_ELEVEN)
    evidence = tuple(dict.fromkeys((details.place, *told_of)))
    if eleven.share >= ENOUGH:
        return _step(Rung.FIELDS, True, told, evidence, eleven.share)
    if not details.whole:
        said = Text2(f"{told.vi}; {details.why.vi}", f"{told.en}; {details.why.en}")
        return _step(Rung.FIELDS, None, said, evidence, eleven.share)
    return _step(Rung.FIELDS, False, told, evidence, eleven.share)


def _forms(site: Site, details: Details, forms: Forms) -> Step:
    answers = forms.answers(site)
    good = [answer for answer in answers if answer.state is FileState.GOOD]
    evidence = tuple(
        site.record_evidence(answer.capture, "services", excerpt=answer.url, value=answer.fault or "ok")
        for answer in answers
        if answer.capture is not None and answer.capture.digest
    )
    evidence = evidence or (details.place,)
    if answers:
        share = round(len(good) / len(answers), 4)
        said = Text2(
            f"{len(good)}/{len(answers)} biểu mẫu đã thử tải được",
            f"{len(good)} of {len(answers)} forms tried download",
        )
        held = share >= ENOUGH
        gone = any(answer.fault == "gone" for answer in answers)
        return _step(Rung.FORMS, held, said, evidence, share, dead=gone and not held)
    if forms.urls:
        return _step(Rung.FORMS, None, Text2("biểu mẫu chưa được thử tải", "its forms were not tried"), evidence)
    if forms.needed is False:
        said = (
            Text2("ghi rõ không có biểu mẫu", "it says that there is no form")
            if forms.stated_none
            else Text2("hồ sơ không đòi biểu mẫu nào", "the dossier asks for no form")
        )
        return replace(_step(Rung.FORMS, True, said, evidence), idle=True)
    if forms.needed and details.whole and details.looked is Looked.READ and not forms.scripted:
        said = Text2("cần biểu mẫu nhưng không có tệp để tải", "a form is needed and none can be downloaded")
        return _step(Rung.FORMS, False, said, evidence)
    return _step(Rung.FORMS, None, _why_not(details, "biểu mẫu", "forms"), evidence)


def _why_not(details: Details, vi: str, en: str) -> Text2:
    if details.looked is Looked.READ and details.whole:
        return Text2(f"trang không cho biết về {vi}", f"its page does not tell of {en}")
    return details.why


def _submit(site: Site, details: Details, ways: Ways) -> Step:
    answers = [answer_of(site, details.entry, way) for way in ways.own]
    best = _best(answers)
    if best is not None:
        return _step(Rung.SUBMIT, best.held, best.said, best.evidence, dead=best.dead)
    if ways.blind:
        said = Text2("lối nộp hồ sơ chỉ mở bằng mã lệnh hoặc POST", "only a script or a POST opens its entry")
        return _step(Rung.SUBMIT, None, said, (ways.blind[0].evidence,))
    if ways.shared:
        said = Text2(
            "chỉ có lối vào chung của cả cổng, không phải của dịch vụ này",
            "only an entry that the whole portal shares, none for this service",
        )
        return _step(Rung.SUBMIT, False, said, (ways.shared[0].evidence,))
    if details.looked is Looked.UNSEEN or not details.whole:
        return _step(Rung.SUBMIT, None, details.why, (details.place,))
    if details.page is None and details.looked is Looked.READ:
        said = Text2("không rõ nơi nộp hồ sơ", "where it is handed in online is not known")
        return _step(Rung.SUBMIT, None, said, (details.place,))
    said = Text2("không có lối nộp hồ sơ trực tuyến", "there is no entry to online submission")
    return _step(Rung.SUBMIT, False, said, (details.place,))


def _best(answers: list[Answer]) -> Answer | None:
    """The entry that works; else one that could not be tried; else the one that does not work."""
    for held in (True, None, False):
        found = next((answer for answer in answers if answer.held is held), None)
        if found is not None:
            return found
    return None


def _payment(site: Site, details: Details, *, complete: bool) -> Step:
    if details.looked is not Looked.READ:
        held = None if details.looked is Looked.UNSEEN else False
        return _step(Rung.PAYMENT, held, details.why, (details.entry.seen,))
    paid = payment_of(site, details, complete=complete)
    held = True if paid.fee is False else paid.online
    return _step(Rung.PAYMENT, held, paid.said, paid.evidence or (details.place,))
