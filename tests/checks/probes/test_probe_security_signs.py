"""The outward signs of security, each on its own and together."""

import json

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.observations import Observation
from checks.probes import security_signs
from checks.rule_parts import calls_of
from checks.site import Site
from domain.agencies import Kind
from domain.captures import CaptureKind, Outcome

HOST = "stp.vinhson.gov.vn"
PAGE = "<title>Sở Tư pháp</title><p>Trang chủ</p>%s"
ROW = load_catalogue().get("nd43-29-security")
assert ROW is not None
PARAMS = security_signs.SecurityParams.model_validate(dict(calls_of(ROW)[0].params))
ALL = (
    ("strict-transport-security", "max-age=31536000"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
)
GOOD = {"protocol": "TLSv1.3", "valid": True, "faults": []}


def tls(**value: object) -> tuple[str, Served]:
    body = json.dumps({"host": HOST, **GOOD, **value})
    return f"urn:portal-audit:tls:{HOST}", Served(body, kind=CaptureKind.TLS, mime="application/json")


def probe(url: str, **how: object) -> tuple[str, Served]:
    return url, Served(kind=CaptureKind.PROBE, notes={"probe": "other scheme"}, **how)  # type: ignore[arg-type]


OVER = probe(f"http://{HOST}/", status=301, headers=(("location", f"https://{HOST}/"),))


def seen(
    home: str | Served, *records: tuple[str, Served], scheme: str = "https", pages: dict | None = None
) -> Observation:
    portal = f"{scheme}://{HOST}/"
    target = make_target(Kind.DEPARTMENT, "Sở Tư pháp tỉnh Vĩnh Sơn", portal)
    snapshot = make_snapshot({portal: home, **(pages or {})}, target, records=records)
    return security_signs.run(Site.build(snapshot, load_lexicon()), PARAMS, None)  # type: ignore[arg-type]


def sign(told: Observation, name: str) -> float | None:
    """Its share; None where it is unknown or not asked."""
    return dict(told.figures).get(name)


def home(content: str = "", headers: tuple[tuple[str, str], ...] = ALL, **how: object) -> Served:
    return Served(PAGE % content, headers=headers, **how)  # type: ignore[arg-type]


def test_all_signs() -> None:
    told = seen(home(), tls(), OVER)
    assert (told.earned, told.unknown, told.code) == (1.0, 0.0, "full")
    assert {item.locator.value for item in told.evidence} >= {"/valid", "/protocol"}


CERTIFICATES = [
    (tls(), 1.0),
    (tls(valid=False, faults=["expired (depth 0)"]), 0.0),
    (tls(valid="yes"), None),
]


@pytest.mark.parametrize(("record", "share"), CERTIFICATES)
def test_certificate(record: tuple[str, Served], share: float | None) -> None:
    assert sign(seen(home(), record, OVER), "valid certificate") == share


@pytest.mark.parametrize(("protocol", "share"), [("TLSv1.2", 1.0), ("TLSv1.1", 0.0), ("SSLv3", 0.0), ("", None)])
def test_protocol(protocol: str, share: float | None) -> None:
    assert sign(seen(home(), tls(protocol=protocol), OVER), "current protocol") == share


REDIRECTS = [
    (OVER, 1.0),
    (probe(f"http://{HOST}/", status=302, headers=(("location", "/vi"),)), 0.0),
    (probe(f"http://{HOST}/", body="<p>Trang chủ</p>"), 0.0),
    (probe(f"http://{HOST}/", status=404, body="Không có"), None),
    (probe(f"http://{HOST}/", status=None, outcome=Outcome.CONNECT_ERROR), None),
    (probe(f"http://{HOST}/", status=None, outcome=Outcome.ROBOTS), None),
    (probe(f"http://{HOST}/", status=None, outcome=Outcome.TIMEOUT), None),
]


@pytest.mark.parametrize(("plain", "share"), REDIRECTS)
def test_redirect(plain: tuple[str, Served], share: float | None) -> None:
    assert sign(seen(home(), tls(), plain), "redirect to HTTPS") == share


def test_shut_plain_port_leaves_the_redirect_out_and_a_silent_one_leaves_it_open() -> None:
    shut = seen(home(), tls(), probe(f"http://{HOST}/", status=None, outcome=Outcome.CONNECT_ERROR))
    silent = seen(home(), tls(), probe(f"http://{HOST}/", status=None, outcome=Outcome.TIMEOUT))
    assert (shut.earned, shut.unknown) == (1.0, 0.0)
    assert (silent.earned, silent.unknown) == (0.8, 0.2)


def test_front_page_that_was_reached_from_http() -> None:
    assert sign(seen(home(redirects=(f"http://{HOST}/",)), tls()), "redirect to HTTPS") == 1.0


HEADERS = [
    (ALL, 1.0),
    (ALL[:2], 0.5),
    ((("content-security-policy", "frame-ancestors 'none'"),), 0.5),
    ((("content-security-policy-report-only", "frame-ancestors 'none'"),), 0.0),
    ((("strict-transport-security", "max-age=0"),), 0.0),
    ((("x-content-type-options", "sniff"),), 0.0),
    ((("server", "nginx"),), 0.0),
    ((), None),
]


@pytest.mark.parametrize(("headers", "share"), HEADERS)
def test_headers(headers: tuple[tuple[str, str], ...], share: float | None) -> None:
    assert sign(seen(home(headers=headers), tls(), OVER), "security headers") == share


LOADS = [
    ("<script src='http://a.vn/x.js'></script>", 0.0),
    ("<link rel='stylesheet' href='HTTP://a.vn/x.css'>", 0.0),
    ("<iframe src='http://a.vn/'></iframe>", 0.0),
    ("<form action='http://a.vn/tim'></form>", 0.0),
    ("<object data='http://a.vn/x.swf'></object>", 0.0),
    ("<base href='http://a.vn/'><script src='x.js'></script>", 0.0),
    ("<script src='//a.vn/x.js'></script><script>var u='http://a.vn/';</script>", 1.0),
    ("<img src='http://a.vn/x.png'><a href='http://a.vn/'>A</a><link rel='icon' href='http://a.vn/i.ico'>", 1.0),
    ("<form action='/tim'></form><iframe src='about:blank'></iframe><script src='data:,'></script>", 1.0),
]


@pytest.mark.parametrize(("content", "share"), LOADS)
def test_mixed_content(content: str, share: float) -> None:
    told = seen(home(content), tls(), OVER)
    assert sign(told, "no mixed content") == share
    if not share:
        assert any(item.locator.value.startswith("/html") for item in told.evidence)


def test_inner_pages_are_looked_through_for_mixed_content() -> None:
    bad = {"/a": PAGE % "<iframe src='http://a.vn/'></iframe>"}
    assert sign(seen(home(), tls(), OVER, pages=bad), "no mixed content") == 0.0


@pytest.mark.parametrize("outcome", [Outcome.CONNECT_ERROR, Outcome.TLS_ERROR, Outcome.TIMEOUT, Outcome.BROKEN])
def test_https_tried_in_vain_is_absent(outcome: Outcome) -> None:
    told = seen(
        home(headers=(("server", "x"),)), probe(f"https://{HOST}/", status=None, outcome=outcome), scheme="http"
    )
    assert (told.earned, told.unknown, told.code) == (0.0, 0.0, "absent")
    assert told.searched is not None
    assert [miss.url for miss in told.searched.misses] == [f"https://{HOST}/"]
    assert all(item.digest for item in told.evidence)


@pytest.mark.parametrize("outcome", [Outcome.ROBOTS, Outcome.GUARDED, Outcome.DNS_ERROR])
def test_https_not_tried_is_unknown(outcome: Outcome) -> None:
    told = seen(
        home(headers=(("server", "x"),)), probe(f"https://{HOST}/", status=None, outcome=outcome), scheme="http"
    )
    assert (told.earned, told.unknown) == (0.0, 0.6)


def test_hsts_over_plain_http_is_none() -> None:
    told = seen(home(), probe(f"https://{HOST}/", status=None, outcome=Outcome.TLS_ERROR), scheme="http")
    assert sign(told, "security headers") == 0.75


@pytest.mark.parametrize("portal", ["127.0.0.1", "localhost", "113.160.1.9", "cong"])
def test_portal_without_a_public_name_says_nothing(portal: str) -> None:
    target = make_target(Kind.DEPARTMENT, "Sở Tư pháp", f"http://{portal}/")
    snapshot = make_snapshot({f"http://{portal}/": home()}, target)
    told = security_signs.run(Site.build(snapshot, load_lexicon()), PARAMS, None)  # type: ignore[arg-type]
    assert (told.earned, told.unknown) == (0.0, 1.0)
