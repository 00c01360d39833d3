"""What a page offers to those who ask: a form, a mail address given for it, a way to follow; and what was answered."""

import re
from dataclasses import dataclass
from itertools import pairwise

from checks.contacts import ContactField, read_contacts
from checks.filler import is_filler
from checks.lists import read_list
from checks.phrases import Phrases
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import told_lines
from domain.text import clean, fold
from pages.dates import find_dates
from pages.view import CELLS, Block, Form

_FOLLOW = (
    "tra cuu cau hoi", "tinh trang xu ly", "trang thai xu ly", "tinh trang", "dang xu ly", "chua tra loi",
    "da tiep nhan", "ma cau hoi", "ma so cau hoi", "ma phan anh", "theo doi", "ket qua xu ly",
)  # fmt: skip
_SEND = ("gui cau hoi", "dat cau hoi", "gui y kien", "hoi dap truc tuyen", "gui phan anh", "gui gop y", "gui kien nghi")
FOR_QUESTIONS = ("cau hoi", "gop y", "y kien", "hoi dap", "thac mac")
FOR_PETITIONS = ("phan anh", "kien nghi", *FOR_QUESTIONS)
_ANSWER_SIGNS = ("tra loi", "giai dap", "noi dung giai dap", "phan hoi", "tra loi nhu sau", "y kien nhu sau")
_ANSWER_OPENS = ("ve van de nay", "tra loi ong", "tra loi ba", "tra loi cau hoi", "tra loi ban", "tra loi cong dan")
_LONGEST_BARE_SIGN = 6  # without a colon
_LONGEST_SIGN = 16  # words: "Sau khi nghiên cứu, Phòng Tư pháp huyện trả lời như sau"
_QUESTION_SIGNS = Phrases.of(("hỏi", "câu hỏi", "người gửi", "người hỏi", "bạn đọc hỏi", "công dân hỏi"))
_WHO_ASKS = re.compile(r"(?:ông|bà|anh|chị|bạn)\s", re.IGNORECASE)
_ANSWERED_ON = re.compile(
    r"\s*\([^()]{0,80}\)|,?\s*(?:lúc\s+\d{1,2}[:h]\d{0,2}\s*,?\s*)?(?:vào\s+)?ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)
_SIGNED = re.compile(
    r"\(\s*(?:đã\s+)?(?:trả lời|giải đáp|phản hồi)\s+(?:vào\s+)?(?:ngày\s+)?"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[^()]{0,40}\)\s*$",
    re.IGNORECASE,
)  # behind an answer: the day it was given
_PENDING = re.compile(r"chưa trả lời|đang xử lý|chờ trả lời|đang chờ|chưa có câu trả lời", re.IGNORECASE)
_LONGEST_ASKER = 14  # words
_ASKER = re.compile(
    r"(?:kính gửi|kính thưa|tôi |em |cháu |chúng tôi |gia đình|nhà tôi|xin hỏi|xin cho|người (?:gửi|hỏi))",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?:câu\s+)?hỏi\s*(?:\d{1,3}\s*)?[:.)]|(?:câu\s+)?hỏi\s.*\?\s*$", re.IGNORECASE | re.DOTALL)
_ANSWER_LETTERS = frozenset({"dap", "d", "tl"})
_LEAST_ANSWER_WORDS = 12
_LEAST_QUESTION, _LONGEST_QUESTION = 4, 40  # words of a line that asks
_LEAST_FAQ_ANSWER = 6
_HEADINGS = 3  # of a page, that name what it is


@dataclass(frozen=True, slots=True)
class Offer:
    """xpaths of what was found; "" where it is not there."""

    form: str = ""
    follow: str = ""
    mail: str = ""
    mail_address: str = ""


