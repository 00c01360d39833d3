"""Writes the reference pages that come from data. `make docs` writes them; a test fails when they are stale."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accuracy.page import accuracy_page
from accuracy.published import FILE as ACCURACY
from accuracy.published import requirement_accuracy
from accuracy.report_json import read_report
from checks.cases import case_names
from checks.coverage import coverage_rows
from checks.load_catalogue import catalogue_schema, load_catalogue
from checks.load_lexicon import lexicon_schema
from checks.probes.listing import PROBES
from checks.requirement import Catalogue, Requirement
from storage.views import VIEWS

_FOLDER = Path(__file__).parent / "reference"
_CASE_NAMES = ("pass", "partly", "fail", "trap", "unknown")
_NOTE = "<!-- Written by docs/generate.py from the data; do not edit. -->\n"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    catalogue = load_catalogue()
    return {
        _FOLDER / "requirements.md": _requirements(catalogue),
        _FOLDER / "probes.md": _probes(),
        _FOLDER / "views.md": _views(),
        _FOLDER / "catalogue.schema.json": _json(catalogue_schema()),
        _FOLDER / "lexicon.schema.json": _json(lexicon_schema()),
        ACCURACY.with_suffix(".md"): accuracy_page(read_report(ACCURACY.read_text("utf-8"))),
    }


def _json(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _requirements(catalogue: Catalogue) -> str:
    coverage = {row.requirement: row for row in coverage_rows(catalogue)}
    parts = [_NOTE, f"# Requirements of {catalogue.name}\n", f"{catalogue.title.vi} / {catalogue.title.en}\n"]
    parts.append("| id | clause | kinds | points | probe |\n|---|---|---|---|---|")
    for item in catalogue.requirements:
        probes = ", ".join(f"`{probe}`" for probe in coverage[item.id].probes) or "none yet"
        kinds = " ".join(kind.letter for kind in item.applies_to)
        parts.append(f"| [{item.id}](#{item.id}) | {item.citation} | {kinds} | {item.points:g} | {probes} |")
    parts.append("")
    measured = requirement_accuracy()
    for item in catalogue.requirements:
        probes = ", ".join(coverage[item.id].probes)
        parts.append(_requirement(item, probes, _cases(item.id), measured.get(item.id, "not measured")))
    return "\n".join(parts).rstrip() + "\n"


def _cases(requirement: str) -> str:
    """How many cases pass, partly pass, fail, trap and leave open: names of cases begin so."""
    begins = Counter(name.split("-")[0] for name in case_names().get(requirement, ()))
    counted = ", ".join(f"{begin} {begins[begin]}" for begin in _CASE_NAMES if begins[begin])
    return f"[{counted}](../../tests/cases/{requirement})" if counted else "none yet"


def _requirement(item: Requirement, probes: str, cases: str, accuracy: str) -> str:
    own = " (our own choice: the official table is unknown)" if item.own_choice and item.points else ""
    lines = [
        f"## {item.id}\n",
        f"**{item.title.vi}** / {item.title.en}\n",
        f"- Clause: {item.citation}. {' '.join(f'“{part.quote}”' for part in item.citations if part.quote)}",
        f"- Points: {item.points:g}{own}, rule `{item.points_rule.value}`, group {item.group}, {item.obligation}",
        f"- Met when: {item.met_when.vi} / {item.met_when.en}",
    ]
    if item.partly_when.vi:
        lines.append(f"- Partly: {item.partly_when.vi} / {item.partly_when.en}")
    if item.human.vi:
        lines.append(f"- For a person: {item.human.vi} / {item.human.en}")
    if item.practice.vi:
        lines.append(f"- Practice: {item.practice.vi} / {item.practice.en}")
    lines.append(f"- Probe: {probes or 'none yet; undetermined with reason `no_probe`'}")
    lines.append(f"- Cases: {cases}")
    lines.append(f"- Accuracy: {accuracy}")
    lines.append(f"- What to fix: {item.advice.vi} / {item.advice.en}\n")
    return "\n".join(lines)


def _probes() -> str:
    parts = [_NOTE, "# Probes\n", "Each sees one kind of thing and is a pure function of archived records.\n"]
    for name, kind in sorted(PROBES.items()):
        fields = ", ".join(f"`{field}`" for field in kind.params.model_fields) or "none"
        parts.append(f"## {name}\n\n{kind.sees.vi} / {kind.sees.en}\n\nParameters: {fields}\n")
    return "\n".join(parts).rstrip() + "\n"


def _views() -> str:
    parts = [_NOTE, "# Named views\n", "Stable questions to the findings: `portal-audit query NAME`.\n"]
    for view in sorted(VIEWS.values(), key=lambda view: view.name):
        parts.append(f"## {view.name}\n\n{view.about}\n\n| column | |\n|---|---|")
        parts.extend(f"| {column} | {about} |" for column, about in view.columns.items())
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def main() -> None:
    _FOLDER.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
