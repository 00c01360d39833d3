"""What a page offers to those who ask: a form, a mail address given for it, a way to follow; and what was answered."""

from dataclasses import dataclass
from itertools import pairwise

from checks.contacts import ContactField, read_contacts
from checks.filler import is_filler
from checks.lists import read_list
from checks.site import Site, SitePage
from domain.text import fold
from pages.view import Form

_QUESTION_FIELDS = ("cau hoi", "noi dung", "y kien", "gop y", "phan anh", "kien nghi", "question", "message", "comment")
_FOLLOW = (
    "tra cuu cau hoi", "tinh trang xu ly", "trang thai xu ly", "tinh trang", "dang xu ly", "chua tra loi",
    "da tiep nhan", "ma cau hoi", "ma so cau hoi", "ma phan anh", "theo doi", "ket qua xu ly",
)  # fmt: skip
FOR_QUESTIONS = ("cau hoi", "gop y", "y kien", "hoi dap", "thac mac")
FOR_PETITIONS = ("phan anh", "kien nghi", *FOR_QUESTIONS)
_ANSWER_SIGNS = ("tra loi", "giai dap", "noi dung giai dap", "phan hoi", "tra loi nhu sau", "y kien nhu sau")
_ANSWER_OPENS = ("ve van de nay", "tra loi ong", "tra loi ba", "tra loi cau hoi", "tra loi ban", "tra loi cong dan")
_LONGEST_BARE_SIGN = 6  # without a colon
_LONGEST_SIGN = 16  # words: "Sau khi nghiên cứu, Phòng Tư pháp huyện trả lời như sau"
_QUESTION_SIGNS = ("hoi", "cau hoi", "nguoi gui", "nguoi hoi", "ban doc hoi", "cong dan hoi", "ong", "ba")
_LEAST_ANSWER_WORDS = 12
_CELLS = " | "  # between the cells of a row read as one line
_FEW_WORDS = 6  # of the answer to a frequent question
_LONGEST_QUESTION = 40
_LEAST_PAIRS = 2


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
    blocks = site.own_blocks(page)
    for index, block in enumerate(blocks):
        told = _behind_sign(block.text)
        if told is None:
            continue
        lines = (told, *(item.text for item in blocks[index + 1 : index + 6] if not item.in_link))
        following = " ".join(line for line in lines if line and not is_filler(line))
        if len(fold(following).split()) >= _LEAST_ANSWER_WORDS:
            return block.xpath, f"{block.text} {following}"
    return None


def frequent(site: Site, page: SitePage) -> tuple[tuple[str, str], ...]:
    """Place and words of questions with the line that answers each right behind, as agencies write them themselves;
    none where there are fewer than two."""
    found: list[tuple[str, str]] = []
    for block, behind in pairwise(block for block in site.own_blocks(page) if fold(block.text)):
        asks = block.text.rstrip().endswith("?") and len(block.text.split()) <= _LONGEST_QUESTION
        tells = not behind.in_link and not behind.text.rstrip().endswith("?") and not is_filler(behind.text)
        if asks and tells and len(fold(behind.text).split()) >= _FEW_WORDS:
            found.append((block.xpath, f"{block.text} {behind.text}"))
    return tuple(found) if len(found) >= _LEAST_PAIRS else ()


def _behind_sign(line: str) -> str | None:
    """What a line says of an answer that begins in it; None where none does. News of somebody who "trả lời phỏng vấn"
    is none: the sign ends the line, stands before a colon, or names who is answered."""
    cell, bar, rest = line.partition(_CELLS)
    if bar and len(fold(cell).split()) <= _LONGEST_BARE_SIGN and fold(cell).endswith(_ANSWER_SIGNS):
        return rest.strip()
    head, colon, behind = line.partition(":")
    folded = fold(head)
    longest = _LONGEST_SIGN if colon else _LONGEST_BARE_SIGN
    signs = any(f" {folded}".endswith(f" {sign}") for sign in _ANSWER_SIGNS)
    if (signs and len(folded.split()) <= longest) or (colon and folded == "dap"):
        return behind.strip()
    return line if fold(line).startswith(_ANSWER_OPENS) else None


def questions(site: Site, page: SitePage) -> bool:
    """The page lists questions: several items that ask, or texts marked as questions."""
    items = read_list(site, page).items
    asking = [item for item in items if "?" in item.text or _says(item.text, _QUESTION_SIGNS)]
    marked = [block for block in site.own_blocks(page) if fold(block.text).startswith(("hoi ", "cau hoi ", "hoi:"))]
    return len(asking) >= 2 or len(marked) >= 2