def offer_of(site: Site, page: SitePage, purposes: tuple[str, ...] = FOR_QUESTIONS) -> Offer:
    """What a page offers for sending questions or opinions and following them; `purposes` says what a mail address
    must be given for."""
    form = next((item for item in page.view.forms if takes_question(item)), None)
    follow = next((block for block in site.own_blocks(page) if _says(block.text, _FOLLOW)), None)
    mail_place, mail = _mail_for(site, page, purposes)
    follow_form = next((item.xpath for item in site.own_forms(page) if _says(_said_by(item), _FOLLOW)), "")
    return Offer(
        form=form.xpath if form else "",
        follow=follow.xpath if follow else follow_form,
        mail=mail_place,
        mail_address=mail,
    )


def with_sending_page(site: Site, page: SitePage, offer: Offer) -> Offer:
    """The form often stands one click further, behind "Gửi câu hỏi"."""
    if offer.form:
        return offer
    for link in site.own_links(page):
        if link.url and fold(link.label).startswith(_SEND):
            further = site.page(link.url)
            if further is not None and offer_of(site, further).form:
                return Offer(link.xpath, offer.follow, offer.mail, offer.mail_address)
    return offer


def _said_by(form: Form) -> str:
    return "\n".join((form.text, *(text for field in form.fields for text in (field.label, field.value))))


def takes_question(form: Form) -> bool:
    """A form with room for a question or an opinion: a text area, or a field so named; no log-in."""
    if any(field.type == "password" for field in form.fields):
        return False
    for field in form.fields:
        named = fold(f"{field.label} {field.name}")
        if field.type == "textarea":
            return True
        if field.type in ("text", "") and any(word in named for word in ("cau hoi", "noi dung gop y", "noi dung hoi")):
            return True
    return False


def _mail_for(site: Site, page: SitePage, purposes: tuple[str, ...]) -> tuple[str, str]:
    """A mail address that the page itself gives for a purpose: both stand in one run of text."""
    for block in site.own_blocks(page):
        if not _says(block.text, purposes):
            continue
        for value in read_contacts(block.text):
            if value.field is ContactField.MAIL and not site.lexicon.is_public_mail(value.text):
                return block.xpath, value.text
    return "", ""


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    padded = f" {fold(text)} "
    return any(f" {phrase} " in padded for phrase in phrases)


def answered(site: Site, page: SitePage) -> tuple[str, str] | None:
    """Place and words of a real answer on a page: enough of its own text after a sign that an answer begins."""
    blocks = _with_folded(site, page)
    names = {fold(heading.text) for heading in page.view.headings[:_HEADINGS]}
    for index, block in enumerate(blocks):
        if fold(block.text) in names:
            continue  # "Bạn hỏi - Chúng tôi trả lời" names the section
        told = _behind_sign(block.text)
        if told is None:
            continue
        lines = (told, *(item.text for item in blocks[index + 1 : index + 6] if not item.in_link))
        following = " ".join(line for line in lines if line and not is_filler(line))
        if len(fold(following).split()) >= _LEAST_ANSWER_WORDS:
            return block.xpath, f"{block.text} {following}"
    return None


def behind_question(site: Site, page: SitePage) -> Block | None:
    """A line that may answer: behind the last one that asks, as long as answers are, and not the asker's own words."""
    lines = [block for block in told_lines(site, page) if not block.in_link]
    last = max((place for place, block in enumerate(lines) if "?" in block.text), default=-1)
    if last < 0 or any(_PENDING.search(block.text) for block in lines):
        return None
    return next((block for block in lines[last + 1 :] if _may_answer(block.text)), None)


def _may_answer(line: str) -> bool:
    long = len(fold(line).split()) >= _LEAST_ANSWER_WORDS
    return long and not is_filler(line) and not _ASKER.match(clean(line))


def _with_folded(site: Site, page: SitePage) -> tuple[Block, ...]:
    """The page's own lines, with those that a line which asks keeps folded up behind it until somebody opens it."""
    own = {id(block) for block in site.own_blocks(page)}
    found: list[Block] = []
    asked = False
    for block in page.view.blocks:
        if id(block) in own:
            asked = "?" in block.text
            found.append(block)
        elif block.hidden and asked and not site.in_template(block.xpath, block.text):
            found.append(block)
    return tuple(found)


