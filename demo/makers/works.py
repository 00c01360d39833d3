"""Projects, tenders, land auctions, science topics and their results, statistics."""

from datetime import timedelta

from demo.days import short
from demo.makers.entry import Bench, Entry, sentence

_STATES = ("Đang chuẩn bị đầu tư", "Đang triển khai", "Đã hoàn thành")


def projects(bench: Bench) -> Entry:
    bound = bench.grammar.bind(bench.rng, "place", "area", "unit", "partner")
    name = sentence(bench.phrase("project", **bound))
    start = bench.year - bench.rng.randint(0, 3)
    loan = bench.index % 4 == 3
    values = {
        "name": f"Dự án {name[:1].lower()}{name[1:]}",
        "goal": f"Nâng cao năng lực phục vụ quản lý trong lĩnh vực {bound['area']} tại {bound['place']}",
        "field": sentence(bound["area"]),
        "type": bench.rng.choice(["Nhóm B", "Nhóm C"]),
        "time": f"{start} - {start + bench.rng.randint(2, 4)}",
        "funds": bench.text("{n:12-480} tỷ đồng"),
        "funding": "Vốn vay ODA" if loan else "Vốn ngân sách nhà nước",
        "donor": "Quỹ Phát triển khu vực" if loan else "Ngân sách nhà nước",
        "status": _STATES[bench.index % 3],
        "owner": bound["unit"],
        "posted": bench.written(),
        "file": "Tải về",
    }
    body = (f"{values['name']}. {values['goal']}. Chủ đầu tư: {bound['unit']}.",)
    return Entry(bench.number, values["name"], bench.day, bench.hour, values["goal"], body, values)


def tenders(bench: Bench) -> Entry:
    bound = bench.grammar.bind(bench.rng, "place", "area", "unit", "company")
    name = sentence(bench.phrase("project", **bound))
    done = bench.index % 3 == 2
    head = "Kết quả lựa chọn nhà thầu" if done else "Thông báo mời thầu"
    title = f"{head} gói thầu số {bench.rng.randint(1, 9)} thuộc dự án {name[:1].lower()}{name[1:]}"
    closing = bench.day + timedelta(days=20)
    values = {
        "title": title,
        "name": title,
        "posted": bench.written(),
        "closing": f"09 giờ 00, ngày {short(closing)}",
        "funds": bench.text("{n:1-45} tỷ đồng"),
        "funding": "Vốn ngân sách nhà nước",
        "time": bench.text("{n:90-360} ngày"),
        "owner": bound["unit"],
        "field": sentence(bench.rng.choice(["Xây lắp", "Mua sắm hàng hóa", "Tư vấn"])),
        "status": "Đã có kết quả" if done else "Đang mời thầu",
        "file": "Tải về",
    }
    winner = f" Nhà thầu trúng thầu: {bound['company']}." if done else ""
    body = (
        f"{bound['unit']} {'công bố kết quả lựa chọn nhà thầu' if done else 'mời các nhà thầu quan tâm tham dự'} "
        f"{title[:1].lower()}{title[1:]}.{winner}",
        f"Giá gói thầu: {values['funds']}; nguồn vốn: ngân sách nhà nước; hình thức lựa chọn: đấu thầu rộng rãi.",
        f"Thời điểm đóng thầu: {values['closing']}. Hồ sơ mời thầu được phát hành tại {bound['unit']}.",
    )
    return Entry(bench.number, title, bench.day, bench.hour, "", body, values)


def auctions(bench: Bench) -> Entry:
    """Sales of assets: not tenders, though they stand under the same menu."""
    place = bench.phrase("place")
    title = bench.text(f"Thông báo đấu giá quyền sử dụng đất {{n:3-30}} lô tại {place}")
    body = (
        f"Tổ chức đấu giá tài sản thông báo bán đấu giá quyền sử dụng đất tại {place}.",
        bench.text("Giá khởi điểm: {n:300-900} triệu đồng/lô. Thời gian xem tài sản: trong giờ hành chính."),
    )
    return Entry(bench.number, title, bench.day, bench.hour, "", body, {"title": title, "posted": bench.written()})


