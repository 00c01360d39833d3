"""Two lists to order, like demo.hostile: one that is very long, one that changes while it is read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from demo.wire import HTML_UTF8, Request, Response
from domain.agencies import Agency, DeclaredHost, HostRole, Kind, Target

_PORTAL = "www.vantam.gov.vn"
_HOST = "dichvucong.vantam.gov.vn"
_LIST = "/danh-muc"
_WORDS = {
    0: ("Cấp mới", "Cấp lại", "Cấp đổi", "Gia hạn", "Điều chỉnh"),
    1: ("giấy phép", "chứng chỉ", "giấy chứng nhận", "thẻ", "văn bản chấp thuận"),
    2: ("kho bãi", "bến thuyền", "trại giống", "xưởng mộc", "lò gạch", "vườn ươm", "chợ phiên", "trạm cân"),
    3: ("vùng đồi", "vùng cát", "ven sông", "ven biển", "trên đảo"),
}
_FIELDS = ("Kho bãi", "Thuyền bè", "Giống cây", "Nghề mộc", "Vật liệu", "Vườn rừng", "Thương mại", "Đo lường")


@dataclass(frozen=True, slots=True)
class ListedService:
    """One service of the long list. `observed` is what a perfect auditor would find of it."""

    number: int
    code: str
    name: str
    field: str
    claimed: str

    @property
    def observed(self) -> str:
        """Every fifth of those at level 4 has a fee and no word of payment; every seventh entry at level 3 is dead."""
        if self.claimed == "4" and self.number % 5 == 0:
            return "3"
        return "2" if self.dead else self.claimed

    @property
    def dead(self) -> bool:
        return self.claimed == "3" and self.number % 7 == 0


def service(number: int) -> ListedService:
    """The service with this number, from 1."""
    parts, rest = [], number
    for words in _WORDS.values():
        rest, place = divmod(rest, len(words))
        parts.append(words[place])
    name = f"{' '.join(parts)}, loại {rest + 1}"
    code = f"{1 + number % 3}.{100000 + number * 37:06d}"
    return ListedService(number, code, name, _FIELDS[number % len(_FIELDS)], str(1 + number * 7 % 4))


@dataclass(slots=True)
class LongList:
    """A province whose service host lists `count` services, `size` a page.

    `changing`: each request for a page of the list puts a new service at its top, so that all others move down;
    what has been put there is in `added`, by number.
    """

    count: int = 5000
    size: int = 50
    changing: bool = False
    id: str = "tinh-van-tam"
    name: str = "Ủy ban nhân dân tỉnh Vân Tầm"
    kind: Kind = Kind.PROVINCE
    hosts: tuple[str, ...] = (_PORTAL, _HOST)
    neighbours: Mapping[str, str] = field(default_factory=dict)
    entrances: frozenset[str] = frozenset()
    added: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{_PORTAL}/"

    def target(self, port: int) -> Target:
        """What an operator would register."""
        return Target(
            Agency(self.id, self.name, self.kind),
            self.url,
            hosts=(DeclaredHost(_HOST, HostRole.SERVICE),),
            resolve=dict.fromkeys(self.hosts, f"127.0.0.1:{port}"),
        )

    def services(self) -> Iterator[ListedService]:
        """Those that stood in the list from the beginning."""
        return (service(number) for number in range(1, self.count + 1))

    def respond(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return _page("Kết quả", "<p>Hệ thống đã ghi nhận yêu cầu.</p>")
        if request.path == "/robots.txt":
            return Response(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow:\n")
        if request.host == _PORTAL:
            return _front(self) if request.path == "/" else _lost()
        return self._desk(request)

    def _desk(self, request: Request) -> Response:
        if request.path == "/":
            return _page("Cổng dịch vụ công tỉnh Vân Tầm", f'<p><a href="{_LIST}">Danh mục thủ tục hành chính</a></p>')
        if request.path == _LIST:
            return self._listed(request.query.get("trang", "1"))
        kind, _, number = request.path.removeprefix("/").partition("/")
        if kind in _ANSWERS and number.isdigit() and 1 <= int(number) <= self.count + len(self.added):
            return _ANSWERS[kind](service(int(number)))
        return _lost()

    def _listed(self, page: str) -> Response:
        if self.changing:
            self.added.insert(0, self.count + len(self.added) + 1)
        order = (*self.added, *range(1, self.count + 1))
        turn = int(page) if page.isdigit() and page != "0" else 1
        last = -(-len(order) // self.size)
        rows = "".join(_row(service(n)) for n in order[(turn - 1) * self.size : turn * self.size])
        ways = "".join(
            f'<a href="{_LIST}?trang={n}">{n}</a> '
            for n in sorted({1, *range(max(1, turn - 3), min(last, turn + 3) + 1), last})
        )
        heads = "<tr><th>Mã</th><th>Tên thủ tục</th><th>Lĩnh vực</th><th>Mức độ</th></tr>"
        table = f"<table><thead>{heads}</thead><tbody>{rows}</tbody></table>"
        return _page("Danh mục thủ tục hành chính", f"<p>Tổng số: {len(order)} thủ tục</p>{table}<p>{ways}</p>")


def _row(item: ListedService) -> str:
    link = f'<a href="/thu-tuc/{item.number}">{item.name}</a>'
    return f"<tr><td>{item.code}</td><td>{link}</td><td>{item.field}</td><td>Mức độ {item.claimed}</td></tr>"


def _detail(item: ListedService) -> Response:
    paid = item.claimed == "4" and item.observed == "4"
    fee = "Lệ phí: 60.000 đồng/hồ sơ" + ("; thanh toán trực tuyến qua PayGov." if paid else ".")
    facts = {
        "Mã thủ tục": item.code,
        "Tên thủ tục": item.name,
        "Lĩnh vực": item.field,
        "Trình tự thực hiện": f"Bước 1: nộp hồ sơ {item.name.lower()}. Bước 2: thẩm định. Bước 3: nhận kết quả.",
        "Cách thức thực hiện": "Trực tiếp, qua bưu chính công ích hoặc trực tuyến.",
        "Thành phần, số lượng hồ sơ": "Đơn theo mẫu; bản vẽ vị trí; số lượng: 01 bộ.",
        "Thời hạn giải quyết": f"{3 + item.number % 20} ngày làm việc.",
        "Đối tượng thực hiện": "Tổ chức, cá nhân.",
        "Cơ quan thực hiện": "Sở Kinh tế tỉnh Vân Tầm.",
        "Kết quả thực hiện": "Giấy phép hoặc văn bản từ chối.",
        "Yêu cầu, điều kiện": "Không có.",
        "Phí, lệ phí": fee,
        "Nơi nộp và nhận kết quả": "Trung tâm Phục vụ hành chính công, trực tiếp hoặc qua bưu chính.",
        "Căn cứ pháp lý": f"Quyết định số {200 + item.number % 700}/QĐ-UBND công bố thủ tục hành chính.",
    }
    rows = "".join(f"<tr><td>{label}</td><td>{text}</td></tr>" for label, text in facts.items())
    form = f'<p><a href="/mau/{item.number}">Đơn đề nghị (mẫu 01)</a></p>' if item.claimed != "1" else ""
    entry = f'<p><a href="/nop-ho-so/{item.number}">Nộp hồ sơ trực tuyến</a></p>' if item.claimed in "34" else ""
    return _page(item.name, f"<table>{rows}</table>{form}{entry}")


def _entry(item: ListedService) -> Response:
    if item.claimed not in "34" or item.dead:
        return _lost()
    form = '<form method="post" action=""><input name="hoten"><input type="file" name="tep"><button>Gửi</button></form>'
    return _page(f"Nộp hồ sơ: {item.name}", f"<p>Thủ tục: {item.name} ({item.code})</p>{form}")


def _form(item: ListedService) -> Response:
    body = "{\\rtf1\\ansi Don de nghi " + item.code + "}"
    return Response(200, (("Content-Type", "application/msword"),), body.encode())


_ANSWERS: dict[str, Callable[[ListedService], Response]] = {"thu-tuc": _detail, "nop-ho-so": _entry, "mau": _form}


def _front(portal: LongList) -> Response:
    link = f'<a href="http://{_HOST}/">Dịch vụ công trực tuyến</a>'
    return _page(portal.name, f"<nav><a href='/'>Trang chủ</a> {link}</nav><p>Cổng thông tin điện tử tỉnh Vân Tầm.</p>")


def _lost() -> Response:
    return _page("Không tìm thấy", "<p>Trang không tồn tại.</p>", 404)


def _page(title: str, html: str, status: int = 200) -> Response:
    text = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>{html}</body></html>"
    )
    return Response(status, (("Content-Type", HTML_UTF8),), text.encode(), compressible=True)


def build_long_list(order: Literal["long", "changing"] = "long", count: int = 0) -> LongList:
    """`long`: 5,000 services on a hundred pages; `changing`: 180 on ten, a new one on top at each request."""
    if order == "changing":
        return LongList(count or 180, 18, changing=True)
    return LongList(count or 5000)