def _behind_sign(line: str) -> str | None:
    """What a line says of an answer that begins in it; None where none does. News of somebody who "trả lời phỏng vấn"
    is none: the sign ends the line, stands before a colon, names who is answered, or gives the day in brackets."""
    if _SIGNED.search(clean(line)):
        return line
    cell, bar, rest = line.partition(CELLS)
    if bar and len(fold(cell).split()) <= _LONGEST_BARE_SIGN and fold(cell).endswith(_ANSWER_SIGNS):
        return rest.strip()
    head, colon, behind = _ANSWERED_ON.sub("", line).partition(":")
    folded = fold(head)
    longest = _LONGEST_SIGN if colon else _LONGEST_BARE_SIGN
    signs = any(f" {folded}".endswith(f" {sign}") for sign in _ANSWER_SIGNS)
    if (signs and len(folded.split()) <= longest) or (colon and folded in _ANSWER_LETTERS):
        return behind.strip()
    return line if fold(line).startswith(_ANSWER_OPENS) else None


def questions(site: Site, page: SitePage) -> bool:
    """The page lists questions: several items that ask, or texts marked as questions."""
    items = read_list(site, page).items
    asking = [item for item in items if _is_asked(item.text)]
    marked = [block for block in site.own_blocks(page) if _MARKED.match(clean(block.text))]
    return len(asking) >= 2 or len(marked) >= 2 or len(frequent(site, page)) >= 2


def _is_asked(text: str) -> bool:
    """With the sign of a question, a word for one, or who asks it at the beginning; "hội" is no "hỏi"."""
    return "?" in text or _QUESTION_SIGNS.found_in(text) or _WHO_ASKS.match(clean(text)) is not None


def frequent(site: Site, page: SitePage) -> tuple[tuple[Block, Block], ...]:
    """Lines that ask, each with the line behind it that answers: questions which the agency wrote itself."""
    lines = [block for block in _with_folded(site, page) if not block.in_link or block.text.rstrip().endswith("?")]
    return tuple((asked, told) for asked, told in pairwise(lines) if _asks(asked.text) and _answers(told.text))


def asked_by_somebody(site: Site, page: SitePage) -> tuple[tuple[Block, Block], ...]:
    """Lines that ask, each with the answer behind the line that says who asked."""
    lines = [block for block in _with_folded(site, page) if not block.in_link]
    threes = zip(lines, lines[1:], lines[2:], strict=False)
    return tuple(
        (asked, told)
        for asked, who, told in threes
        if _asks(asked.text) and _names_somebody(who.text) and _is_answer(told.text)
    )


def _is_answer(line: str) -> bool:
    """Sentences; the day and the state of a question are none."""
    return (
        clean(line).endswith((".", "!", "…")) and _answers(line) and not _PENDING.search(line) and not find_dates(line)
    )


def _names_somebody(line: str) -> bool:
    """A short line of names: "Công ty TNHH An Bình", "Bà Lê Thị Hoa, Hà Nội"."""
    words = clean(line).rstrip(" :").split()
    capitals = sum(word[0].isupper() for word in words)
    short = 2 <= len(words) <= _LONGEST_ASKER and not line.rstrip().endswith((".", "?", "!"))
    return short and (2 * capitals >= len(words) or _ASKER.match(clean(line)) is not None)


def _asks(line: str) -> bool:
    return clean(line).endswith("?") and _LEAST_QUESTION <= len(fold(line).split()) <= _LONGEST_QUESTION


def _answers(line: str) -> bool:
    return not clean(line).endswith("?") and len(fold(line).split()) >= _LEAST_FAQ_ANSWER and not is_filler(line)
