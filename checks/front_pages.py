"""Is an address the front page of its host? A system's front shows nothing of one agency (docs/judging.md 4)."""

import re
from urllib.parse import urlsplit

from domain.text import slug_words
from domain.urls import as_path

_ENDING = re.compile(r"\.(?:html?|aspx?|jspx?|php|do)$", re.IGNORECASE)
#: Parts of an address that choose nothing: what systems call their own front, and its language.
_CHOOSE_NOTHING = frozenset(
    ("home", "homepage", "trangchu", "trang", "chu", "index", "default", "main", "portal", "web", "guest", "pages",
     "page", "site", "sites", "p", "vi", "vn", "dvc", "app", "public")
)  # fmt: skip


def is_front(url: str) -> bool:
    """By its path: nothing, or words that only say "home". What has parameters chooses something."""
    parts = urlsplit(as_path(url))
    if parts.query:
        return False
    words = (word for part in parts.path.split("/") for word in slug_words(_ENDING.sub("", part)).split())
    return all(word in _CHOOSE_NOTHING for word in words)
