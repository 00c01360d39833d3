"""What an order says of how its portal is to be audited, and of which portal: plain data in `WorkOrder.options`."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from domain.agencies import Target
from domain.clock import utc_now
from domain.codec import from_plain, to_plain
from domain.plans import Limits
from domain.work import Job, WorkOrder
from scheduler.queue_policy import RetryPolicy
from scheduler.workplace import AuditOptions

FindTarget = Callable[[str], Target]
_KNOWN = {spec.name for spec in fields(Limits)}
_MARGIN = 5.0  # seconds between a crawl's own end and the window's


class UnknownPortalError(Exception):
    """The order names an agency that nobody knows, or options that cannot be read; one line says which."""


def work_options(
    target: Target | None = None, limits: Limits | None = None, *, allow_private: bool = False, browser: bool = True
) -> dict[str, object]:
    """The `options` of a work order. `target`: of a portal that no targets file holds. Only limits that differ from
    the default are written down."""
    options: dict[str, object] = {}
    if target is not None:
        options["target"] = to_plain(target)
    if limits is not None:
        default = Limits()
        options["limits"] = {
            name: getattr(limits, name) for name in sorted(_KNOWN) if getattr(limits, name) != getattr(default, name)
        }
    if allow_private:
        options["allow_private"] = True
    if not browser:
        options["browser"] = False
    return options


def target_of(order: WorkOrder, find: FindTarget) -> Target:
    """Raises UnknownPortalError."""
    given = order.options.get("target")
    try:
        return from_plain(Target, given) if given is not None else find(order.agency)
    except (LookupError, ValueError, TypeError) as error:
        raise UnknownPortalError(f"{order.agency}: {' '.join(str(error).split())[:200]}") from error


def audit_options(job: Job, policy: RetryPolicy, closes: datetime | None, *, browser: bool) -> AuditOptions:
    """How this attempt is made. The window's end is the crawl's wall limit, so that it ends with what it has."""
    given = job.order.options
    limits = policy.limits(job, replace(Limits(), **_limits(given.get("limits"))))
    if closes is not None:
        left = (closes - utc_now()).total_seconds() - _MARGIN
        limits = replace(limits, wall_seconds=max(1.0, min(limits.wall_seconds, left)))
    return AuditOptions(
        trigger=job.order.lane.value,
        limits=limits,
        allow_private=bool(given.get("allow_private", False)),
        browser=browser and bool(given.get("browser", True)),
    )


def _limits(given: object) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in _KNOWN} if isinstance(given, dict) else {}
