"""What stands behind a requirement, as plain data: the clause, what meets it, how it is looked for, what to fix."""

from collections.abc import Mapping
from dataclasses import dataclass

from checks.cases import case_names
from checks.load_catalogue import cited
from checks.load_lexicon import Lexicon
from checks.probe_kind import ProbeKind
from checks.probes.listing import PROBES
from checks.requirement import Catalogue, Citation, Freshness, Requirement
from checks.rule_parts import calls_of, rule_text, sections_of
from domain.findings import Text2


@dataclass(frozen=True, slots=True)
class Clause:
    """One place in the law, in full."""

    citation: str  # "ND43 Art.10(1)(b)"
    name: Text2  # "Nghị định 43/2011/NĐ-CP, Điều 10 khoản 1 điểm b"
    quote: str


@dataclass(frozen=True, slots=True)
class ProbeNote:
    """A probe as the rule calls it, and what it looks for."""

    probe: str
    params: Mapping[str, object]
    sees: Text2


@dataclass(frozen=True, slots=True)
class SectionNote:
    """A section that is looked for: the names it goes by."""

    section: str
    title: Text2
    labels: tuple[str, ...]
    lookalikes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    requirement: Requirement
    clauses: tuple[Clause, ...]
    rule: str
    probes: tuple[ProbeNote, ...]
    sections: tuple[SectionNote, ...]
    freshness: tuple[Text2, ...]
    cases: tuple[str, ...]


def explain_requirement(
    requirement: str, catalogue: Catalogue, lexicon: Lexicon, probes: Mapping[str, ProbeKind] = PROBES
) -> Explanation:
    """Raises KeyError for an id that the catalogue does not have."""
    row = catalogue.get(requirement)
    if row is None:
        raise KeyError(f"no requirement {requirement!r} in catalogue {catalogue.name}")
    return Explanation(
        requirement=row,
        clauses=tuple(_clause(citation, catalogue) for citation in row.citations),
        rule=rule_text(row.rule),
        probes=tuple(ProbeNote(call.probe, call.params, probes[call.probe].sees) for call in calls_of(row)),
        sections=tuple(_section(key, lexicon) for key in sections_of(row)),
        freshness=tuple(_limits(limits) for limits in row.freshness),
        cases=case_names().get(row.id, ()),
    )


def _clause(citation: Citation, catalogue: Catalogue) -> Clause:
    name = catalogue.instruments.get(citation.instrument, Text2(citation.instrument, citation.instrument))
    vi, en = f"{name.vi}, Điều {citation.article}", f"{name.en}, Art. {citation.article}"
    if citation.clause:
        vi, en = f"{vi} khoản {citation.clause}", f"{en}({citation.clause})"
    if citation.point:
        vi, en = f"{vi} điểm {citation.point}", f"{en}({citation.point})"
    if citation.part:
        vi, en = f"{vi}, {_PARTS.get(citation.part, citation.part)}", f"{en}, {citation.part}"
    return Clause(cited(citation), Text2(vi, en), citation.quote)


_PARTS = {"first dash": "gạch đầu dòng thứ nhất", "second dash": "gạch đầu dòng thứ hai"}


def _section(key: str, lexicon: Lexicon) -> SectionNote:
    section = lexicon.section(key)
    return SectionNote(key, section.title, section.labels, section.lookalikes)


def _limits(limits: Freshness) -> Text2:
    kinds = " ".join(kind.letter for kind in limits.kinds)
    if limits.week:
        return Text2(
            f"{kinds}: có lịch của tuần kiểm tra; chậm nếu đã hết không quá {limits.slow} ngày làm việc.",
            f"{kinds}: covers the week of the visit; slow up to {limits.slow} working days after.",
        )
    vi = f"{kinds}: mới trong {limits.fresh} ngày làm việc, chậm đến {limits.slow} ngày"
    en = f"{kinds}: fresh within {limits.fresh} working days, slow up to {limits.slow}"
    if limits.items:
        vi += f", và {limits.items} mục trong {limits.in_days} ngày gần nhất"
        en += f", and {limits.items} items in the last {limits.in_days}"
    return Text2(vi + ".", en + ".")
