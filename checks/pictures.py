"""Pictures that are content of a page, told from its icons, banners and buttons."""

import re
from collections import Counter

from checks.filler import is_placeholder
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from domain.text import slug_words
from pages.view import FRAME_REGIONS, Image

_DECOR = re.compile(
    r"\b(?:icons?|logo|banner|spacer|blank|arrow|bullet|dot|btn|button|print|email|mail|share|facebook|twitter|zalo|"
    r"youtube|rss|new|hot|search|home|bg|background|line|pixel|loading|transparent|next|prev|back|top|quoc huy|"
    r"qr|captcha|avatar default|no image|noimage|default|pdf|doc|word|excel|xls|zip|rar|download|file|calendar|clock|"
    r"star|rating|like|vote|flag|en|vn|vi|fgimg|weather|counter)\b"
)
_RECURS = 3


def own_pictures(site: Site, page: SitePage) -> tuple[Image, ...]:
    """Pictures of the page's own content: not in its frame, not on several pages, not named like decoration."""
    counts = _counts(site)
    least = max(_RECURS, round(0.1 * len(site.pages)))
    return tuple(
        image
        for image in page.view.images
        if image.region not in FRAME_REGIONS and image.src and counts[image.src] < least and not _says_nothing(image)
    )


def recurs(site: Site, image: Image) -> bool:
    """Whether several pages show the picture: it may belong to their frame, whatever the markup says."""
    return bool(image.src) and _counts(site)[image.src] >= _RECURS


def _says_nothing(image: Image) -> bool:
    """Decoration, or the sign "under construction"."""
    name = slug_words(image.name)
    told = (name.rpartition(" ")[0] or name, image.alt, image.title)
    return bool(_DECOR.search(name)) or any(is_placeholder(text) for text in told)


@once_per_site
def _counts(site: Site) -> Counter[str]:
    """How many pages show each picture."""
    counts: Counter[str] = Counter()
    for page in site.pages:
        counts.update({image.src for image in page.view.images})
    return counts
