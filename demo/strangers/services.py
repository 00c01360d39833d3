"""The services of a sister host: a table of what each claims and what it does."""

import csv
from dataclasses import dataclass

from demo.block_data import FileData
from demo.strangers.book import FOLDER, Book

_FORMS = {"good": ("docx",), "two": ("doc", "pdf"), "none": (), "missing": ("docx",), "page": ("doc",)}


@dataclass(frozen=True, slots=True)
class Service:
    """One row of services.csv.

    `said`: where the level stands (group, badge, column, detail, image, name, none). `form`: good, two, none, missing,
    page. `entry`: form, login, dead, home, none. `fee`: "" is free. `fields`: full, or thin (fewer than ten of eleven).
    `shown`: yes, or gone (its page answers 404).
    """

    host: str
    n: int
    code: str
    name: str
    field: str
    office: str
    claimed: str
    said: str
    form: str
    entry: str
    fee: str
    pay: str
    fields: str
    shown: str

    @property
    def url(self) -> str:
        return f"http://{self.host}/thu-tuc/{self.n:03d}"

    @property
    def apply(self) -> str:
        """Where "Nộp hồ sơ" leads; "" without such a button."""
        if self.entry == "none":
            return ""
        if self.entry == "home":
            return f"http://{self.host}/"
        if self.entry == "login":
            return f"http://{self.host}/tai-khoan-dang-nhap?service={self.n:03d}"
        return f"http://{self.host}/nop-ho-so/{self.n:03d}"

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(f"http://{self.host}/tep/mau-{self.n:03d}.{ending}" for ending in _FORMS[self.form])

    def files(self) -> tuple[tuple[str, FileData], ...]:
        text = (f"ĐƠN ĐỀ NGHỊ: {self.name}", "Họ và tên:", "Địa chỉ:", "Nội dung đề nghị:", "Ngày, tháng, năm:")
        answer = {"missing": "missing", "page": "page"}.get(self.form, "good")
        return tuple(
            (url, FileData.model_validate({"name": url, "title": "Mẫu đơn", "paragraphs": text, "answer": answer}))
            for url in self.forms
        )


def read_services(book: Book) -> tuple[Service, ...]:
    """The rows of the portal's table, none where it has no services."""
    if book.services is None:
        return ()
    with (FOLDER / book.id / book.services.rows).open(encoding="utf-8", newline="") as lines:
        return tuple(
            Service(host=book.services.host, n=number, **row) for number, row in enumerate(csv.DictReader(lines), 1)
        )
