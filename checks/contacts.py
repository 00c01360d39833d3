"""Contact data read from text: address, telephone, fax, mail; a public provider's mailbox is not official."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.text import clean, fold


class ContactField(StrEnum):
    ADDRESS = "address"
    PHONE = "phone"
    FAX = "fax"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class ContactValue:
    """One value as written, and a key under which equal values are equal."""

    field: ContactField
    text: str
    key: str


_MAIL = re.compile(r"[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{2,63}){1,4}", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\+?84|\(\+?84\)|0|\(0)[\d\s.()\-–]{7,18}\d(?!\d)|(?<!\d)1[89]00[\s.]?\d{2,4}[\s.]?\d{0,2}")
_FAX = re.compile(r"\bfax\b|số\s+fax", re.IGNORECASE)
_PHONE = re.compile(
    r"điện\s*thoại|\bđt\b|\btel\b|\bphone\b|hotline|đường\s+dây\s+nóng|tổng\s+đài|\bdi\s+động\b|\bsđt\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:địa\s*chỉ(?!\s*(?:email|thư|e-mail|mail|web|trang))|trụ\s*sở(?:\s+chính)?|\bđ/c(?=\s*:?\s*(?:số\s*)?\d)|\baddress\b)"
    r"\s*(?:cơ\s+quan\s*)?[:\-–]?[\s|]*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:\b(?:số|so|phố|pho|đường|duong|phường|phuong|xã|xa|quận|quan|huyện|huyen|tỉnh|tinh|thành\s+phố|tp|tổ|khu|thị|ấp|thôn)\b)",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?:số\s*)?\b\d{1,4}[A-Za-z]?(?:[-/]\d{1,4})?,?\s+(?:đường|phố|đại\s+lộ|ngõ)\s+[^\d|;•]{3,60}?,\s*"
    r"(?:phường|xã|thị\s+trấn|quận|huyện|thị\s+xã|thành\s+phố|tp\.?|tỉnh)\s+[^|;•()]{2,80}",
    re.IGNORECASE,
)
#: The same without a word for the street: "12 Lê Lợi, phường 1, thành phố Sơn Hà".
_HOUSE = re.compile(
    r"(?i:số\s*)?\b\d{1,4}[A-Za-z]?(?:[-/]\d{1,4})?,?\s+[A-ZĐ][^\W\d_]*(?:\s+(?:[A-ZĐ][^\W\d_]*|\d{1,2})){0,4},\s*"
    r"(?i:phường|xã|thị\s+trấn|quận|huyện|thị\s+xã|thành\s+phố|tp\.?|tỉnh)\s+[^|;•()]{2,80}"
)
_HAMLET = re.compile(
    r"^(?:ấp|thôn|khu phố|khu|khối|tổ dân phố|tổ|khóm|bản|buôn|tiểu khu)\s+[\w ]{1,20}?,?\s+(?:phường|xã|thị\s+trấn)\s+"
    r"[^|;•():\d–-]{2,60}",
    re.IGNORECASE,
)
_LONGEST_FOOT_LINE = 250
_STOP = re.compile(r"\s*(?:[|;•]|điện\s*thoại|\bđt\b|\btel\b|\bfax\b|e-?mail|website|thư\s+điện\s+tử)", re.IGNORECASE)
_UNREAL = re.compile(
    r"(?:x{3,}|0?123456789|0{6,}|1{6,}|9{7,}|\b(?:abc|xyz)\b|example\.|\b[sS]treet name\b|tên đường|tên phố|"
    r"@(?:your|my)[-_]?(?:domain|company|site|website|e?mail|name|organi[sz]ation|agency|host)\b|"
    r"@(?:domain|company|site|website|email|test|sample|tenmien|congty)\.)",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"\byour[- ]?(?:company|site|website|name|city|address|e?mail|domain|organi[sz]ation|logo|slogan|business|brand"
    r"|title|phone)|\b(?:company|site|website|organi[sz]ation) (?:name|title|slogan)\b|\bslogan goes here\b"
    r"|\bmy (?:site|website|company)\b|\blorem ipsum\b|\b(?:123|000) (?:main )?street\b"
    r"|\btên (?:công ty|đơn vị|cơ quan|website|trang web|tổ chức) (?:của bạn|tại đây|ở đây)",
    re.IGNORECASE,
)
_FALLING = "9876543210"
_RISING = "0123456789"
_LEAST_SAMPLE = 8  # digits in a row, one after the other, that nobody's telephone has


def read_contacts(text: str) -> tuple[ContactValue, ...]:
    """All contact values of a block of text (one line or several), in reading order; made-up ones are left out."""
    values: list[ContactValue] = []
    for line in clean_lines(text):
        values.extend(_mails(line))
        values.extend(_numbers(line))
        values.extend(_addresses(line))
    return tuple(value for value in values if not _is_made_up(value))


def is_sample(line: str) -> bool:
    """A line as a page's template has it before anybody wrote one: "Your company", "123 Street"."""
    return bool(_SAMPLE.search(line))


