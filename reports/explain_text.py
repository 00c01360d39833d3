"""What stands behind a requirement or a finding, as lines of text: law, probe, rule, cases, what to fix; the proof."""

import json
from collections.abc import Iterable, Iterator

from checks.explain import Explanation, ProbeNote, SectionNote
from checks.requirement import Requirement
from domain.agencies import KIND_NAMES
from domain.clock import on_screen
from domain.codec import to_plain
from domain.findings import VERDICT_NAMES, Evidence, Finding, LocatorType, SearchTrace, Text2
from domain.harmless import one_line
from domain.visits import Visit
from reports.labels import OBLIGATIONS, deadline, group_name, place_name
from reports.numbers import UNKNOWN, percent_text, points_text
from scheduler.judge_period import JudgedPeriod

_LONGEST_REASON = 1200
_LONGEST_ADDRESS = 400
_MOST_VISITS = 100


def explanation_lines(explained: Explanation) -> Iterator[str]:
    """Headings at the margin, what belongs to them below and further in; Vietnamese first."""
    row = explained.requirement
    yield f"{row.id}  [{row.citation}]"
    yield _both(row.title)
    yield from _in(_facts(row))
    yield "Căn cứ / law"
    for clause in explained.clauses:
        yield from _in([_both(clause.name), *([f"“{clause.quote}”"] if clause.quote else [])])
    yield from _listed("Đạt khi / met when", _tongues(row.met_when))
    yield from _listed("Đạt một phần khi / partly met when", _tongues(row.partly_when))
    yield from _listed("Độ mới / freshness", [_both(limit) for limit in explained.freshness])
    yield from _listed("Quy tắc / rule", explained.rule.splitlines() or ["chưa có phép dò / no probe yet (no_probe)"])
    yield from _listed("Phép dò / probes", [line for note in explained.probes for line in _probe(note)])
    sections = [line for note in explained.sections for line in _section(note)]
    yield from _listed("Tên chuyên mục được nhận / section names accepted", sections)
    yield from _listed("Trang thử / cases", list(explained.cases) or ["chưa có / none yet"])
    yield from _listed("Người xem cần kiểm tra / for a person to judge", _tongues(row.human))
    yield from _listed("Luật và thực tế / the letter and practice", _tongues(row.practice))
    yield from _listed("Cần sửa / what to fix", _tongues(row.advice))


def finding_lines(finding: Finding, digest: str, audit: str) -> Iterator[str]:
    """One finding with its proof: evidence, or the search that found nothing."""
    vi, en = VERDICT_NAMES[finding.verdict]
    yield f"{finding.requirement}  {vi} / {en}  ({finding.code})"
    yield from _in(one_line(said, _LONGEST_REASON) for said in (finding.reason.vi, finding.reason.en) if said)
    share = UNKNOWN if finding.value is None else f"{finding.value:g}"
    yield (
        f"  phần đạt / value {share}; điểm / points {points_text(finding.points)}"
        f" trên / of {points_text(finding.possible)} xét được / judged"
    )
    yield f"  lần kiểm tra / audit {audit}; mã / digest {digest}"
    yield from _listed("Bằng chứng / evidence", [line for item in finding.evidence for line in _evidence(item)])
    if finding.searched is not None:
        yield from _listed("Đã tìm ở đâu / what was searched", list(_searched(finding.searched)))


def period_lines(judged: JudgedPeriod) -> Iterator[str]:
    """A finding over a period, its proof, and the visits it was judged from."""
    finding = judged.finding
    vi, en = VERDICT_NAMES[finding.verdict]
    yield f"{finding.requirement}  {vi} / {en}  ({finding.code})"
    yield from _in(one_line(said, _LONGEST_REASON) for said in (finding.reason.vi, finding.reason.en) if said)
    yield f"  cơ quan / agency {one_line(judged.agency)} {one_line(judged.name)}".rstrip()
    yield f"  kỳ / period {on_screen(judged.since)} – {on_screen(judged.until)}"
    yield f"  phần đạt / value {UNKNOWN if finding.value is None else f'{finding.value:g}'}"
    yield from _listed("Bằng chứng / evidence", [line for item in finding.evidence for line in _evidence(item)])
    yield from _listed("Các lần truy cập / visits", [_visit(visit) for visit in judged.visits[-_MOST_VISITS:]])
    for miss in finding.searched.misses if finding.searched is not None else ():
        yield f"  không tính / not counted {one_line(miss.label, 160)}: {_both(miss.reason)}"


