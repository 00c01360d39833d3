"""Procedures and online services with the eleven fields of Circular 32/2017 Art. 5(1)."""

from demo.makers.entry import Bench, Entry, sentence

_STEPS = (
    "Bước 1: Tổ chức, cá nhân chuẩn bị hồ sơ. Bước 2: Nộp hồ sơ. "
    "Bước 3: Cơ quan kiểm tra, thẩm định. Bước 4: Nhận kết quả."
)
_BANDS = {"high": "34", "mixed": "1234", "low": "12", "four": "4"}


def services(bench: Bench) -> Entry:
    """A service. Options: `levels` (high, mixed, low, four), `wording` (level, part)."""
    names = bench.grammar.rules["service"]
    fields = bench.grammar.rules["service_field"]
    name, turn = names[bench.index % len(names)], bench.index // len(names)
    field = fields[(bench.index % len(names)) * len(fields) // len(names)]
    if turn:
        name = f"{name} (trường hợp {('cấp lại', 'cấp đổi', 'điều chỉnh', 'gia hạn')[(turn - 1) % 4]})"
    band = _BANDS[bench.options.get("levels", "mixed")]
    level = band[(bench.index * 7 + turn) % len(band)]
    unit, group = bench.phrase("unit"), bench.phrase("group")
    values = {
        "code": f"{1 + bench.index % 2}.{3000 + bench.number * 7:06d}",
        "name": name,
        "title": name,
        "field": field,
        "level": "" if bench.options.get("unstated") == "half" and bench.index % 2 else f"Mức độ {level}",
        "admin_level": bench.phrase("admin_level"),
        "agency": bench.phrase("agency"),
        "steps": _STEPS,
        "manner": "Nộp trực tiếp tại Bộ phận một cửa, qua dịch vụ bưu chính công ích hoặc trực tuyến.",
        "dossier": "Đơn đề nghị theo mẫu; bản sao giấy tờ chứng minh; số lượng: 01 bộ.",
        "duration": bench.text("{n:3-30} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."),
        "who": sentence(group),
        "office": unit,
        "result": "Quyết định hoặc giấy phép.",
        "fee": "Không thu phí, lệ phí." if bench.index % 2 else bench.text("Lệ phí: {n:50-900} nghìn đồng."),
        "delivery": "Trực tiếp, qua bưu chính hoặc trên mạng.",
        "basis": f"Luật chuyên ngành; Quyết định công bố số {bench.rng.randint(100, 900)}/QĐ-{bench.portal.symbol}.",
        "form": "Đơn đề nghị theo mẫu số 01",
        "submit": "Nộp hồ sơ trực tuyến" if level in "34" else "",
        "file": "Tải biểu mẫu",
    }
    return Entry(
        bench.number,
        name,
        None,
        "",
        "",
        (f"Thủ tục {name[:1].lower()}{name[1:]} thuộc lĩnh vực {field[:1].lower()}{field[1:]}.",),
        values,
    )


SERVICES = {"services": services}