def _is_made_up(value: ContactValue) -> bool:
    if _UNREAL.search(value.text) or is_sample(value.text):
        return True
    digits = re.sub(r"\D", "", value.text) if value.field in (ContactField.PHONE, ContactField.FAX) else ""
    runs = (digits[at : at + _LEAST_SAMPLE] for at in range(len(digits) - _LEAST_SAMPLE + 1))
    return bool(digits) and (len(set(digits)) == 1 or any(run in _RISING or run in _FALLING for run in runs))


def clean_lines(text: str) -> list[str]:
    return [clean(line) for line in text.splitlines() if line.strip()]


def _mails(line: str) -> list[ContactValue]:
    found = []
    for match in _MAIL.finditer(line):
        address = re.sub(r"\s+", "", re.sub(r"\[at\]|\(at\)", "@", match.group(), flags=re.IGNORECASE)).lower()
        found.append(ContactValue(ContactField.MAIL, address, address))
    return found


def _numbers(line: str) -> list[ContactValue]:
    found = []
    for match in _NUMBER.finditer(line):
        before = line[: match.start()]
        field = _field_before(before)
        if field is not None:
            text = match.group().strip()
            found.append(ContactValue(field, text, phone_key(text)))
    return found


def _field_before(before: str) -> ContactField | None:
    """The label that governs a number: the nearest one before it on its line."""
    fax = max((match.end() for match in _FAX.finditer(before)), default=-1)
    phone = max((match.end() for match in _PHONE.finditer(before)), default=-1)
    if fax < 0 and phone < 0:
        return None
    return ContactField.FAX if fax > phone else ContactField.PHONE


def phone_key(text: str) -> str:
    """Digits without country code, trunk zero; the last seven decide, as area codes have changed."""
    digits = re.sub(r"\D", "", text)
    return digits.removeprefix("84").removeprefix("0")[-7:]


def _addresses(line: str) -> list[ContactValue]:
    match = _ADDRESS.search(line)
    if match is None:
        return _unlabelled(line)
    rest = line[match.end() : match.end() + 200]
    stop = _STOP.search(rest)
    value = (rest[: stop.start()] if stop else rest).strip(" ,.-–:")
    if len(value) < 8 or "@" in value or not (_PLACE.search(value) or re.search(r"\d", value)):
        return []
    return [ContactValue(ContactField.ADDRESS, value, fold(value))]


def _unlabelled(line: str) -> list[ContactValue]:
    """A house number, a street and a place below it say themselves what they are; so does a hamlet and its commune
    that opens a line with a telephone or mail behind them."""
    if len(line) > _LONGEST_FOOT_LINE:
        return []
    match = _STREET.search(line) or _HOUSE.search(clean(line))
    if match is None and (_numbers(line) or _mails(line)):
        match = _HAMLET.search(line)
    if match is None:
        return []
    value = _STOP.split(match.group(), maxsplit=1)[0].strip(" ,.-–:")
    return [ContactValue(ContactField.ADDRESS, value, fold(value))]
