"""The frame of every HTML page: one file that asks the network for nothing, runs no script, and escapes everything."""

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from domain.agencies import KIND_NAMES
from domain.clock import on_screen
from domain.findings import VERDICT_NAMES
from domain.harmless import one_line, web_link
from reports.citations import legal_text
from reports.labels import (
    ENDINGS,
    LEVELS,
    MEANINGS,
    OBLIGATIONS,
    OUTCOMES,
    PROBLEMS,
    RECORDS,
    TRIGGERS,
    deadline,
    group_name,
    place_name,
)
from reports.numbers import percent_text, points_text, ratio_text, with_comma
from reports.service_sheet import ORDERS, sorting_style
from reports.service_words import ADMIN_LEVELS


@cache
def page_environment() -> Environment:
    """Templates with escaping always on; a name that is missing is an error, never an empty place."""
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = resources.files("reports").joinpath("templates", "page.css").read_text(encoding="utf-8")
    style += sorting_style()
    environment.globals.update(style=Markup(style), policy=_policy(style), **_NAMES)  # noqa: S704 (our own style sheet)
    environment.filters.update(_FILTERS)
    return environment


def _policy(style: str) -> str:
    """Content-Security-Policy: the page's own style sheet, by its digest, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


_NAMES = {
    "admin_levels": ADMIN_LEVELS,
    "service_orders": ORDERS,
    "verdict_names": VERDICT_NAMES,
    "kind_names": KIND_NAMES,
    "endings": ENDINGS,
    "levels": LEVELS,
    "meanings": MEANINGS,
    "obligations": OBLIGATIONS,
    "outcomes": OUTCOMES,
    "problems": PROBLEMS,
    "records": RECORDS,
    "triggers": TRIGGERS,
}

_FILTERS = {
    "one_line": one_line,
    "link": web_link,
    "when": on_screen,
    "points": lambda value: with_comma(points_text(value)),
    "ratio": lambda value: with_comma(ratio_text(value)),
    "percent": lambda value: with_comma(percent_text(value)),
    "legal": legal_text,
    "deadline": deadline,
    "group": group_name,
    "place": place_name,
}
