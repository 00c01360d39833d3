"""The outward signs of security: certificate, protocol, redirect to HTTPS, headers, no mixed content.

Decree 43/2011 Art. 29(1)(a). Measures inside are for a person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from checks.absence import trace
from checks.archived_records import Record, has_public_name, portal_hosts, records_of
from checks.mixed_content import plain_loads
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.schemes import Scheme, Way, passed_from_http, scheme_of, sends_to_https
from checks.site import Site
from domain.captures import Capture, CaptureKind, Outcome
from domain.findings import Evidence, Locator, LocatorType, Miss, Text2
from pages.hosts import own_host

NAME = "security_signs"
_FURTHER_PAGES = 4  # looked through for mixed content beside the front page
_NO_HSTS = re.compile(r"max-age\s*=\s*\"?0+\b", re.IGNORECASE)

#: A header's name, or `name: what its value must hold`, lower case.
HeaderText = Annotated[str, Field(pattern=r"^[a-z0-9-]+(: [a-z0-9-]+)?$")]


class HeaderSign(Params):
    """What a portal tells browsers to do, shown by any one of the headers."""

    name: str
    en: str
    any_of: list[HeaderText] = Field(min_length=1)


class SecurityParams(Params):
    """Protocols as TLS records name them; header signs. `one_header`: what the sign of headers is worth at least where
    one of them is set."""

    protocols: list[str] = Field(min_length=1)
    headers: list[HeaderSign] = Field(min_length=1)
    one_header: float = Field(ge=0, le=1)


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign: its shares of itself. `asked` False: it cannot exist here, and is left out."""

    name: Text2
    earned: float
    unknown: float = 0.0
    said: Text2 = Text2("", "")
    evidence: tuple[Evidence, ...] = ()
    asked: bool = True


def run(site: Site, params: SecurityParams, _requirement: Requirement) -> Observation:
    if not any(map(has_public_name, portal_hosts(site))):
        return Observation(NAME, 0.0, 1.0, "no_name", _NO_NAME)
    https, handshake = scheme_of(site, "https"), next(records_of(site, CaptureKind.TLS), None)
    signs = [
        _certificate(https, handshake),
        _protocol(https, handshake, params),
        _redirect(site, https),
        _headers(site, https, params),
        _unmixed(site, https),
    ]
    asked = [sign for sign in signs if sign.asked]
    earned = round(sum(sign.earned for sign in asked) / len(asked), 6)
    unknown = round(sum(sign.unknown for sign in asked) / len(asked), 6)
    evidence = tuple(item for sign in asked for item in sign.evidence)
    code = "full" if earned >= 1 else "some" if earned > 0 else "unseen" if unknown else "absent"
    searched = None if earned >= 1 else trace(site, "", *_tried(https))
    return Observation(NAME, earned, unknown, code, _told(asked), evidence, searched, figures=_figures(asked))


def _certificate(https: Scheme, handshake: Record | None) -> _Sign:
    name = Text2("chứng thư hợp lệ", "valid certificate")
    if handshake is None or not isinstance(handshake.value.get("valid"), bool):
        return _without_https(https, name)
    if handshake.value["valid"]:
        proof = handshake.evidence("valid", NAME, handshake.text("issuer"))
        return _Sign(name, 1.0, evidence=(proof,))
    faults = ", ".join(handshake.texts("faults") or ())[:200]
    return _Sign(name, 0.0, said=Text2(faults, faults), evidence=(handshake.evidence("valid", NAME, faults),))


def _protocol(https: Scheme, handshake: Record | None, params: SecurityParams) -> _Sign:
    name = Text2("giao thức hiện hành", "current protocol")
    spoken = handshake.text("protocol") if handshake is not None else ""
    if handshake is None or not spoken:
        return _without_https(https, name)
    proof = handshake.evidence("protocol", NAME, handshake.text("cipher"))
    good = spoken in params.protocols
    return _Sign(name, float(good), said=Text2("", "") if good else Text2(spoken, spoken), evidence=(proof,))


def _redirect(site: Site, https: Scheme) -> _Sign:
    name = Text2("chuyển hướng sang HTTPS", "redirect to HTTPS")
    if passed_from_http(site) and site.home is not None:
        return _Sign(name, 1.0, evidence=(site.record_evidence(site.home.capture, NAME, excerpt="http → https"),))
    plain = scheme_of(site, "http")
    if https.way is Way.SHUT:
        return _without_https(https, name)
    if plain.capture is not None and plain.way is Way.SHUT:
        return _Sign(name, 0.0, asked=plain.capture.outcome is Outcome.TIMEOUT, unknown=1.0, said=_PLAIN_SILENT)
    sends = sends_to_https(plain.capture) if plain.capture is not None else None
    if plain.capture is None or sends is None:
        return _Sign(name, 0.0, unknown=1.0)
    where = _header(plain.capture, "location") or plain.capture.url
    return _Sign(name, float(sends), evidence=_proof(site, plain.capture, where))


def _headers(site: Site, https: Scheme, params: SecurityParams) -> _Sign:
    name = Text2("tiêu đề an toàn", "security headers")
    answer = _face(site, https)
    if answer is None or not answer.headers:
        return _Sign(name, 0.0, unknown=1.0)
    secure = answer.url.startswith("https:")
    shown = [sign for sign in params.headers if any(_has(answer, text, secure) for text in sign.any_of)]
    lacking = [sign for sign in params.headers if sign not in shown]
    share = max(params.one_header, len(shown) / len(params.headers)) if shown else 0.0
    proof = _proof(site, answer, "; ".join(_shown(answer, params)), ", ".join(sign.name for sign in shown))
    vi, en = ", ".join(sign.name for sign in lacking), ", ".join(sign.en for sign in lacking)
    said = Text2(f"thiếu {vi}", f"without {en}") if lacking else Text2("", "")
    return _Sign(name, share, said=said, evidence=proof)


