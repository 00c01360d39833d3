"""How an audit's crawl ended, and what it left unasked: the last record of the archive."""

from collections import Counter
from typing import Any

from crawler.budget import Budget
from crawler.frontier import Frontier
from domain.captures import Ending

_MAX_LEFT = 200


def natural_ending(budget: Budget, frontier: Frontier) -> tuple[Ending, str]:
    """The name of an end that nobody ordered: all read that was worth a request, or the budget used up."""
    limits = budget.limits
    if not budget.pages_left and len(frontier):
        return Ending.BUDGET, f"page budget of {limits.max_pages} used up"
    if budget.pages >= limits.portal_pages and len(frontier):
        return Ending.BUDGET, f"{limits.portal_pages} pages of the portal itself read"
    return Ending.COMPLETED, ""


def ending_record(
    ending: Ending, error: str, budget: Budget, rounds: int, frontier: Frontier, refused: Counter[str]
) -> dict[str, Any]:
    """What the ENDING record holds. `not_asked`: the addresses that would have come next, menus first."""
    return {
        "ending": ending.value,
        "error": error,
        "pages": budget.pages,
        "requests": budget.requests,
        "rounds": rounds,
        "left": len(frontier),
        "left_by_standing": frontier.left_by_standing(),
        "refused": dict(sorted(refused.items())),
        "dropped": dict(sorted(frontier.dropped.items())),
        "not_asked": [
            {
                "url": candidate.url,
                "label": candidate.label[:200],
                "standing": candidate.standing.name.lower(),
                "referrer": candidate.referrer,
                "depth": candidate.depth,
                "reason": "not_asked",
            }
            for candidate in frontier.left(_MAX_LEFT)
        ],
    }
