"""Builders: one per kind of section, each turning compact data into pages."""

from demo.portal_data import (
    ArticlesSection,
    BlocksSection,
    PeopleSection,
    QuestionsSection,
    RecordsSection,
    RedirectSection,
    ScheduleSection,
    SearchSection,
)
from demo.sections.articles import build_articles
from demo.sections.plain import build_blocks, build_people, build_redirect, build_schedule, build_sitemap
from demo.sections.questions import build_questions
from demo.sections.records import build_records
from demo.sections.search import build_search
from demo.site import Site


def build_section(site: Site, key: str) -> None:
    """All pages of one section, added to the site."""
    section = site.section(key)
    if isinstance(section, ArticlesSection):
        build_articles(site, key, section)
    elif isinstance(section, RecordsSection):
        build_records(site, key, section)
    elif isinstance(section, QuestionsSection):
        build_questions(site, key, section)
    elif isinstance(section, BlocksSection):
        build_blocks(site, key, section)
    elif isinstance(section, PeopleSection):
        build_people(site, key, section)
    elif isinstance(section, ScheduleSection):
        build_schedule(site, key, section)
    elif isinstance(section, SearchSection):
        build_search(site, key, section)
    elif isinstance(section, RedirectSection):
        build_redirect(site, key, section)
    else:
        build_sitemap(site, key, section)
