"""Documents, directions, drafts and gazette numbers."""

from datetime import timedelta

from demo.days import short
from demo.makers.entry import Bench, Entry, sentence
from domain.agencies import Kind

_LEGAL = {
    Kind.MINISTRY: (("Thông tư", "TT"), ("Thông tư liên tịch", "TTLT")),
    Kind.GOV_AGENCY: (("Quyết định", "QĐ"),),
}
_LEGAL_LOCAL = (("Quyết định", "QĐ"), ("Nghị quyết", "NQ"))
_ADMIN = (("Công văn", ""), ("Kế hoạch", "KH"), ("Thông báo", "TB"), ("Quyết định", "QĐ"))
_DIRECTION = (("Chỉ thị", "CT"), ("Công văn", ""), ("Thông báo kết luận", "TB"), ("Kế hoạch", "KH"))
_HIGHER = (("Công điện", "CĐ-TTg"), ("Chỉ thị", "CT-TTg"), ("Nghị quyết", "NQ-CP"), ("Quyết định", "QĐ-TTg"))


def documents(bench: Bench) -> Entry:
    """A document; option `mix`: both (default), legal, admin."""
    mix = bench.options.get("mix", "both")
    legal = mix == "legal" or (mix == "both" and bench.index % 2 == 0)
    forms = _LEGAL.get(bench.portal.kind, _LEGAL_LOCAL) if legal else _ADMIN
    form, sign = bench.rng.choice(list(forms))
    bound = bench.grammar.bind(bench.rng, "topic", "regulation", "area", "unit", "partner")
    abstract = sentence(bench.phrase("legal_abstract" if legal else "admin_abstract", **bound))
    number = _number(bench, sign, legal)
    effective = short(bench.day + timedelta(days=45)) if legal else ""
    return _paper(bench, form, number, abstract, bench.phrase("agency"), effective, bound["area"])


def directions(bench: Bench) -> Entry:
    """A written direction of the agency's head."""
    form, sign = bench.rng.choice(list(_DIRECTION))
    leader = _head(bench)
    bound = bench.grammar.bind(bench.rng, "topic", "place", "unit", "partner", "agency_short") | {"leader": leader}
    number = _number(bench, sign, legal=False)
    rule = "conclusion_title" if form == "Thông báo kết luận" else "direction_title"
    abstract = sentence(bench.phrase(rule, **bound))
    entry = _paper(bench, form, number, abstract, bench.phrase("agency"), "", bench.phrase("area"))
    body = (f"{form} số {number} ngày {bench.written()} {abstract[:1].lower()}{abstract[1:]}.",)
    return Entry(
        bench.number,
        f"{form} số {number} {abstract[:1].lower()}{abstract[1:]}",
        bench.day,
        bench.hour,
        "",
        body + bench.some("direction_body", 3, bound),
        {**entry.values, "signer": leader},
        entry.author,
    )


def higher_directions(bench: Bench) -> Entry:
    """Directions of the Government and its head, posted by a lower body."""
    form, sign = bench.rng.choice(list(_HIGHER))
    topic = bench.phrase("topic")
    number = f"{bench.rng.randint(5, 90)}/{sign}"
    abstract = f"Của Thủ tướng Chính phủ về {topic}"
    return _paper(bench, form, number, abstract, "Thủ tướng Chính phủ", "", bench.phrase("area"))