def _unmixed(site: Site, https: Scheme) -> _Sign:
    name = Text2("không lẫn nội dung không mã hóa", "no mixed content")
    pages = list(_secure_pages(site, https))
    if not pages:
        return _without_https(https, name)
    for capture in pages:
        found = next(plain_loads(site.snapshot.body(capture), capture.url, capture.charset), None)
        if found is not None:
            locator = Locator(LocatorType.XPATH, found.xpath)
            proof = Evidence(NAME, capture.url, capture.digest, locator, found.url[:300], found.tag)
            said = Text2(f"<{found.tag}> lấy {found.url[:120]}", f"<{found.tag}> reaches for {found.url[:120]}")
            return _Sign(name, 0.0, said=said, evidence=(proof,))
    return _Sign(name, 1.0, evidence=(site.record_evidence(pages[0], NAME, value=str(len(pages))),))


def _secure_pages(site: Site, https: Scheme) -> Iterator[Capture]:
    """Pages as they came over https: the front page and a few others, by digest; else what https answered."""
    home = site.home.url if site.home is not None else ""
    own = [page for page in site.pages if page.url.startswith("https:") and own_host(page.url, site.target)]
    sources = [site.source(page) or page for page in own]
    others = sorted((page for page in sources if page.url != home), key=lambda page: page.digest)
    chosen = [page for page in sources if page.url == home] + others[:_FURTHER_PAGES]
    if chosen:
        yield from (page.capture for page in chosen)
    elif https.capture is not None and https.capture.readable and https.capture.mime == "text/html":
        yield https.capture


def _face(site: Site, https: Scheme) -> Capture | None:
    """The answer whose headers speak for the portal: its front page, over https where that has one."""
    home = site.source(site.home) if site.home is not None else None
    over = https.capture
    if over is not None and over.outcome is Outcome.OK and over.kind in (CaptureKind.PAGE, CaptureKind.PROBE):
        return over
    return home.capture if home is not None else None


def _has(answer: Capture, wanted: str, secure: bool) -> bool:
    name, _, part = wanted.partition(": ")
    value = _header(answer, name).lower()
    if name == "strict-transport-security" and (not secure or _NO_HSTS.search(value)):
        return False  # browsers heed it over https only
    return bool(value) and part in value


def _header(answer: Capture, name: str) -> str:
    return ", ".join(value for key, value in answer.headers if key == name)


def _shown(answer: Capture, params: SecurityParams) -> Iterator[str]:
    names = {text.partition(": ")[0] for sign in params.headers for text in sign.any_of}
    return (f"{name}: {value[:80]}" for name, value in answer.headers if name in names)


def _without_https(https: Scheme, name: Text2) -> _Sign:
    """A sign that only https can show: absent where https was tried in vain, else not seen."""
    if https.way is not Way.SHUT or https.capture is None:
        return _Sign(name, 0.0, unknown=1.0)
    return _Sign(name, 0.0, said=_NO_HTTPS)


def _tried(https: Scheme) -> tuple[list[str], list[Miss]]:
    """Where https was looked for. An address that did not answer left no record to point into, so the trace says it."""
    asked = https.capture
    if asked is None:
        return [], []
    if https.way is Way.OPEN:
        return [asked.url], []
    return [asked.url], [Miss(asked.url, f"{asked.outcome.value} {asked.error}"[:200].rstrip(), 1.0, _NO_HTTPS)]


def _proof(site: Site, capture: Capture, excerpt: str, value: str = "") -> tuple[Evidence, ...]:
    """The whole record; none where nothing but a head came."""
    return (site.record_evidence(capture, NAME, excerpt=excerpt, value=value),) if capture.digest else ()


def _told(signs: Sequence[_Sign]) -> Text2:
    """Which signs are shown, lacking, unknown."""
    parts = (
        ("có", "shown", [sign for sign in signs if sign.earned >= 1]),
        ("có một phần", "shown in part", [sign for sign in signs if 0 < sign.earned < 1]),
        ("không có", "lacking", [sign for sign in signs if sign.earned == 0 and not sign.unknown]),
        ("chưa xem được", "not seen", [sign for sign in signs if sign.unknown]),
    )
    vi = "; ".join(
        f"{word} {', '.join(_with(s.name.vi, s.said.vi) for s in found)}" for word, _, found in parts if found
    )
    en = "; ".join(
        f"{word}: {', '.join(_with(s.name.en, s.said.en) for s in found)}" for _, word, found in parts if found
    )
    return Text2(f"Dấu hiệu bên ngoài: {vi}.", f"Outward signs: {en}.")


def _with(name: str, said: str) -> str:
    return f"{name} ({said})" if said else name


def _figures(signs: Sequence[_Sign]) -> tuple[tuple[str, float], ...]:
    return tuple((sign.name.en, round(sign.earned, 4)) for sign in signs if not sign.unknown)


_NO_HTTPS = Text2("HTTPS không trả lời", "https does not answer")
_PLAIN_SILENT = Text2("HTTP không trả lời", "http does not answer")
_NO_NAME = Text2(
    "Cổng được kiểm tra không qua tên miền công khai, nên không xét được các dấu hiệu này.",
    "The portal was audited under no public name: these signs say nothing of it.",
)

PROBE = ProbeKind(
    NAME,
    SecurityParams,
    run,
    Text2(
        "Chứng thư, giao thức, chuyển hướng sang HTTPS, tiêu đề an toàn, nội dung lẫn không mã hóa.",
        "Certificate, protocol, redirect to HTTPS, security headers, mixed content.",
    ),
    needs_pages=False,
)
