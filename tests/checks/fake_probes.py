"""Probes that say what a test tells them to say, and requirements made of a few words."""

from collections.abc import Mapping
from dataclasses import replace

from checks.observations import Observation, Unknown
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Catalogue, Citation, Operator, PointsRule, ProbeCall, Requirement, Rule
from checks.site import Site
from domain.agencies import Kind
from domain.findings import Evidence, Locator, LocatorType, SearchTrace, Text2

BOUND = tuple(kind for kind in Kind if kind is not Kind.COMMUNE)
SAID = Text2("đã xem", "seen")
EVIDENCE = Evidence("fake", "http://binhminh.gov.vn/", "sha256:0", Locator(LocatorType.XPATH, "//title"), "x")
TRACE = SearchTrace(sections=("http://binhminh.gov.vn/x",), pages=3, navigation=1.0)


def seen(
    earned: float,
    unknown: float = 0.0,
    *,
    code: str = "seen",
    freshness: float | None = None,
    freshness_unknown: bool = False,
    kind: Unknown = Unknown.UNSEEN,
    searched: SearchTrace | None = TRACE,
    evidence: tuple[Evidence, ...] = (EVIDENCE,),
) -> Observation:
    return Observation(
        "fake", earned, unknown, code, SAID, evidence, searched, kind, freshness, freshness_unknown, (("items", 2.0),)
    )


def probe(name: str, answer: Observation | Exception | object) -> ProbeKind:
    """A probe that gives, or raises, one answer."""

    def run(site: Site, params: Params, requirement: Requirement) -> Observation:
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]

    return ProbeKind(name, Params, run, SAID)


def probes(answers: Mapping[str, Observation | Exception | object]) -> dict[str, ProbeKind]:
    return {name: probe(name, answer) for name, answer in answers.items()}


def rule(*names: str, operator: Operator = Operator.ALL) -> Rule:
    return Rule(operator, tuple(ProbeCall(name) for name in names))


def row(
    key: str,
    rule_: Rule | None,
    *,
    points: float = 10.0,
    points_rule: PointsRule = PointsRule.GRADED,
    group: str = "information",
    applies_to: tuple[Kind, ...] = BOUND,
    follows: str = "",
    awaits: str = "",
    lifecycle: str = "stable",
) -> Requirement:
    return Requirement(
        id=key,
        title=Text2(key, key),
        citation="ND43 Art.10(1)(b)",
        citations=(Citation("ND43", "10", "1", "b"),),
        applies_to=applies_to,
        group=group,
        points=points,
        points_rule=points_rule,
        obligation="must",
        update_within="",
        met_when=SAID,
        rule=rule_,
        advice=SAID,
        follows=follows,
        awaits=awaits,
        lifecycle=lifecycle,
    )


def catalogue(*rows: Requirement) -> Catalogue:
    ordered = tuple(sorted(rows, key=lambda item: item.id))
    return Catalogue("tiny", SAID, None, None, ordered, "sha256:tiny")


def renamed(item: Requirement, key: str) -> Requirement:
    return replace(item, id=key)
