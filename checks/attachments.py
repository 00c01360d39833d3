"""Which links hand out a file: by ending, by the usual download addresses, by their label."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from domain.text import fold
from pages.view import Link

_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|od[tsp]|rtf|tiff?|csv)$", re.IGNORECASE)
_IN_QUERY = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|rtf|tiff?)(?:&|$|%26)", re.IGNORECASE)
_HANDLER = re.compile(
    r"/(?:download|downloads|getfile|get_file|filehandler|downloadfile|taive|tai-ve|tai-file|viewfile|attachments?)(?:[/.?]|$)"
    r"|[?&](?:download|downloadfile|fileid|file_id|attachmentid)=|linkclick\.aspx\?fileticket=",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar)$", re.IGNORECASE)
_LABELS = frozenset(
    fold(label)
    for label in ("tải về", "tải file", "tải tệp", "tải văn bản", "tải xuống", "download", "file đính kèm",
                  "tệp đính kèm", "văn bản đính kèm", "toàn văn")
)  # fmt: skip


@lru_cache(maxsize=65536)  # menus lead to the same addresses from every page
def is_file_address(url: str) -> bool:
    """Whether an address by itself says that it hands out a document."""
    parts = urlsplit(url)
    if _ENDING.search(unquote(parts.path)) or _HANDLER.search(url):
        return True
    if "/documents/" in parts.path and re.search(r"/[0-9a-f]{8}-[0-9a-f]{4}-", parts.path):
        return True  # Liferay's document library
    return bool(_IN_QUERY.search(unquote(parts.query)))


def is_file_link(link: Link) -> bool:
    """Whether a link hands out a document, by its address or by its label."""
    if link.url is None:
        return False
    return is_file_address(link.url) or bool(_LABEL.search(link.label)) or fold(link.label) in _LABELS


def file_urls(links: Iterable[Link]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.url for link in links if link.url and is_file_link(link)))
