"""Which portal addresses and host names may stand in the register, and the key under which two of them are one."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from domain.urls import canonical
from registry.faults import NotAllowedError, shown

MAX_ADDRESS = 2000
_ALLOWED_ADDRESS = "an address such as https://www.example.gov.vn/"
_ALLOWED_HOST = "a host name such as dichvucong.example.gov.vn, or host:port"
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_ODD = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def portal_address(text: str) -> str:
    """The canonical address. Raises NotAllowedError for anything an audit could not be pointed at."""
    if len(text) > MAX_ADDRESS:
        raise NotAllowedError(f"address longer than {MAX_ADDRESS} characters: {shown(text)}", _ALLOWED_ADDRESS)
    if _ODD.search(text):
        raise NotAllowedError(f"not one web address: {shown(text)}", _ALLOWED_ADDRESS)
    parts = _split(text)
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise NotAllowedError(f"not a web address (http or https): {shown(text)}", _ALLOWED_ADDRESS)
    if parts.username is not None or parts.password is not None:
        raise NotAllowedError("a user name or password inside the address", _ALLOWED_ADDRESS)
    try:
        found = canonical(text)
        _check_host(urlsplit(found).hostname or "")
    except NotAllowedError:
        raise
    except ValueError as error:
        raise NotAllowedError(f"not a web address: {shown(text)}", _ALLOWED_ADDRESS) from error
    return found


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise NotAllowedError(f"not a web address: {shown(text)}", _ALLOWED_ADDRESS) from error
    if port == 0:
        raise NotAllowedError("port 0", _ALLOWED_ADDRESS)
    return parts


def host_name(text: str) -> str:
    """A host as it is declared: lower case, IDNA, with its port when it has one."""
    if "://" in text or "/" in text:
        raise NotAllowedError(
            f"an address, not a host name: {shown(text)}", _ALLOWED_HOST + " (the address goes to url)"
        )
    try:
        parts = urlsplit(portal_address(f"http://{text}"))
    except NotAllowedError as error:
        raise NotAllowedError(f"not a host name: {shown(text)}", _ALLOWED_HOST) from error
    if parts.path != "/" or parts.query or parts.fragment:
        raise NotAllowedError(f"not a host name: {shown(text)}", _ALLOWED_HOST)
    return parts.netloc


def endpoint(text: str) -> str:
    """Where a test portal's name leads: an IP address with a port."""
    allowed = "address:port, such as 127.0.0.1:8123"
    try:
        parts = urlsplit(f"//{text}")
        address, port = ipaddress.ip_address(parts.hostname or ""), parts.port
    except ValueError as error:
        raise NotAllowedError(f"not an address with a port: {shown(text)}", allowed) from error
    if not port or parts.path or parts.username is not None:
        raise NotAllowedError(f"not an address with a port: {shown(text)}", allowed)
    return f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"


def _check_host(host: str) -> None:
    if not host[-1:].isdigit() and ":" not in host:
        _check_name(host)
        return
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        _check_name(host)
        return
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        raise NotAllowedError(f"an address that is never connected to: {host}", _ALLOWED_ADDRESS)


def _check_name(host: str) -> None:
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise NotAllowedError(f"not a host name: {shown(host)}", _ALLOWED_ADDRESS)
    if len(labels) == 1 and host != "localhost":
        raise NotAllowedError(f"not a full host name: {shown(host)}", _ALLOWED_ADDRESS)
    if labels[-1].isdigit() or labels[-1].startswith("0x"):
        raise NotAllowedError(f"neither a host name nor an IP address: {shown(host)}", _ALLOWED_ADDRESS)


def host_key(url: str) -> str:
    """The key of an address's host: blind to www, with a port that is not the scheme's own. "" when there is none."""
    try:
        parts = urlsplit(canonical(url))
    except ValueError:
        return ""
    return declared_key(parts.netloc)


def declared_key(host: str) -> str:
    """The key of a declared host (host or host:port, as `host_name` gives it)."""
    return host.removeprefix("www.")


def path_key(url: str) -> str:
    """What tells portals on one host apart, of a canonical address: path, query, route; without the last slash."""
    parts = urlsplit(url)
    rest = parts.path.rstrip("/")
    if parts.query:
        rest += "?" + parts.query
    return rest + ("#" + parts.fragment if parts.fragment else "")
