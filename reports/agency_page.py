"""The one-agency report: what an auditor defends and an agency works through, as one HTML file to keep or print."""

from collections.abc import Mapping

from checks.requirement import Catalogue
from domain.audits import Audit
from domain.captures import Capture
from domain.findings import Evaluation
from reports.agency_view import agency_view
from reports.pages import page_environment
from reports.pictures import Pictures


def render_agency_page(
    audit: Audit,
    evaluation: Evaluation,
    catalogue: Catalogue,
    captures: Mapping[str, Capture] | None = None,
    pictures: Pictures | None = None,
) -> str:
    """The report of one evaluation. `captures` by digest: with them evidence shows when and how it was fetched.
    `pictures`: what a browser photographed, shown beside the evidence that stands in it.
    """
    view = agency_view(audit, evaluation, catalogue, captures or {}, pictures or Pictures())
    return page_environment().get_template("agency.html.j2").render(view=view)