def drafts(bench: Bench) -> Entry:
    """A draft open for comment; `day` is the day it was posted."""
    bound = bench.grammar.bind(bench.rng, "regulation", "topic", "unit", "area", "group")
    form = bench.rng.choice(["Dự thảo Thông tư", "Dự thảo Nghị định", "Dự thảo Nghị quyết"])
    if bench.portal.kind not in (Kind.MINISTRY, Kind.GOV_AGENCY):
        form = bench.rng.choice(["Dự thảo Quyết định", "Dự thảo Nghị quyết"])
    title = f"{form} quy định về {bound['regulation']}"
    closing = bench.day + timedelta(days=int(bench.options.get("open_days", "60")))
    values = {
        "title": title,
        "form": form,
        "posted": bench.written(),
        "deadline": short(closing),
        "period": f"{bench.written()} - {short(closing)}",
        "state": "Đang lấy ý kiến" if closing >= bench.days.today else "Đã hết hạn",
        "unit": bound["unit"],
        "address": f"{bound['unit']} - {bench.phrase('agency')}, {bench.phrase('seat')}",
        "mail": bench.phrase("comment_mail"),
        "comments": bench.text("Ý kiến góp ý ({n:0-9})"),
        "abstract": f"Lấy ý kiến {bound['group']} và các tổ chức, cá nhân đối với {title[:1].lower()}{title[1:]}.",
        "file": "Toàn văn dự thảo",
    }
    body = (
        f"Điều 1. Phạm vi điều chỉnh: văn bản này quy định về {bound['regulation']}.",
        f"Điều 2. Đối tượng áp dụng: {bound['group']} và cơ quan, tổ chức, cá nhân có liên quan.",
        f"Điều 3. {sentence(bound['unit'])} có trách nhiệm hướng dẫn, kiểm tra việc thực hiện.",
    )
    return Entry(bench.number, title, bench.day, bench.hour, values["abstract"], body, values)


def gazette(bench: Bench) -> Entry:
    """One number of the provincial gazette with its documents."""
    last = 2 * (bench.number % 100)
    issue = f"{last - 1:02d} + {last:02d}"
    listed = []
    for _ in range(3):
        topic, day = bench.phrase("regulation"), bench.written(bench.day - timedelta(days=bench.rng.randint(4, 12)))
        number = f"Quyết định số {bench.rng.randint(10, 60)}/{bench.year}/QĐ-UBND"
        issuer = f"Ủy ban nhân dân {bench.phrase('territory')}"
        listed.append(f"{number} ngày {day} của {issuer}: Quy định về {topic}")
    values = {
        "issue": f"Công báo số {issue}",
        "issued": bench.written(),
        "documents": "; ".join(listed),
        "file": "Tải về",
    }
    return Entry(bench.number, f"Công báo số {issue} ngày {bench.written()}", bench.day, "", "", tuple(listed), values)


def _head(bench: Bench) -> str:
    """The agency's head with the post."""
    people = bench.portal.leaders
    if bench.owner or not people:
        return bench.leader()
    return f"{people[0].post} {people[0].name}"


def _number(bench: Bench, sign: str, legal: bool) -> str:
    count = bench.rng.randint(3, 60) if legal else bench.rng.randint(100, 2900)
    symbol = bench.portal.symbol
    if not sign:
        return f"{count}/{symbol}-{bench.phrase('office_sign')}"
    return f"{count:02d}/{bench.year}/{sign}-{symbol}" if legal else f"{count}/{sign}-{symbol}"


def _paper(bench: Bench, form: str, number: str, abstract: str, issuer: str, effective: str, area: str) -> Entry:
    head = bench.leader()
    values = {
        "form": form,
        "number": number,
        "issued": bench.written(),
        "effective": effective,
        "abstract": abstract,
        "title": f"{form} số {number} {abstract[:1].lower()}{abstract[1:]}",
        "issuer": issuer,
        "area": sentence(area),
        "signer": head,
        "file": "Tải về",
        "kind": "Văn bản quy phạm pháp luật" if effective else "Văn bản hành chính",
    }
    body = (f"{issuer} ban hành {form} số {number} ngày {bench.written()}. {abstract}.",)
    return Entry(bench.number, f"{form} {number}", bench.day, bench.hour, abstract, body, values)


PAPERS = {
    "documents": documents,
    "directions": directions,
    "higher_directions": higher_directions,
    "drafts": drafts,
    "gazette": gazette,
}
