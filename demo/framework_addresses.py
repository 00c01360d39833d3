"""How portals on content systems, frameworks and pages of the 2000s form their addresses."""

from datetime import date

from demo.place import Place, mark_of
from demo.slugs import slug_of


class Joomla:
    """Search-friendly addresses behind index.php; documents by a component of their own."""

    home = "/index.php"

    def slug(self, title: str) -> str:
        return slug_of(title, 60)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/index.php/{slug}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?start={(turn - 1) * 10}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del day
        if record:
            return (
                f"/index.php/component/vanban/?view=chitiet&id={place.number}{number:04d}&Itemid={100 + place.number}"
            )
        return f"{place.path}/{number}-{slug_of(title, 70)}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/images/vanban/{place.number}/{number}_{name}"


class ClassicAsp:
    """Active Server Pages, everything by number."""

    home = "/default.asp"

    def slug(self, title: str) -> str:
        return slug_of(title, 30)

    def section(self, slug: str, number: int) -> str:
        del slug
        return f"/chuyenmuc.asp?cid={20 + number}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}{'&' if '?' in place.path else '?'}page={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, day
        return f"/{'vanban_chitiet' if record else 'tin_chitiet'}.asp?cid={20 + place.number}&id={number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/upload/{place.number}/{number}/{name}"


class ServerReact:
    """React rendered on the server: words in the path, files behind an interface."""

    home = "/"

    def slug(self, title: str) -> str:
        return slug_of(title, 60)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/{slug}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?page={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del day
        if record:
            return f"{place.path}/chi-tiet/{mark_of(f'{place.slug}{number}', 24)}"
        return f"{place.path}/{slug_of(title, 60)}-{place.number}{number:05d}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/api/v1/files/{mark_of(f'{place.slug}{number}tep', 16)}/{name}"


class CoreMvc:
    """ASP.NET Core with controllers in the path."""

    home = "/"

    def slug(self, title: str) -> str:
        return slug_of(title, 50)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/danh-muc/{slug}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?pageIndex={turn}&pageSize=10"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del day
        if record:
            return f"/VanBan/ChiTiet/{place.number * 1000 + number}"
        return f"/tin-bai/{slug_of(title, 60)}-{place.number * 1000 + number}.html"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/FileUpload/{place.number}/{number}/{name}"
