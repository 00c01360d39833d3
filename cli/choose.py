"""Which agency a command means: an id, a name, or an address."""

import re

from cli.failures import stop
from domain.agencies import Kind, Target, parse_kind
from registry.names import UnknownAgencyError
from registry.register import Registry

_ADDRESS = re.compile(r"^https?://", re.IGNORECASE)
_HOST = re.compile(r"^[\w.-]+(\.[a-z]{2,}|:\d+)(/\S*)?$", re.IGNORECASE)


def choose_target(registry: Registry, text: str, kind: str | None, name: str | None) -> Target:
    """The target of `check`. An address whose host belongs to a target is that agency, unless kind or name say
    otherwise; else its kind must be given. Ends the command with status 2 and what is allowed."""
    if not looks_like_address(text):
        return _known(registry, text, kind, name)
    url = text if _ADDRESS.match(text) else f"http://{text}"
    try:
        known = registry.by_url(url)
        if known is not None and kind is None and name is None:
            return known
        return registry.adhoc(url, _kind(kind, known), name or (known.agency.name if known and kind else None))
    except ValueError as error:
        stop(str(error))


def looks_like_address(text: str) -> bool:
    return bool(_ADDRESS.match(text) or _HOST.match(text))


def _known(registry: Registry, text: str, kind: str | None, name: str | None) -> Target:
    if kind or name:
        stop("--as and --name go with an address, not with the id or name of a registered agency")
    try:
        return registry.find(text)
    except UnknownAgencyError as error:
        stop(str(error))


def _kind(kind: str | None, known: Target | None) -> Kind:
    if kind is not None:
        return parse_kind(kind)
    if known is not None:
        return known.agency.kind
    allowed = ", ".join(f"{item.value} ({item.letter})" for item in Kind)
    raise ValueError(f"this address belongs to no registered agency: say its kind with --as KIND; kinds: {allowed}")
