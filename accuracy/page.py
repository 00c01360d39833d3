"""docs/accuracy.md: what a report says, with the words that explain it. Written from docs/accuracy.json alone."""

from collections.abc import Iterator

from accuracy.report import Report
from accuracy.sheets import Sheet, markdown_lines, sheets

NOTE = "<!-- Written by `portal-audit accuracy CORPUS --write docs/accuracy.md`; do not edit. -->"

_DEFINITIONS = """\
"Present" is `met` or `partly_met`. A label is the set of verdicts that a careful auditor may give: often one, sometimes
two, where the law leaves it open. A row is one labelled requirement of one portal.

| figure | of which rows | counted as right |
|---|---|---|
| agreement | all | the verdict is one of the label's |
| present precision | told `met` or `partly_met` | the label accepts `met` or `partly_met` |
| present recall | the label accepts nothing but `met`, `partly_met` | told one of the two |
| not_met precision | told `not_met` | the label accepts `not_met` |
| not_met recall | the label accepts nothing but `not_met` | told `not_met` |
| undetermined, needs_human | scored requirements that bind the agency, on reachable portals | told so |
| left open | the same | either of the two |

- Rows whose label accepts both a present verdict and `not_met` decide nothing; they count in the agreement alone.
- A portal is reachable when at least one page of it could be read. The shares left open leave out requirements without
  points, and controls; whether a row is labelled makes no difference there. Requirements on online services
  (`nd43-18-*`, `nd43-13-english-services`, the services group) are counted apart, under "services alone".
- Controls are portals of no state agency with the menu words of one. Nothing that the law calls information may be
  called present there.
- An item that stands for several requirements is one row: present if any of those that bind the agency is, absent only
  if all are `not_met`.
- "97.1% 33/34 [85–99]" is the share, its counts, and Wilson's 95 % interval in per cent. The interval speaks of chance
  in the number of rows, not of how far these portals are like others."""

_BY_SHEET = {
    "total": "",
    "first": """\
What was told the first time a portal was audited is kept as data (`accuracy/data/first_runs.json`) and never written
again; both columns are counted from today's labels. On portals that are marked tuned the first run that was kept is not
a first sight: their makers knew them before. It says what tuning changed. On unseen portals it is an exam.""",
    "services": """\
Portals whose services are known one by one. Recall: of the true services, those told. Precision: of the told, the true
ones. Claimed level: of those found, the level read right. False claims: of the services that claim more than can be
seen, those exposed with the exact level that can. A false accusation is a problem named that the service has not.""",
    "platforms": "",
    "portals": """\
Tuned: the makers of the checker read its misses on that portal, and changed rules or words after them. Unseen: they did
not; what stands there is the better forecast for a portal that nobody has looked at. Exams: unseen, and each written by
a stranger to the checker and to the other portals; no total and no requirement's figure counts one. Once the makers
have read an exam's misses, what it says of portals to come is worth less, whatever they changed after them.""",
    "requirements": "",
    "label_only": """\
A checker that takes the label for the thing, on the same archives, with the same words, on the rows that a section's
label could answer: it calls a requirement present when a visible link names its section. What it gets wrong, and
portal-audit does not, is what looking at the content adds.""",
    "left_out": """\
For each platform, every label, phrase and slug is taken out of the lexicon that stands on its portals word for word and
on no portal of another platform; then its portals are judged again from their archives. The difference is what would
have been missed had that platform's own words not been known. It tries the vocabulary and nothing else: rules,
thresholds, topic words and the readers of markup stay as they are, the crawl had followed the full vocabulary, and a
small corpus shares most of its words. So it bounds from below what a new platform may cost, and estimates nothing.""",
    "misses": """\
`open`: left open though it could be told. `shade`: present, in the wrong degree. `false_present`, `false_absent`:
wrong.""",
}


_LOOKED_AT = {
    None: "",
    True: "; looked at: the makers have read its misses",
    False: "; not looked at: the makers have read none of its misses",
}


def accuracy_page(report: Report) -> str:
    return "\n".join(_lines(report)).rstrip() + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{NOTE}\n\n# Accuracy\n"
    yield from _head(report)
    yield f"\n## What is counted\n\n{_DEFINITIONS}\n"
    for sheet in sheets(report):
        yield from _section(sheet)
        if sheet.key == "total":
            yield _controls(report) + "\n"


def _head(report: Report) -> Iterator[str]:
    portals = report.portals
    unreachable = [line.id for line in portals if not line.reachable]
    browser = "with a browser" if report.browser else "without a browser"
    yield (
        f"Measured on {report.on.isoformat()} on the corpus `{report.corpus}`: {len(portals)} portals of"
        f" {len(report.platforms)} platforms, audited {browser}, judged by {report.catalogue}"
        f" (code `{report.code.removeprefix('sha256:')[:12]}`)."
    )
    if report.corpus == "demo":
        yield (
            "These portals are made up, in the styles of real platforms, by authors who wrote their truth from the law"
            " before any checker saw them. How far they are like real ones is a judgement; `portal-audit accuracy"
            " CORPUS` takes any labelled portals ([how to add one](labels.md))."
        )
    looked_at = {exam.column: exam.looked_at for exam in report.exams}
    for split in report.splits:
        ids = [f"`{line.id}`" for line in portals if line.split == split]
        yield f"\n{split.capitalize()} ({len(ids)}{_LOOKED_AT[looked_at.get(split)]}): {', '.join(ids)}."
    if unreachable:
        yield f"\nNothing could be read of {', '.join(f'`{name}`' for name in unreachable)}."
    yield (
        "\nThe same figures are in [accuracy.json](accuracy.json); `make accuracy` audits the portals again and fails"
        " when one falls by more than a row or 0.4 %; the tests do so with a part of them."
    )


def _controls(report: Report) -> str:
    controls = [line for line in report.portals if line.control]
    if not controls:
        return ""
    found = report.controls_present
    named = f" ({'; '.join(found)})" if found else ""
    return f"\nControls: {len(controls)} portals; information requirements called present there: {len(found)}{named}."


def _section(sheet: Sheet) -> Iterator[str]:
    yield f"\n## {sheet.title.en}\n"
    text = _BY_SHEET[sheet.key]
    if text:
        yield f"{text}\n"
    yield from markdown_lines(sheet)
