"""Do pages and files declare what they are, truthfully, and in formats of the list of standards?

Decree 43/2011 Art. 7(2): the ICT standards for state agencies. The list itself is data, in the requirement's rule.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from checks.absence import trace
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import Capture, CaptureKind
from domain.findings import Evidence, Miss, Text2

NAME = "declared_formats"
_PAGES, _FILES = 20, 12  # looked at, chosen by digest, the front page among them
_HEAD = 2048
_DOCTYPE = re.compile(
    rb"<!doctype\s+html(?:\s+public\s+[\"']([^\"'>]{0,200})[\"'])?(?P<rest>[^>]{0,300})>", re.IGNORECASE
)
_SPACES = re.compile(r"[\s_]+")
_UTF8 = frozenset({"utf8", "unicode-1-1-utf-8"})

#: The bytes a file begins with, in hexadecimal.
Magic = Annotated[str, Field(pattern=r"^([0-9a-f]{2})+$")]


class FileFormat(Params):
    """One format: its media types, and how its content begins (within so many bytes); without `begins`, plain text."""

    media: list[str] = Field(min_length=1)
    begins: list[Magic] = Field(default=[])
    within: int = Field(default=0, ge=0, le=4096)


class FormatsParams(Params):
    """`doctypes`: beginnings of public identifiers, and `html5` for the one without; all in lower case."""

    doctypes: list[str] = Field(min_length=1)
    charsets: list[str] = Field(min_length=1)
    pages: list[str] = Field(min_length=1)
    files: list[FileFormat] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Looked:
    capture: Capture
    fault: Text2 | None


def run(site: Site, params: FormatsParams, _requirement: Requirement) -> Observation:
    looked = [*_pages(site, params), *_files(site, params)]
    if not looked:
        said = Text2("Chưa có trang hay tệp nào đọc được để xét.", "No page and no file could be read.")
        return Observation(NAME, 0.0, 1.0, "unfetched", said)
    faulty = [item for item in looked if item.fault is not None]
    share = round(1 - len(faulty) / len(looked), 6)
    vi = f"{len(looked) - len(faulty)}/{len(looked)} trang và tệp lấy mẫu khai báo đúng chuẩn."
    en = f"{len(looked) - len(faulty)} of {len(looked)} sampled pages and files declare standard formats."
    if faulty and faulty[0].fault is not None:
        vi, en = f"{vi} Ví dụ chưa đạt: {faulty[0].fault.vi}", f"{en} Example: {faulty[0].fault.en}"
    code = "full" if not faulty else "some" if len(faulty) < len(looked) else "absent"
    figures = (("sampled", float(len(looked))), ("faulty", float(len(faulty))))
    searched = trace(site, "", [item.capture.url for item in looked], _misses(faulty)) if faulty else None
    return Observation(NAME, share, 0.0, code, Text2(vi, en), _evidence(site, looked), searched, figures=figures)


def _evidence(site: Site, looked: Sequence[_Looked]) -> tuple[Evidence, ...]:
    good = [item for item in looked if item.fault is None][:2]
    bad = [item for item in looked if item.fault is not None][:3]
    return tuple(
        site.record_evidence(item.capture, NAME, excerpt=item.fault.en if item.fault else "", value=item.capture.mime)
        for item in (*good, *bad)
    )


def _misses(faulty: Sequence[_Looked]) -> list[Miss]:
    return [Miss(item.capture.url, item.capture.mime, 1.0, item.fault) for item in faulty if item.fault is not None]


def _pages(site: Site, params: FormatsParams) -> Iterator[_Looked]:
    sources = [source for page in site.pages if (source := site.source(page)) is not None]
    home = site.home.url if site.home is not None else ""
    for page in sorted(sources, key=lambda each: (each.url != home, each.digest))[:_PAGES]:
        yield _Looked(page.capture, _page_fault(page, site.snapshot.body(page.capture), params))


def _page_fault(page: SitePage, body: bytes, params: FormatsParams) -> Text2 | None:
    media = page.capture.mime
    if media not in params.pages:
        return Text2(f"kiểu nội dung “{media[:60]}”.", f"media type “{media[:60]}”.")
    declared, actual = _charset(page.view.declared_charset), _charset(page.view.charset)
    if declared not in params.charsets:
        return Text2(f"bộ mã khai báo “{declared}”.", f"declared character set “{declared}”.")
    if actual not in params.charsets:
        return Text2(f"khai báo {declared} nhưng dùng {actual}.", f"declares {declared}, but uses {actual}.")
    doctype = _doctype(body)
    if doctype == "html5" and "html5" in params.doctypes:
        return None
    if doctype and doctype != "html5" and doctype.startswith(tuple(params.doctypes)):
        return None
    return Text2(f"loại tài liệu “{doctype}”.", f"document type “{doctype}”.")


def _charset(label: str) -> str:
    name = _SPACES.sub("-", label.strip().lower())[:40]
    return "utf-8" if name in _UTF8 else name


def _doctype(body: bytes) -> str:
    """The public identifier, `html5` where there is none, "" without a document type."""
    head = body[:_HEAD].replace(b"\0", b"")
    found = _DOCTYPE.search(head)
    if found is None:
        return ""
    if found.group(1) is None:
        rest = found.group("rest").strip().lower()
        return "html5" if not rest or b"legacy-compat" in rest else "?"
    return _SPACES.sub(" ", found.group(1).decode("ascii", "replace").strip().lower())


def _files(site: Site, params: FormatsParams) -> Iterator[_Looked]:
    files = {capture.digest: capture for capture in site.snapshot.of(CaptureKind.FILE) if capture.readable}
    for digest in sorted(files)[:_FILES]:
        yield _Looked(files[digest], _file_fault(files[digest], site.snapshot.body(files[digest]), params))


def _file_fault(capture: Capture, body: bytes, params: FormatsParams) -> Text2 | None:
    fits = [form for form in params.files if capture.mime in form.media]
    if not fits:
        return Text2(f"kiểu nội dung “{capture.mime[:60]}”.", f"media type “{capture.mime[:60]}”.")
    if any(_holds(form, body) for form in fits):
        return None
    return Text2(
        f"khai báo {capture.mime} nhưng nội dung không phải.", f"declared {capture.mime}, but the content is not."
    )


def _holds(form: FileFormat, body: bytes) -> bool:
    if not form.begins:
        return b"\0" not in body[:_HEAD]
    return any(body.find(bytes.fromhex(magic), 0, form.within + len(magic) // 2) >= 0 for magic in form.begins)


PROBE = ProbeKind(
    NAME,
    FormatsParams,
    run,
    Text2(
        "Loại tài liệu, bộ mã, kiểu nội dung của các trang và tệp lấy mẫu, so với danh mục tiêu chuẩn.",
        "Document type, character set and media type of sampled pages and files against the list of standards.",
    ),
)
