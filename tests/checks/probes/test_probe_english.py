"""English introductions and contacts, and what only looks like them."""

from dataclasses import replace

import pytest
from rows import observe_row
from snapshots import HOME, Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.agencies import Kind

INTRO, CONTACTS = "nd43-13-english-intro", "nd43-13-english-contacts"
FUNCTIONS = (
    "<h2>Functions</h2><p>The Ministry of Irrigation is responsible for dykes and reservoirs in the country.</p>"
)
HISTORY = "<h2>History</h2><p>It was established in 1978 and took over rural water supply from another body.</p>"
STRUCTURE = "<h2>Organization</h2><p>The Ministry consists of nine departments, an inspectorate and an office.</p>"
TEL = "<p>Address: 12 Dam street, Ha Noi. Tel: +84 24 3777 1000</p>"
ONE = "<p>Nguyen Van An, Director of the Department of Dams. Tel: 024 3777 1001</p>"
TWO = "<p>Mr. Le Van Binh</p><p>Deputy Minister</p><p>Email: binhlv@moir.gov.vn</p>"


def site_of(content: str | None, entry: str = "<a href='/en'>English</a>", name_en: str = "Ministry of Irrigation"):
    target = make_target(Kind.MINISTRY, "Bộ Thủy lợi")
    target = replace(target, agency=replace(target.agency, name_en=name_en))
    frame = f"<body><nav><a href='/tin'>Tin tức</a>{entry}</nav><main>%s</main>"
    pages: dict[str, str | Served] = {HOME: frame % "<p>Chào mừng.</p>", "/tin": frame % "<p>Tin trong ngày.</p>"}
    if content is not None:
        pages["/en"] = frame % content
    return Site.build(make_snapshot(pages, target), load_lexicon())


INTROS = [
    (FUNCTIONS + HISTORY + STRUCTURE, 1.0, 0.0, "full"),
    (FUNCTIONS, 0.4, 0.0, "some"),
    (FUNCTIONS.replace("Irrigation", "Health"), 0.0, 0.0, "not_own"),
    (
        "<p>Bộ Thủy lợi được thành lập năm 1978, phụ trách đê điều và hồ chứa trong cả nước.</p>",
        0.0,
        0.0,
        "not_english",
    ),
    ("<p>Updating</p>", 0.0, 0.0, "not_english"),
    ("<p>The Ministry of Irrigation welcomes you here.</p>", 0.0, 0.0, "no_intro"),
    (None, 0.0, 1.0, "unfetched"),
]


@pytest.mark.parametrize(("content", "earned", "unknown", "code"), INTROS)
def test_introductions(content: str | None, earned: float, unknown: float, code: str) -> None:
    seen = observe_row(site_of(content), INTRO)
    assert (seen.earned, seen.unknown, seen.code) == (earned, unknown, code), seen.reason.vi


LISTS = [
    (FUNCTIONS + ONE + TWO, 1.0, "full"),
    (FUNCTIONS + ONE, 0.4, "some"),
    (FUNCTIONS + TEL, 0.4, "some"),
    (FUNCTIONS, 0.0, "no_contacts"),
    (FUNCTIONS + ONE.replace("Tel: 024 3777 1001", ""), 0.0, "no_contacts"),
    (FUNCTIONS + "<p>Ông Lê Văn Bình, Thứ trưởng, ĐT: 024 3777 1002</p>", 0.0, "no_contacts"),
]


@pytest.mark.parametrize(("content", "earned", "code"), LISTS)
def test_contacts(content: str, earned: float, code: str) -> None:
    seen = observe_row(site_of(content), CONTACTS)
    assert (seen.earned, seen.code) == (earned, code), seen.reason.vi


ENTRIES = [
    ("", "absent", 0.0),
    ("<a href='#'>English</a>", "not_english", 0.0),
    ("<a href='https://translate.google.com/x'>English</a>", "not_english", 0.0),
    ("<a href=\"javascript:doGTranslate('vi|en')\">English</a>", "not_english", 0.0),
    ("<a href=\"javascript:setLang('en')\">English</a>", "switch", 1.0),
    ("<a href='http://en.moir.com.vn/'>English</a>", "unfetched", 1.0),
]


@pytest.mark.parametrize(("entry", "code", "unknown"), ENTRIES)
def test_entries(entry: str, code: str, unknown: float) -> None:
    seen = observe_row(site_of(None, entry), INTRO)
    assert (seen.code, seen.unknown) == (code, unknown), seen.reason.vi


def test_whose_english_it_is_may_be_a_persons_question() -> None:
    seen = observe_row(site_of(FUNCTIONS.replace("Irrigation", "Health"), name_en=""), INTRO)
    assert (seen.code, seen.unknown_kind.value) == ("whose", "needs_human")
