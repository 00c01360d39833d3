"""Crawler traps told by their address: endless nesting, changing tokens, calendars walking away, swollen queries.

Recognised, not just capped (docs/judging.md 11): a plain cap would cut honest deep pages and still waste the budget.
"""

import re
from datetime import date
from urllib.parse import unquote, urlsplit

#: Too short to nest, without parameters or dates: most addresses of a portal.
_HARMLESS = re.compile(r"https?://[^/?#;]+(?:/[^/?#;!()~]*){0,2}")
_MAX_DEPTH = 15
_MAX_PARAMETERS = 25  # one page of a Liferay portlet needs a dozen
_FIRST_YEAR = 1997  # the first year of Vietnam's open Internet: no portal has an agenda before it
_YEARS_AHEAD = 2
_LAST_YEAR = 2050  # when the day is not known
_CALENDAR_WORD = re.compile(
    r"calendar|lich|schedule|agenda|event|su-?kien|month|thang|week|tuan|day|ngay|date|archive|luu-?tru", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}")
_YEAR_KEY = re.compile(r"^(?:[a-z0-9_.$-]*[_.$-])?(?:y|yr|year|nam|yyyy|calyear|iyear|selectedyear)$", re.IGNORECASE)
_DATE_KEY = re.compile(
    r"^(?:[a-z0-9_.$-]*[_.$-])?(?:date|day|ngay|month|thang|week|tuan|cal|calendar|calmonth|calendardate|from|to|tungay|denngay"
    r"|start|end|view_?date|selecteddate|ym|mdate)$",
    re.IGNORECASE,
)
_DATE_VALUE = re.compile(
    r"^(?:(?P<y1>\d{4})[-/._]?(?:\d{1,2})?(?:[-/._]?\d{1,2})?|\d{1,2}[-/._](?:\d{1,2}[-/._])?(?P<y2>\d{4}))$"
)
_PATH_DATE = re.compile(
    r"/(?P<year>(?:1[0-9]|2[0-9])\d\d)[/-](?:0?[1-9]|1[0-2])(?:[/-](?:0?[1-9]|[12]\d|3[01]))?(?=/|$)"
)
_TOKEN_KEY = re.compile(
    r"sess|token|ticket|nonce|csrf|viewstate|eventvalidation|_afr|_adf|wicket|conversation|windowid|\bexecution\b|captcha",
    re.IGNORECASE,
)
_TOKEN_VALUE = re.compile(r"(?=.*\d)[A-Za-z0-9+/=_.!~-]{12,}|\d{9,}|e\d+s\d+")
_PATH_TOKEN = re.compile(r"/\([A-Z]\([^)]{6,}\)\)|;[a-z]*sess[a-z]*=|/~?sid[-_=]\w{10,}", re.IGNORECASE)


Pairs = list[tuple[str, str]]  # query parameters, as written


def trap_signs(url: str, today: date | None = None) -> str | None:
    """The name of the trap an address looks like: "nesting", "depth", "session", "parameters", "calendar"; else None.

    With `today` (the audit's day) a calendar may walk two years ahead; without, to 2050.
    """
    if _HARMLESS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    pairs: Pairs = [pair.partition("=")[::2] for pair in parts.query.split("&") if pair]
    named = _path_trap(parts.path) or _query_trap(parts.query, pairs)
    if named or not _YEAR.search(url):
        return named
    last = today.year + _YEARS_AHEAD if today else _LAST_YEAR
    years = _calendar_years(parts.path, pairs)
    return "calendar" if any(not _FIRST_YEAR <= year <= last for year in years) else None


def _path_trap(path: str) -> str | None:
    segments = [segment for segment in path.split("/") if segment]
    if _nested(segments):
        return "nesting"
    if len(segments) > _MAX_DEPTH:
        return "depth"
    return "session" if _PATH_TOKEN.search(path) else None


def _query_trap(query: str, pairs: Pairs) -> str | None:
    if _TOKEN_KEY.search(unquote(query)) and any(_is_token(key, value) for key, value in pairs):
        return "session"
    repeated = len({key for key, _ in pairs}) * 2 < len(pairs) - 4
    return "parameters" if repeated or len(pairs) > _MAX_PARAMETERS else None


def _nested(segments: list[str]) -> bool:
    """A segment three times, or a run of segments repeated at once: /a/b/a/b/."""
    lowered = [segment.lower() for segment in segments]
    if len(set(lowered)) == len(lowered):
        return False
    if any(lowered.count(segment) >= 3 for segment in set(lowered) if not segment.isdigit()):
        return True
    for width in range(2, len(lowered) // 2 + 1):
        for start in range(len(lowered) - 2 * width + 1):
            if lowered[start : start + width] == lowered[start + width : start + 2 * width]:
                return True
    return False


def _is_token(key: str, value: str) -> bool:
    return bool(_TOKEN_KEY.search(unquote(key)) and _TOKEN_VALUE.fullmatch(unquote(value)))


def _calendar_years(path: str, pairs: Pairs) -> list[int]:
    """Years that the address walks to, where it is a calendar's."""
    years = []
    keys = {unquote(key).lower() for key, _ in pairs}
    about_time = bool(_CALENDAR_WORD.search(path)) or any(_DATE_KEY.match(key) for key in keys)
    for raw_key, raw_value in pairs:
        key, value = unquote(raw_key), unquote(raw_value)
        if _YEAR_KEY.match(key) and re.fullmatch(r"\d{1,5}", value) and about_time:
            years.append(int(value))
        elif _DATE_KEY.match(key):
            match = _DATE_VALUE.match(value)
            if match:
                years.append(int(match["y1"] or match["y2"]))
    match = _PATH_DATE.search(path)
    if match and _CALENDAR_WORD.search(path):
        years.append(int(match["year"]))
    return years
