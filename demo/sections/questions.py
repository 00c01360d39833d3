"""Questions and answers: a list, a page per question, a way to ask."""

from collections.abc import Mapping

from demo.blocks import Block, Cell, Facts, Form, FormField, Item, Items, Page, Prose
from demo.makers.entry import sentence
from demo.portal_data import QuestionsSection
from demo.sections.listing import page_urls, spread
from demo.site import Listing, Site

_STATE = "macauhoi"
_FORM_FIELDS = (
    FormField("hoten", "Họ và tên"),
    FormField("email", "Email"),
    FormField("tieude", "Tiêu đề"),
    FormField("noidung", "Nội dung câu hỏi", "textarea"),
)


def build_questions(site: Site, key: str, section: QuestionsSection) -> None:
    pages = [_question(site, key, section, index) for index in range(section.count)]
    items = []
    for page, question in pages:
        site.add(page)
        items.append(Item(page.title, page.url, page.day if section.dated else None, "", question))
    site.entries[key] = tuple(Listing(page.title, page.url, page, question, "") for page, question in pages)
    if section.states:
        _answer_state(site, key, section)
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


def _answer_state(site: Site, key: str, section: QuestionsSection) -> None:
    """The look-up of a question's state by its number."""
    url = site.section_url(key)

    def answer(question: Mapping[str, str]) -> Page:
        wanted = question.get(_STATE, "").strip()
        known = any(entry.title.startswith(f"Câu hỏi số {wanted}:") for entry in site.entries[key])
        state = (
            "Đã trả lời" if known and section.answered else "Đang xử lý" if known else "Không có câu hỏi mang mã này"
        )
        return Page(url, section.title, (Prose((f"Mã câu hỏi {wanted}: {state}.",)),), "answer", key)

    site.answers[(url, _STATE)] = answer


def _way_to_ask(site: Site, key: str, section: QuestionsSection) -> list[Block]:
    blocks: list[Block] = []
    if section.mail:
        blocks.append(
            Prose((f"Câu hỏi, ý kiến góp ý của tổ chức, cá nhân xin gửi về địa chỉ thư điện tử: {section.mail}",))
        )
    if section.form:
        blocks.append(Form(site.section_url(key), _FORM_FIELDS, section.form, "Gửi câu hỏi", "Gửi câu hỏi"))
    if section.states:
        fields = (FormField(_STATE, "Mã câu hỏi"),)
        blocks.append(Form(site.section_url(key), fields, "get", "Tra cứu", "Tra cứu tình trạng xử lý câu hỏi"))
    return blocks


def _question(site: Site, key: str, section: QuestionsSection, index: int) -> tuple[Page, str]:
    grammar = site.grammar(section.field)
    number = section.count - index + 100 * site.places[key].number
    asked = site.days.back(section.newest + section.lag + index * section.every)
    answered = site.days.back(section.newest + index * section.every)
    rng = site.rng(key, number)
    bound = grammar.bind(rng, "regulation", "unit", "group", "person")
    question = sentence(grammar.expand("{question}", rng, bound))
    title = f"Câu hỏi số {number}: về {bound['regulation']}"
    rows = [("Người hỏi", Cell(bound["person"])), ("Nội dung câu hỏi", Cell(question))]
    if section.dated:
        rows.insert(1, ("Ngày hỏi", Cell(f"{asked:%d/%m/%Y}")))
    if section.answered:
        rows.append(("Đơn vị trả lời", Cell(bound["unit"])))
        if section.dated:
            rows.append(("Ngày trả lời", Cell(f"{answered:%d/%m/%Y}")))
        rows.append(("Trả lời", Cell(grammar.expand("{answer}", rng, bound))))
    if section.states:
        rows.append(("Tình trạng", Cell("Đã trả lời" if section.answered else "Đang xử lý")))
    path = site.addresses.item(site.places[key], number, title, True, answered)
    day = answered if section.dated else None
    blocks = (Facts(tuple(rows)),)
    return Page(site.url(path, section.host), title, blocks, "record", key, site.trail(key), day), question
