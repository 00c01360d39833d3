"""The services of one of a portal's hosts: a table of what each claims and what it does."""

import csv
from dataclasses import dataclass

from demo.block_data import FileData
from demo.strangers.book import FOLDER, Book, ServicesData

_FORMS = {"good": ("docx",), "two": ("doc", "pdf"), "none": (), "missing": ("docx",), "page": ("doc",)}


@dataclass(frozen=True, slots=True)
class Service:
    """One row of services.csv.

    `said`: where the level stands (group, badge, column, detail, image, name, none). `form`: good, two, none, missing,
    page. `entry`: form, login, dead, home, none. `fee`: "" is free. `fields`: full, or thin (fewer than ten of eleven).
    `shown`: yes, or gone (its page answers 404).
    """

    places: ServicesData
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
        return self._at(self.places.page)

    @property
    def apply(self) -> str:
        """Where "Nộp hồ sơ" leads; "" without such a button."""
        if self.entry == "none":
            return ""
        if self.entry == "home":
            return f"http://{self.places.host}/"
        return self._at(self.places.login if self.entry == "login" else self.places.apply)

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(self._at(self.places.form).replace("{ending}", ending) for ending in _FORMS[self.form])

    def _at(self, pattern: str) -> str:
        return f"http://{self.places.host}{pattern}".replace("{n}", f"{self.n:03d}")

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
            Service(places=book.services, n=number, **row) for number, row in enumerate(csv.DictReader(lines), 1)
        )
