"""Shares of articles that name an author or a source."""

import pytest
from sampled_sites import news_site

from checks.probe_kind import Params
from checks.probes import article_source


@pytest.mark.parametrize(
    ("articles", "earned", "code"),
    [
        (("<p>Nguồn: TTXVN</p>", "<p>Nguồn: TTXVN</p>"), 1.0, "full"),
        (("<p>Minh Anh</p>", "<p>Nguồn: vốn vay</p>"), 0.5, "some"),
        (("", ""), 0.0, "absent"),
    ],
)
def test_shares(articles: tuple[str, str], earned: float, code: str) -> None:
    seen = article_source.run(news_site(articles=articles), Params(), None)
    assert (seen.earned, seen.code) == (earned, code), seen.reason.en
    assert seen.evidence
