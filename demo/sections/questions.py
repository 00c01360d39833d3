"""Questions and answers: a list, a page per question, a way to ask."""

from collections.abc import Mapping

from demo.blocks import Block, Cell, Facts, Form, FormField, Item, Items, Page, Prose
from demo.days import short
from demo.makers.entry import sentence
from demo.portal_data import QuestionsSection, QuestionText
from demo.sections.listing import page_urls, spread
from demo.site import Listing, Site

_STATE = "macauhoi"
_FORM_FIELDS = (
    ("hoten", "Họ và tên", "text"),
    ("email", "Email", "text"),
    ("tieude", "Tiêu đề", "text"),
    ("noidung", "Nội dung câu hỏi", "textarea"),
)


def build_questions(site: Site, key: str, section: QuestionsSection) -> None:
    texts = section.entries or tuple(_made(site, key, section, index) for index in range(section.count))
    pages = [_question(site, key, section, text, _number(site, key, len(texts), n)) for n, text in enumerate(texts)]
    items = []
    for page, question in pages:
        site.add(page)
        summary = question if question != page.title else ""
        items.append(Item(page.title, page.url, page.day if section.dated else None, "", summary))
    site.entries[key] = tuple(Listing(page.title, page.url, page, question, "") for page, question in pages)
    if section.states:
        _answer_state(site, key, section, len(texts))
    urls = page_urls(site, key, len(items), section.page_size)
    for url, share, pager in spread(items, urls, section.page_size):
        blocks: list[Block] = [Prose((site.days.fill(section.intro),))] if section.intro else []
        if share:
            blocks.append(Items(tuple(share), style="titles"))
        if len(urls) > 1:
            blocks.append(pager)
        blocks += _way_to_ask(site, key, section)
        site.add(
            Page(url, section.title, tuple(blocks), "list", key, site.trail(key)[:1], head_title=section.head_title)
        )


def _number(site: Site, key: str, count: int, index: int) -> int:
    return count - index + 100 * site.places[key].number


def _answer_state(site: Site, key: str, section: QuestionsSection, count: int) -> None:
    """The look-up of a question's state by its number."""
    url = site.section_url(key)
    numbers = {str(_number(site, key, count, index)) for index in range(count)}

    def answer(question: Mapping[str, str]) -> Page:
        wanted = question.get(_STATE, "").strip()
        known = wanted in numbers
        state = (
            "Đã trả lời" if known and section.answered else "Đang xử lý" if known else "Không có câu hỏi mang mã này"
        )
        return Page(url, section.title, (Prose((f"Mã câu hỏi {wanted}: {state}.",)),), "answer", key)

    site.answers[(url, _STATE)] = answer


def _way_to_ask(site: Site, key: str, section: QuestionsSection) -> list[Block]:
    blocks: list[Block] = []
    called = section.labels.get
    if section.mail:
        line = "Câu hỏi, ý kiến góp ý của tổ chức, cá nhân xin gửi về địa chỉ thư điện tử:"
        blocks.append(Prose((f"{called(line, line)} {section.mail}",)))
    if section.form:
        fields = tuple(FormField(name, called(label, label), kind) for name, label, kind in _FORM_FIELDS)
        send = called("Gửi câu hỏi", "Gửi câu hỏi")
        blocks.append(Form(site.section_url(key), fields, section.form, send, send))
    if section.states:
        state = FormField(_STATE, called("Mã câu hỏi", "Mã câu hỏi"))
        heading = "Tra cứu tình trạng xử lý câu hỏi"
        blocks.append(Form(site.section_url(key), (state,), "get", "Tra cứu", called(heading, heading)))
    return blocks


def _made(site: Site, key: str, section: QuestionsSection, index: int) -> QuestionText:
    grammar = site.grammar(section.field)
    answered = section.newest + index * section.every
    rng = site.rng(key, _number(site, key, section.count, index))
    bound = grammar.bind(rng, "regulation", "unit", "group", "person")
    return QuestionText(
        asker=bound["person"],
        unit=bound["unit"],
        question=sentence(grammar.expand("{question}", rng, bound)),
        answer=grammar.expand("{answer}", rng, bound),
        asked=answered + section.lag,
        answered=answered,
    )


def _question(site: Site, key: str, section: QuestionsSection, text: QuestionText, number: int) -> tuple[Page, str]:
    asked, answered = site.days.back(text.asked), site.days.back(text.answered)
    title = (
        text.question
        if section.naming == "question"
        else f"Câu hỏi số {number}: về {_matter(site, key, section, number)}"
    )
    path = site.addresses.item(site.places[key], number, title, True, answered)
    block = _talk(section, text, short(asked), short(answered))
    if section.style == "facts":
        block = _facts(section, text, short(asked), short(answered))
    url = site.url(path, section.host)
    return Page(
        url, title, (block,), "record", key, site.trail(key), answered if section.dated else None
    ), text.question


def _matter(site: Site, key: str, section: QuestionsSection, number: int) -> str:
    return site.grammar(section.field).pick("regulation", site.rng(key, number))


def _talk(section: QuestionsSection, text: QuestionText, asked: str, answered: str) -> Block:
    when = (f" (gửi ngày {asked})", f" (ngày {answered})") if section.dated else ("", "")
    lines = [f"{text.asker}{when[0]} hỏi: {text.question}"]
    if section.answered:
        lines.append(f"{text.unit} trả lời{when[1]}: {text.answer}")
    return Prose(tuple(lines))


def _facts(section: QuestionsSection, text: QuestionText, asked: str, answered: str) -> Block:
    rows = [("Người hỏi", text.asker), ("Nội dung câu hỏi", text.question)]
    if section.dated:
        rows.insert(1, ("Ngày hỏi", asked))
    if section.answered:
        rows.append(("Đơn vị trả lời", text.unit))
        if section.dated:
            rows.append(("Ngày trả lời", answered))
        rows.append(("Trả lời", text.answer))
    if section.states:
        rows.append(("Tình trạng", "Đã trả lời" if section.answered else "Đang xử lý"))
    return Facts(tuple((section.labels.get(label, label), Cell(value)) for label, value in rows))
