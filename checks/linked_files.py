"""Sections whose content is a file: what the page says itself is judged first, then the files it links, as pages.

A label is not content, nor is the name of a file: a file serves a section only if its own head, a heading in it, or all
of a short text is on the matter, and if it is not another agency's (files count when their text is read).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.attachments import is_file_link
from checks.candidates import Candidate
from checks.dead_files import is_dead_file
from checks.file_pages import HEAD_WORDS, head_of
from checks.judged import Judge, Judged, refuse
from checks.lists import read_list
from checks.observations import Observation, Unknown
from checks.other_bodies import other_body
from checks.own_names import names_own
from checks.passages import passage_of
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance
from checks.topics import is_clear, topic_of
from domain.captures import CaptureKind
from domain.findings import Text2
from domain.text import fold
from pages.view import Link, Region

NAME = "linked_files"
MOST_FILES = 6
_GROUNDS = re.compile(r"\b(?:Căn cứ|CĂN CỨ|Theo đề nghị|Xét đề nghị)\b")
_ON_MATTER = 2.0  # weight of words of the matter in a document's head
_NAMES = 0.6
_LABEL_WORDS = 15
_BARE_WORDS = 60
_FEW_ENTRIES = 3
COVER_WORDS = 420  # a page whose own words are fewer may be no more than the cover of its file
#: Refusals that a file of the page may mend, and grades that it may raise.
_CARRIERS = frozenset(
    {"thin", "empty", "no_units", "nobody", "no_contacts", "no_items", "no_schedule", "list", "unread"}
)
_NOTHING_TOLD = frozenset({"nobody", "no_units"})
_COVERS = frozenset({"act_only", "short", "some", "most"})


@dataclass(slots=True)
class _Read:
    """What the files of a page came to."""

    judged: list[Judged]
    refused: list[Judged]
    unread: int = 0


def content_files(site: Site, page: SitePage) -> tuple[Link, ...]:
    """Links of the page's own content that hand out files, each address once."""
    found: dict[str, Link] = {}
    for link in site.own_links(page):
        if link.url and link.region is Region.MAIN and is_file_link(link):
            found.setdefault(link.url, link)
    return tuple(found.values())