def auctioneers(bench: Bench) -> Entry:
    """Notices that choose an auctioneer: some other supplier."""
    title = f"Thông báo lựa chọn tổ chức đấu giá tài sản tại {bench.phrase('place')}"
    body = ("Tiêu chí: có cơ sở vật chất, trang thiết bị bảo đảm; hồ sơ nộp trong giờ hành chính.",)
    return Entry(bench.number, title, bench.day, bench.hour, "", body, {"title": title, "posted": bench.written()})


def topics(bench: Bench) -> Entry:
    bound = bench.grammar.bind(bench.rng, "place", "area", "science_unit", "person")
    name = bench.phrase("science", **bound)
    start = bench.year - bench.rng.randint(0, 1)
    values = {
        "code": f"ĐT.{bench.number % 100:02d}/{start % 100:02d}",
        "name": name,
        "level": bench.phrase("science_level"),
        "field": sentence(bound["area"]),
        "unit": bound["science_unit"],
        "lead": f"TS. {bound['person']}",
        "time": f"{start} - {start + 2}",
        "posted": bench.written(),
    }
    return Entry(bench.number, name, bench.day, "", "", (f"Đề tài {values['code']}: {name}.",), values)


def results(bench: Bench) -> Entry:
    """Reports of accepted topics: synthesis and application in turns; option `only` keeps one kind."""
    name = bench.phrase("science", place=bench.phrase("place"))
    kind = bench.options.get("only", "application" if bench.index % 2 else "synthesis")
    head = "Báo cáo tổng hợp kết quả đề tài" if kind == "synthesis" else "Báo cáo kết quả triển khai, áp dụng đề tài"
    title = f"{head}: {name}"
    body = (
        f"{head} “{name}”. Đề tài được Hội đồng khoa học nghiệm thu ngày {bench.written()}, xếp loại khá.",
        f"Kết quả chính: {bench.phrase('science_result')}",
        f"Kết quả được chuyển giao cho {bench.phrase('unit')} áp dụng tại {bench.phrase('place')}.",
    )
    values = {"title": title, "name": name, "accepted": bench.written(), "posted": bench.written(), "file": "Tải về"}
    return Entry(bench.number, title, bench.day, bench.hour, "", body, values)


def statistics(bench: Bench) -> Entry:
    """Figures of the field. Option `full`: with method, analysis and survey time; else figures only."""
    subject = bench.phrase("statistic")
    quarter = (bench.day.month - 1) // 3 or 4
    year = bench.year if bench.day.month > 3 else bench.year - 1
    title = f"{subject} quý {quarter} năm {year}"
    rows = tuple(
        bench.text(f"{place}: {{n:120-980}} (kỳ trước: {{n:120-980}})") for place in bench.grammar.rules["place"]
    )
    body: tuple[str, ...] = (f"Số liệu: {'; '.join(rows)}.",)
    if bench.options.get("full") == "yes":
        unit = bench.phrase("unit")
        body = (
            f"Báo cáo thống kê: {title[:1].lower()}{title[1:]}. {unit} tổng hợp, công bố ngày {bench.written()}.",
            *body,
            "Phương pháp thống kê: điều tra chọn mẫu kết hợp báo cáo định kỳ của các đơn vị cơ sở.",
            f"Thời gian thực hiện điều tra: từ ngày 01 đến ngày 20 tháng cuối quý {quarter} năm {year}.",
            f"Phân tích số liệu: {bench.phrase('figure')} So với cùng kỳ, chỉ tiêu chung tăng, "
            "nhưng tăng không đều giữa các địa bàn.",
        )
    values = {"title": title, "posted": bench.written(), "period": f"Quý {quarter}/{year}", "file": "Tải về"}
    return Entry(bench.number, title, bench.day, bench.hour, "", body, values)


WORKS = {
    "projects": projects,
    "tenders": tenders,
    "auctions": auctions,
    "auctioneers": auctioneers,
    "topics": topics,
    "results": results,
    "statistics": statistics,
}