def _visit(visit: Visit) -> str:
    said = {True: "trả lời / answered", False: "không trả lời / no answer", None: "không rõ / tells neither way"}
    return f"{on_screen(visit.started)}  {said[visit.answered]} ({visit.ending})  {one_line(visit.audit)}"


def _facts(row: Requirement) -> Iterator[str]:
    own = " (điểm do công cụ chọn / our own choice)" if row.own_choice and row.points else ""
    worth = f"{points_text(row.points)} điểm / points{own}" if row.points else "không chấm điểm / not scored"
    trial = "; đang thử nghiệm / on trial" if row.lifecycle != "stable" else ""
    obligation = OBLIGATIONS.get(row.obligation, Text2(row.obligation, ""))
    yield f"{_both(group_name(row.group))}; {worth}, {row.points_rule.value}; {_both(obligation)}{trial}"
    kinds = ", ".join(f"{kind.letter} {KIND_NAMES[kind][0]} ({KIND_NAMES[kind][1]})" for kind in row.applies_to)
    yield f"áp dụng / applies to: {kinds}"
    limit = deadline(row.update_within)
    if limit is not None:
        yield f"thời hạn / time limit: {_both(limit)}"


def _probe(note: ProbeNote) -> Iterator[str]:
    yield f"{note.probe}: {_both(note.sees)}"
    for name, value in sorted(note.params.items()):
        yield f"  {name} = {json.dumps(to_plain(value), ensure_ascii=False)}"


def _section(note: SectionNote) -> Iterator[str]:
    yield f"{note.section}: {_both(note.title)}"
    yield f"  {' · '.join(note.labels)}"
    if note.lookalikes:
        yield f"  không phải / not: {' · '.join(note.lookalikes)}"


def _evidence(evidence: Evidence) -> Iterator[str]:
    yield one_line(evidence.url, _LONGEST_ADDRESS)
    if evidence.excerpt:
        yield f"  “{one_line(evidence.excerpt)}”"
    if evidence.value:
        yield f"  đọc được / read: {one_line(evidence.value)}"
    numbered = evidence.locator.type is LocatorType.PAGE
    place = "" if numbered else one_line(evidence.locator.value, _LONGEST_ADDRESS)
    yield f"  {evidence.digest}; {_both(place_name(evidence.locator))} {place}".rstrip()
    yield f"  phép dò / probe {evidence.probe}; độ tin cậy / confidence {percent_text(evidence.confidence)}"


def _searched(trace: SearchTrace) -> Iterator[str]:
    yield (
        f"{trace.pages} trang / pages; {trace.labels_compared} nhãn / labels;"
        f" trình đơn / navigation {percent_text(trace.navigation)}"
    )
    for url in trace.sections:
        yield f"đã xem / visited: {one_line(url, _LONGEST_ADDRESS)}"
    for miss in trace.misses:
        yield f"gần nhất / nearest {percent_text(miss.similarity)}: “{one_line(miss.label, 160)}”"
        yield f"  {one_line(miss.url, _LONGEST_ADDRESS)}"
        yield f"  {one_line(miss.reason.vi, 400)} / {one_line(miss.reason.en, 400)}"
    for url in trace.unfetched:
        yield f"chưa xem / not fetched: {one_line(url, _LONGEST_ADDRESS)}"


def _listed(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield heading
        yield from _in(lines)


def _in(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _tongues(text: Text2) -> list[str]:
    return [line for line in (text.vi, text.en) if line]


def _both(text: Text2) -> str:
    return f"{text.vi} / {text.en}" if text.en and text.en != text.vi else text.vi
