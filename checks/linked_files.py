"""Sections whose content is a file: what the page says itself is judged first, then the files it links, as pages.

A label is not content, nor is the name of a file: a file serves a section only if its own head, a heading in it, or all
of a short text is on the matter, and if it is not another agency's (law.md 9.5: files count when their text is read).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.attachments import is_file_link
from checks.candidates import Candidate
from checks.dead_files import is_dead_file
from checks.own_names import names_own, other_body
from checks.passages import passage_of
from checks.section import Judge, Judged, refuse
from checks.site import Site, SitePage
from checks.substance import substance
from checks.topics import topic_of
from domain.captures import CaptureKind
from domain.findings import Text2
from domain.text import fold
from pages.view import Link, Region

MOST_FILES = 6
_FRAME = frozenset({Region.HEADER, Region.NAV, Region.FOOTER, Region.ASIDE})
_HEAD_WORDS = 150
_GROUNDS = re.compile(r"^\W*(?:Căn cứ|CĂN CỨ|Theo đề nghị|Xét đề nghị)\b", re.MULTILINE)
_COVER_WORDS = 420  # a page whose own words are fewer may be no more than the cover of its file
#: Refusals that a file of the page may mend, and grades that it may raise.
_CARRIERS = frozenset(
    {"thin", "empty", "no_units", "nobody", "no_contacts", "no_items", "no_schedule", "list", "unread"}
)
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
        if link.url and link.region not in _FRAME and is_file_link(link):
            found.setdefault(link.url, link)
    return tuple(found.values())


def reading_files(judge: Judge) -> Judge:
    """A probe's judge that also takes files for pages: those that a label opens, and those that a page links."""

    def judge_with_files(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        if page.capture.kind is CaptureKind.FILE:
            return _judge_file(site, candidate, page, judge)
        return _with_files(site, candidate, page, judge(site, candidate, page), judge)

    return judge_with_files


def _with_files(site: Site, candidate: Candidate, page: SitePage, judged: Judged, judge: Judge) -> Judged:
    """The page's own grade, or that of one of its files where it says more. What a file that was not read might add
    stays unknown."""
    if page is site.home or not _may_add(judged):
        return judged
    files = content_files(site, page)[:MOST_FILES]
    if not files:
        return judged
    read = _Read([], [])
    for link in files:
        _look_into(site, candidate, link, judge, read)
    best = max(read.judged, key=lambda each: each.worth, default=None)
    if best is not None and best.worth > judged.worth:
        return best if not read.unread or best.earned == 1 else _open(best)
    if judged.code == "unread":
        return _of_read_ones(site, page, judged, read)
    if read.unread and not judged.refused and judged.code in _COVERS and _is_cover(site, page):
        return _open(judged)
    return judged


def _judge_file(site: Site, candidate: Candidate, page: SitePage, judge: Judge) -> Judged:
    """A file that a section's label opens, or that its page links."""
    return _not_on_matter(site, candidate.section, page) or judge(site, candidate, page)


def _may_add(judged: Judged) -> bool:
    if judged.refused:
        return judged.code in _CARRIERS
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
    if read.unread or substance(site, page).pictures or not read.refused:
        return judged
    said = next((each for each in read.refused if each is not _DEAD), _DEAD)
    return replace(judged, unknown=0.0, code="title_only", reason=said.reason) if judged.earned else said


def _is_cover(site: Site, page: SitePage) -> bool:
    return substance(site, page).words < _COVER_WORDS


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
    if other := _other_agency(site, head, lines):
        return refuse(
            "not_own",
            f"Tệp nói về cơ quan khác (“{other}”), không phải cơ quan này.",
            f"The file is about another body (“{other}”), not this agency.",
        )
    if topic_of(site, section, fold(head)).score >= 1 or not passage_of(site, page, section).whole:
        return None
    return refuse(
        "off_topic",
        f"Tệp không nói về mục này (mở đầu: “{head[:80]}”).",
        f"The file is not on the matter (it begins: “{head[:80]}”).",
    )


def head_of(lines: Sequence[str]) -> str:
    """The beginning of a document: what it is and what it is about."""
    kept: list[str] = []
    left = _HEAD_WORDS
    for line in lines:
        words = line.split()
        kept.append(" ".join(words[:left]))
        left -= len(words)
        if left <= 0:
            break
    return "\n".join(kept)


def title_of(lines: Sequence[str]) -> str:
    """The title of a document: its beginning up to the grounds it cites."""
    head = head_of(lines)
    grounds = _GROUNDS.search(head)
    return head[: grounds.start()] if grounds else head


def _other_agency(site: Site, head: str, lines: Sequence[str]) -> str:
    if names_own(site, "\n".join(lines)):
        return ""
    return other_body(site, [head])


_DEAD = refuse(
    "dead_file",
    "Đường dẫn tới tệp có, nhưng tệp không tồn tại hoặc chỉ là trang báo lỗi.",
    "The file is linked, but it is not there, or an error page stands in its place.",
)
