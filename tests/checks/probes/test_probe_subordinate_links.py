"""Known subordinate portals and the links to them."""

from dataclasses import replace

import pytest
from rows import observe_row
from snapshots import make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.agencies import Kind

P = "http://hoason.gov.vn/"
A, B = "http://soyte.hoason.gov.vn/", "http://stp.hoason.gov.vn/Pages/default.aspx"


def observe(links: str, known: tuple[str, ...]):
    target = replace(make_target(Kind.PROVINCE, "Tỉnh Hòa Sơn", P), subordinates=known)
    html = f"<body><nav><a href='/tin'>Tin</a></nav>{links}"
    pages = {f"/{path}": f"<p>{path}</p>" for path in ("tin", "cuca/x", "cucab")}
    snapshot = make_snapshot({P: html, **pages}, target)
    return observe_row(Site.build(snapshot, load_lexicon()), "nd43-16-integration")


CASES = [
    ("<a href='https://www.soyte.hoason.gov.vn/tin/1'>Y tế</a>", (A,), 1.0, "any page of the host, any scheme"),
    (f"<a href='{A}'>Y tế</a>", (A, B), 0.5, "one of two"),
    ("<a href='http://stp.hoason.gov.vn'>Tư pháp</a>", (B,), 1.0, "a host of its own is told by its name"),
    ("<a href='/cuca/x'>A</a>", (P + "cuca", P + "cucb"), 0.5, "parts of the own host are told by path"),
    ("<a href='/cucab'>A</a>", (P + "cuca", P + "cucb"), 0.0, "a path that only begins alike"),
    (f"<a href='{A}' style='display:none'>Y tế</a>", (A,), 0.0, "hidden"),
]


@pytest.mark.parametrize(("links", "known", "earned", "why"), CASES)
def test_share_of_the_known(links: str, known: tuple[str, ...], earned: float, why: str) -> None:
    seen = observe(links, known)
    assert (seen.earned, seen.unknown) == (earned, 0.0), (why, seen.reason.vi)


def test_nothing_known_says_nothing() -> None:
    seen = observe(f"<a href='{A}'>Y tế</a>", ())
    assert (seen.earned, seen.unknown, seen.code) == (0.0, 1.0, "none_known")
