"""Rules on personal data, in the portal's own voice and near the home page. Circular 25/2010 Art. 11.

Full: they say how data are processed and with whom they are shared. A general page of terms is some. Where no form asks
for personal data, whether rules are due is a person's question: not seeing a form proves nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pydantic import Field

from checks.absence import unknown
from checks.candidates import Candidate
from checks.judged import AT_HOME, Judged, refuse
from checks.observations import FULL, SOME, Observation, Unknown
from checks.other_bodies import other_body
from checks.own_names import names_own
from checks.passages import names
from checks.phrases import Phrases
from checks.probe_kind import Params, ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance, told_lines
from checks.topics import is_article
from domain.findings import Evidence, Text2
from domain.text import fold
from pages.view import Form

NAME = "privacy_rules"
_MIN_WORDS = 20
_CLICKS = 2
_CLEAR, _OWN_NAME = 0.8, 0.9
_ENTRIES = frozenset({"label", "alt", "title"})
_SEVERAL_TERMS = 2
_ASKED = 2  # different personal data that make a form one that collects them; one will do beside room for a message
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\d]+")
_OUTSIDERS = ("company",)


class PrivacyPart(Params):
    """One part of the rules: found when any of its phrases stands in the text. `alone`: labels of a form's field that
    say it only where nothing stands beside them ("Tên", not "Tên sản phẩm")."""

    name: str
    any_of: tuple[str, ...] = Field(min_length=1)
    alone: tuple[str, ...] = ()


class PrivacyParams(SectionParams):
    """`subject`: what the rules are on; `voice`: how a portal speaks of itself; `processing`, `sharing`: the parts that
    full rules have; `terms`: what a general page of terms speaks of; `law`: how texts
    on the law speak; `personal`: fields that ask for personal data."""

    subject: tuple[str, ...] = Field(min_length=1)
    voice: tuple[str, ...] = Field(min_length=1)
    processing: tuple[PrivacyPart, ...] = Field(min_length=1)
    sharing: tuple[str, ...] = Field(min_length=1)
    terms: tuple[str, ...] = Field(min_length=1)
    law: tuple[str, ...] = ()
    personal: tuple[PrivacyPart, ...] = Field(min_length=1)


def run(site: Site, params: PrivacyParams, _requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, params)

    seen = judge_section(site, params.section, NAME, judge)
    if seen.earned > 0 or seen.unknown > 0:
        return seen
    form = _collecting(site, params)
    if form is None:
        said = Text2(
            f"{seen.reason.vi} Không thấy biểu mẫu nào thu thập dữ liệu cá nhân; cần người xác nhận cổng có thu thập "
            "hay không.",
            f"{seen.reason.en} No form that asks for personal data was seen; whether the portal collects any is for a "
            "person to confirm.",
        )
        return unknown(NAME, "none_collected", said, searched=seen.searched, kind=Unknown.HUMAN)
    said = Text2(
        f"{seen.reason.vi} Cổng có biểu mẫu hỏi dữ liệu cá nhân.",
        f"{seen.reason.en} A form of the portal asks for personal data.",
    )
    return replace(seen, reason=said, evidence=(*seen.evidence, form))


def _judge(site: Site, candidate: Candidate, page: SitePage, params: PrivacyParams) -> Judged:
    if page is site.home:
        return AT_HOME
    held = substance(site, page)
    if not held.real:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    files = tuple(text for url in held.files if (text := site.file_text(url)) is not None and text.words)
    lines = [block.text for block in told_lines(site, page) if not block.in_link]
    if files:
        lines += [line for text in files for line in text.text.splitlines()]
    elif held.unread:
        place = held.pictures[0].xpath if held.pictures else held.xpath
        evidence = (site.evidence(page, place, NAME, excerpt=candidate.label, confidence=0.6),)
        said = Text2("Quy định nằm trong ảnh hoặc tệp, chưa đọc được.", "The rules are a picture or a file, not read.")
        return Judged(0.0, 1.0, "unread", said, evidence)
    return _refused(site, candidate, page, lines, params) or _graded(site, candidate, page, lines, params)


def _refused(
    site: Site, candidate: Candidate, page: SitePage, lines: Sequence[str], params: PrivacyParams
) -> Judged | None:
    text = "\n".join(lines)
    if any(field.type == "password" for form in site.own_forms(page) for field in form.fields):
        return refuse("login", "Trang là trang đăng nhập.", "The page is a log-in.")
    if is_article(site, candidate, page):
        return refuse("stray", "Trang là một bài tin, không phải quy định của cổng.", "An article, no rules.")
    words = len(fold(text).split())
    if words < _MIN_WORDS:
        return refuse("thin", f"Trang chỉ có {words} chữ.", f"The page has only {words} words.")
    if _is_others(site, lines, text):
        return refuse("not_own", "Đây là quy định của tổ chức khác.", "These are somebody else's rules.")
    given = _is_given_as_rules(site, candidate, page, text, params) or _are_terms(candidate, text, params)
    if not given and not _own_voice(site, lines, params):
        return refuse(
            "no_voice",
            "Trang không nêu cổng này xử lý thông tin của người dùng thế nào.",
            "The page does not say what this portal does with its users' data.",
        )
    return None


def _is_others(site: Site, lines: Sequence[str], text: str) -> bool:
    """Another agency's rules, or a company's: they name somebody else and not this agency."""
    if names_own(site, text) and site.target.agency.name:
        return False
    signs = [fold(sign) for group in _OUTSIDERS for sign in site.lexicon.words.agencies.others.get(group, ())]
    folded = f" {fold(text)} "
    return bool(other_body(site, lines)) or any(f" {sign} " in folded for sign in signs)


def _own_voice(site: Site, lines: Sequence[str], params: PrivacyParams) -> bool:
    """A line in which the portal speaks of itself and of what it does with data, or of the terms of its use."""
    voice = Phrases.of(params.voice)
    parts = [part.any_of for part in params.processing]
    matter = Phrases.of(
        (*params.subject, *params.sharing, *params.terms, *(phrase for part in parts for phrase in part))
    )
    return any(matter.found_in(line) and (voice.found_in(line) or _names_itself(site, line)) for line in lines)


def _is_given_as_rules(site: Site, candidate: Candidate, page: SitePage, text: str, params: PrivacyParams) -> bool:
    """Rules that leave out whose they are: an entry of the portal and the page itself call them so, they tell both
    processing and sharing, and do not retell a law."""
    parts = [part.any_of for part in params.processing]
    full = Phrases.of(params.sharing).found_in(text) and any(Phrases.of(part).found_in(text) for part in parts)
    headings = [heading.text for heading in site.own_headings(page)[:2]]
    called = not headings or any(names(site, heading, params.section) for heading in headings)
    return candidate.strength >= _OWN_NAME and full and called and not Phrases.of(params.law).found_in(text)


def _are_terms(candidate: Candidate, text: str, params: PrivacyParams) -> bool:
    """Terms of use that leave out whose they are: behind an entry of that name, on several things that such terms set,
    and no retelling of a law."""
    named = candidate.how in _ENTRIES and Phrases.of(params.terms).found_in(candidate.label)
    told = sum(Phrases.of((term,)).found_in(text) for term in params.terms)
    return named and told >= _SEVERAL_TERMS and not Phrases.of(params.law).found_in(text)


def _names_itself(site: Site, line: str) -> bool:
    return bool(site.target.agency.name) and names_own(site, line)


def _graded(site: Site, candidate: Candidate, page: SitePage, lines: Sequence[str], params: PrivacyParams) -> Judged:
    text = "\n".join(lines)
    processed = [part.name for part in params.processing if Phrases.of(part.any_of).found_in(text)]
    shared = Phrases.of(params.sharing).found_in(text)
    evidence = (_evidence(site, page, params),)
    if not _is_on_data(candidate, text, params):
        if Phrases.of(params.terms).found_in(text):
            said = Text2("Chỉ có trang điều khoản sử dụng chung.", "Only a general page of terms of use.")
            return Judged(SOME, 0.0, "terms_only", said, evidence)
        return refuse("off_topic", "Trang không nói về thông tin cá nhân.", "The page is not on personal data.")
    if not processed or not shared:
        vi = "việc chia sẻ" if processed else "việc xử lý"
        en = "how data are shared" if processed else "how data are processed"
        said = Text2(f"Có nói về thông tin cá nhân nhưng không nêu {vi}.", f"On personal data, but not {en}.")
        return Judged(SOME, 0.0, "some", said, evidence)
    clicks = _clicks(site, candidate, page)
    if clicks > _CLICKS:
        said = Text2("Có quy định nhưng cách trang chủ hơn hai lần bấm.", "Rules more than two clicks from the home.")
        return Judged(SOME, 0.0, "far", said, evidence)
    said = Text2(
        f"Quy định nêu {', '.join(processed)} và chia sẻ dữ liệu, cách trang chủ {clicks} lần bấm.",
        f"Rules on processing ({', '.join(processed)}) and sharing, {clicks} clicks from the home page.",
    )
    return Judged(FULL, 0.0, "full", said, evidence)


def _is_on_data(candidate: Candidate, text: str, params: PrivacyParams) -> bool:
    """The text speaks of personal data by that name, or names some under a label that says so."""
    if Phrases.of(params.subject).found_in(text):
        return True
    return candidate.strength >= _CLEAR and any(Phrases.of(part.any_of).found_in(text) for part in params.personal)


def _clicks(site: Site, candidate: Candidate, page: SitePage) -> int:
    """Clicks from the home page as the read pages show them."""
    home = site.home
    if home is None:
        return _CLICKS + 1
    if _links_to(home, page):
        return 1
    first = (site.page(link.url) for link in home.view.links if link.url and not link.hidden)
    near = {found.url: found for found in (candidate.page, *first) if found is not None and found is not home}
    return 2 if any(_links_to(found, page) for found in near.values() if _links_to(home, found)) else 3


def _links_to(source: SitePage, page: SitePage) -> bool:
    return any(
        link.url in (page.url, page.capture.requested, *page.capture.redirects)
        for link in source.view.links
        if link.url and not link.hidden
    )


def _evidence(site: Site, page: SitePage, params: PrivacyParams) -> Evidence:
    wanted = Phrases.of((*params.sharing, *params.subject, *params.terms))
    lines = told_lines(site, page)
    block = next((block for block in lines if wanted.found_in(block.text)), lines[0] if lines else None)
    return site.evidence(page, block.xpath if block else "/html", NAME, excerpt=block.text if block else page.url)


def _collecting(site: Site, params: PrivacyParams) -> Evidence | None:
    """A form of the portal that asks for personal data."""
    for page in site.pages:
        for form in page.view.forms:
            asked = _personal(form, params)
            if len(asked) >= _ASKED or (asked and any(field.type == "textarea" for field in form.fields)):
                return site.evidence(
                    page, form.xpath, NAME, excerpt=form.text or ", ".join(asked), value=", ".join(asked)
                )
    return None


def _personal(form: Form, params: PrivacyParams) -> tuple[str, ...]:
    shown = [field for field in form.fields if field.type not in ("hidden", "submit", "button", "search")]
    said = "\n".join(f"{field.label} | {_CAMEL.sub(' ', field.name)}" for field in shown)
    labels = {fold(text) for field in shown for text in (field.label, field.name)}
    return tuple(
        part.name
        for part in params.personal
        if Phrases.of(part.any_of).found_in(said) or any(fold(label) in labels for label in part.alone)
    )


PROBE = ProbeKind(
    NAME,
    PrivacyParams,
    run,
    Text2(
        "Quy định của cổng về thông tin cá nhân: xử lý, chia sẻ thế nào, cách trang chủ mấy lần bấm.",
        "The portal's rules on personal data: how they are processed and shared, how near to the home page.",
    ),
)