def judge_section_by_files(site: Site, section: str, probe: str, judge: Judge) -> Observation:
    """`judge_section` where files are as good as pages: those that a label opens, and those that a page links."""

    def judge_with_files(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        if page.capture.kind is CaptureKind.FILE:
            return _judge_file(site, candidate, page, judge)
        return _with_files(site, candidate, page, judge(site, candidate, page), judge)

    return judge_section(site, section, probe, judge_with_files, files=True)


def _with_files(site: Site, candidate: Candidate, page: SitePage, judged: Judged, judge: Judge) -> Judged:
    """The page's own grade, or that of one of its files where it says more. What a file that was not read might add
    stays unknown."""
    if page is site.home or not _may_add(site, page, judged):
        return judged
    files = content_files(site, page)[:MOST_FILES]
    read = _Read([], [])
    for link in files:
        _look_into(site, candidate, link, judge, read)
    best = max(read.judged, key=lambda each: each.worth, default=None)
    if best is not None and (best.worth > judged.worth or judged.code == "unread"):
        return _open(best) if read.unread and best.earned < 1 else best
    if read.unread:
        return _with_unread(site, candidate, page, judged, files[0])
    return _of_read_ones(site, page, judged, read) if judged.code == "unread" else judged


def _judge_file(site: Site, candidate: Candidate, page: SitePage, judge: Judge) -> Judged:
    """A file that a section's label opens, or that its page links. One that is on the matter, while nobody and nothing
    could be told from another in it (columns run together, a drawing), is for a person to read."""
    refused = _not_on_matter(site, candidate.section, page)
    judged = refused or judge(site, candidate, page)
    if refused or not judged.refused or judged.code not in _NOTHING_TOLD:
        return judged
    reason = Text2(
        "Tệp đúng chủ đề, nhưng máy không tách được tên trong đó; cần người mở tệp.",
        "The file is on the matter, but no names could be told in it; a person has to open it.",
    )
    evidence = (site.evidence(page, page.view.blocks[0].xpath, NAME, excerpt=page.view.blocks[0].text),)
    return Judged(0.0, 1.0, "untold", reason, evidence, unknown_kind=Unknown.HUMAN)


def _may_add(site: Site, page: SitePage, judged: Judged) -> bool:
    if judged.refused:
        return judged.code in _CARRIERS or (judged.code == "off_topic" and _is_bare(site, page))
    return judged.earned < 1


def _look_into(site: Site, candidate: Candidate, link: Link, judge: Judge, read: _Read) -> None:
    url = link.url or ""
    page = site.file_page(url)
    if page is not None:
        found = _judge_file(site, replace(candidate, url=url, label=link.label, page_found=page), page, judge)
        (read.refused if found.refused else read.judged).append(found)
    elif is_dead_file(site, url):
        read.refused.append(_DEAD)
    else:
        read.unread += 1


def _of_read_ones(site: Site, page: SitePage, judged: Judged, read: _Read) -> Judged:
    """A page of files alone, none of which serves the section: refused once all of them were seen. The title of an act
    that the page shows stays what it is, without its text."""
    if substance(site, page).pictures or not read.refused:
        return judged
    said = next((each for each in read.refused if each is not _DEAD), _DEAD)
    return replace(judged, unknown=0.0, code="title_only", reason=said.reason) if judged.earned else said


def _with_unread(site: Site, candidate: Candidate, page: SitePage, judged: Judged, link: Link) -> Judged:
    """The page's own grade, or its refusal, where a file that could not be read may say more."""
    if judged.refused and is_clear(candidate) and _is_bare(site, page):
        return _unread(site, page, link)
    if judged.code in _COVERS and substance(site, page).words < COVER_WORDS:
        return _open(judged)
    return judged


def _is_bare(site: Site, page: SitePage) -> bool:
    """A page with hardly more than a link to its file."""
    return substance(site, page).words < _BARE_WORDS and not read_list(site, page).items[_FEW_ENTRIES:]


def _unread(site: Site, page: SitePage, link: Link) -> Judged:
    reason = Text2(
        "Nội dung nằm trong tệp chưa đọc được chữ bên trong.", "The content is in a file whose text was not read."
    )
    return Judged(0.0, 1.0, "unread", reason, (site.evidence(page, link.xpath, NAME, excerpt=link.label),))


def _open(judged: Judged) -> Judged:
    """What is lacking may stand in a file that was not read."""
    reason = Text2(
        f"{judged.reason.vi} Phần còn lại có thể nằm trong tệp chưa đọc được.",
        f"{judged.reason.en} The rest may stand in a file that was not read.",
    )
    return replace(judged, unknown=round(1 - judged.earned, 4), reason=reason)


def _not_on_matter(site: Site, section: str, page: SitePage) -> Judged | None:
    """Why a file cannot serve the section, by what it is about and whose it is."""
    lines = [block.text for block in page.view.blocks]
    head = head_of(lines)
    if other := _other_agency(site, lines):
        return refuse(
            "not_own",
            f"Tệp nói về cơ quan khác (“{other}”), không phải cơ quan này.",
            f"The file is about another body (“{other}”), not this agency.",
        )
    if _is_on_matter(site, section, head, lines) or not passage_of(site, page, section).whole:
        return None
    return refuse(
        "off_topic",
        f"Tệp không nói về mục này (mở đầu: “{head[:80]}”).",
        f"The file is not on the matter (it begins: “{head[:80]}”).",
    )


def _is_on_matter(site: Site, section: str, head: str, lines: Sequence[str]) -> bool:
    """Words of several syllables count; those of one stand in any text. A short text is its own head."""
    told = sum(1.0 for word in topic_of(site, section, fold(head)).words if " " in word)
    short = sum(len(line.split()) for line in lines) <= HEAD_WORDS
    if told >= (1.0 if short else _ON_MATTER):
        return True
    labels = [line for line in head.split("\n") if len(line.split()) <= _LABEL_WORDS]
    found = (match for line in labels for match in site.lexicon.match_label(line))
    return any(match.section == section and match.strength >= _NAMES for match in found)


def title_of(lines: Sequence[str]) -> str:
    """The title of a document: its beginning up to the grounds it cites."""
    head = head_of(lines)
    grounds = _GROUNDS.search(head)
    return head[: grounds.start()] if grounds else head


def _other_agency(site: Site, lines: Sequence[str]) -> str:
    """The body that a document's title names, where nothing in it names this one."""
    if names_own(site, "\n".join(lines)):
        return ""
    return next(filter(None, (other_body(site, [line]) for line in title_of(lines).split("\n"))), "")


_DEAD = refuse(
    "dead_file",
    "Đường dẫn tới tệp có, nhưng tệp không tồn tại hoặc chỉ là trang báo lỗi.",
    "The file is linked, but it is not there, or an error page stands in its place.",
)
