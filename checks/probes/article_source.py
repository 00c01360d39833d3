"""Articles that name their author or source. Decree 43 Art. 5(3)."""

from checks.absence import trace
from checks.article_sources import named_source
from checks.articles import Article, read_articles
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.probes.article_tools import too_few
from checks.requirement import Requirement
from checks.site import Site
from domain.findings import Evidence, Text2

NAME = "article_source"
_SHOWN = 4


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    articles = read_articles(site)
    if not articles.read or not articles.enough:
        return too_few(NAME, articles)
    told = [(article, named_source(site, article)) for article in articles.sample]
    found = [(article, line) for article, line in told if line is not None]
    bare = [article for article, line in told if line is None]
    share = round(len(found) / len(told), 4)
    evidence = [
        site.evidence(article.page, block.xpath, NAME, excerpt=block.text, value=value)
        for article, (block, value) in found[:_SHOWN]
    ]
    evidence += [_bare(site, article) for article in bare[:1]]
    reason = Text2(
        f"{len(found)}/{len(told)} tin, bài lấy mẫu nêu tác giả hoặc nguồn.",
        f"{len(found)} of {len(told)} sampled items name an author or a source.",
    )
    looked = [article.page.url for article in articles.sample]
    return Observation(
        NAME,
        share,
        0.0,
        "full" if share >= 0.9 else "some" if share else "absent",
        reason,
        tuple(evidence),
        trace(site, "news", looked, ()) if share < 1 else None,
        figures=(("articles", float(len(told))),),
    )


def _bare(site: Site, article: Article) -> Evidence:
    """The end of an article that names nobody: where a signature would stand."""
    last = article.lines[-1]
    return site.evidence(article.page, last.xpath, NAME, excerpt=last.text, value="-")


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Dòng nêu tác giả hoặc nguồn trên trang của từng bài viết.",
        "A line that names author or source on each article's page.",
    ),
)
