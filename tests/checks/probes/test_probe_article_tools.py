"""Shares of articles that offer print and save."""

import pytest
from sampled_sites import ARTICLE, TEXT, TITLES, news_site
from snapshots import Served

from checks.probe_kind import Params
from checks.probes import article_tools
from domain.captures import CaptureKind

PRINT, SAVE = "<p><a href='javascript:window.print()'>In</a></p>", "<a href='mailto:?body=x'>Chia sẻ</a>"


@pytest.mark.parametrize(
    ("articles", "earned", "code"),
    [
        ((PRINT + SAVE, PRINT + SAVE), 1.0, "full"),
        ((PRINT, PRINT), 0.5, "some"),
        ((PRINT + SAVE, ""), 0.5, "some"),
        (("", ""), 0.0, "absent"),
    ],
)
def test_shares(articles: tuple[str, str], earned: float, code: str) -> None:
    seen = article_tools.run(news_site(articles=articles), Params(), None)
    assert (seen.earned, seen.code) == (earned, code), seen.reason.en
    assert bool(seen.evidence) == bool(earned)
    assert (seen.searched is None) == (earned == 1)


def test_tools_made_by_script_are_judged_where_a_browser_looked() -> None:
    dom = f"<html><body><main><h1>{TITLES[0]}</h1><p>{TEXT}</p>{PRINT}{SAVE}</main></body></html>"
    shown = Served(dom, kind=CaptureKind.RENDERED, notes={"why": "picture"})
    seen = article_tools.run(news_site(records=[(ARTICLE, shown)]), Params(), None)
    assert seen.earned == 1.0, seen.reason.en
    assert "script" in seen.reason.en


def test_without_articles_nothing_is_said() -> None:
    site = news_site(articles=())
    seen = article_tools.run(site, Params(), None)
    assert (seen.earned, seen.unknown, seen.code) == (0.0, 1.0, "few_articles")
