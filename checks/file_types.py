"""What kind of file a name or a media type claims, and what the first bytes say it is."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

_ENDING = re.compile(r"\.(?P<ending>[a-z0-9]{1,5})(?:$|[\"'&;?\s])", re.IGNORECASE)
_NAME_IN_HEAD = re.compile(r"filename\*?\s*=\s*(?:UTF-8'')?[\"']?(?P<name>[^\"';]{1,300})", re.IGNORECASE)

#: What the bytes may be for each ending: office programs open their old and new forms under either name.
_SLIDES = frozenset({"ole", "zip"})
_SHEET = _SLIDES | {"office"}
_TEXT = _SHEET | {"rtf"}
_KINDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("doc", "docx", "rtf", "odt", "dot", "dotx"), _TEXT),
    **dict.fromkeys(("xls", "xlsx", "ods", "xlsm"), _SHEET),
    **dict.fromkeys(("ppt", "pptx", "odp", "pps", "ppsx"), _SLIDES),
    **dict.fromkeys(("tif", "tiff"), frozenset({"tiff"})),
    **dict.fromkeys(("jpg", "jpeg"), frozenset({"jpeg"})),
    "pdf": frozenset({"pdf"}),
    "png": frozenset({"png"}),
    "zip": frozenset({"zip"}),
    "rar": frozenset({"rar"}),
    "7z": frozenset({"7z"}),
    "csv": frozenset({"text"}),
    "txt": frozenset({"text"}),
}
_MEDIA = {
    "application/pdf": "pdf", "application/x-pdf": "pdf", "application/msword": "doc", "application/rtf": "rtf",
    "text/rtf": "rtf", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/zip": "zip", "application/x-zip-compressed": "zip", "application/x-rar-compressed": "rar",
    "application/vnd.rar": "rar", "application/x-7z-compressed": "7z", "image/tiff": "tiff", "image/jpeg": "jpg",
    "image/png": "png", "text/csv": "csv", "text/plain": "txt",
}  # fmt: skip
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"{\\rtf", "rtf"), (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"),
)  # fmt: skip
_PDF_WITHIN = 1024  # readers accept the mark anywhere in the first kilobyte
_MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b",
    re.I | re.S,
)
_XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype)\b", re.I)
#: Word and Excel write HTML and, since 2003, XML under their own endings; pages of SharePoint share
#: the bare prefix, behind a doctype.
_OFFICE = re.compile(
    rb"^\s*<html\b[^>]{0,2000}urn:schemas-microsoft-com:office|urn:schemas-microsoft-com:office:(?:word|excel|powerpoint|spreadsheet)\b|<\?mso-application"
    rb"|schemas\.microsoft\.com/office/word/2003|\bcontent\s*=\s*[\"']?(?:word|excel|powerpoint)\.",
    re.I,
)
_OFFICE_WITHIN = 4096


def claimed_ending(url: str, disposition: str = "", mime: str = "") -> str:
    """The ending that a file goes by, among those known: of its name in the answer's head, of its address, of its
    media type; "" where nothing is claimed."""
    named = _NAME_IN_HEAD.search(disposition)
    for text in (named["name"] if named else "", url):
        endings = [match["ending"].lower() for match in _ENDING.finditer(unquote(text))]
        known = [ending for ending in endings if ending in _KINDS]
        if known:
            return known[-1]
    return _MEDIA.get(mime, "")


def kind_of_bytes(head: bytes) -> str:
    """What the first bytes are: pdf, ole, zip, rar, 7z, rtf, tiff, jpeg, png, office (HTML or XML that an office
    program wrote), markup (a page), xml, text; "" for anything else."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    page, xml = bool(_MARKUP.match(head)), bool(_XML.match(head))
    if (page or xml) and _OFFICE.search(head[:_OFFICE_WITHIN]):
        return "office"
    if page or xml:
        return "markup" if page else "xml"
    return "text" if head.strip() and b"\x00" not in head else ""


def is_what_it_claims(ending: str, head: bytes) -> bool:
    """Whether the bytes are of a kind that goes by this ending; any file will do where nothing is claimed."""
    kind = kind_of_bytes(head)
    if ending:
        return kind in _KINDS[ending]
    return kind not in ("", "markup", "xml", "text")
