"""How each platform family forms its addresses."""

from datetime import date
from hashlib import sha256
from typing import Protocol

from demo.framework_addresses import ClassicAsp, CoreMvc, Joomla, ServerReact
from demo.place import Place
from demo.slugs import slug_of, slug_without_d
from demo.vendor_addresses import Drupal, OwnPhp, SharePoint2013, Vnpt, WebCenter, WebSphere


def _digits(text: str, count: int) -> str:
    return str(int(sha256(text.encode()).hexdigest(), 16))[:count].rjust(count, "1")


class SharePoint:
    home = "/Pages/default.aspx"

    def slug(self, title: str) -> str:
        return slug_of(title, 40)

    def section(self, slug: str, number: int) -> str:
        return f"/{slug}/Pages/default.aspx" if number % 3 else f"/Pages/{slug}.aspx"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?Page={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, day
        if record:
            return f"/Lists/{place.slug.replace('-', '')}/DispForm.aspx?ID={number}"
        return f"/{place.slug}/Pages/View_Detail.aspx?ItemID={number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/Lists/{place.slug.replace('-', '')}/Attachments/{number}/{name}"


class Liferay:
    home = "/web/guest/home"

    def slug(self, title: str) -> str:
        return slug_without_d(title)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/web/guest/{slug}"

    def page(self, place: Place, turn: int) -> str:
        key = f"101_INSTANCE_{_instance(place)}"
        state = f"p_p_id={key}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view"
        return f"{place.path}?{state}&_{key}_delta=10&_{key}_cur={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del day
        if record:
            key = f"portalrecords_WAR_portalrecordsportlet_INSTANCE_{_instance(place)}"
            return f"{place.path}?p_p_id={key}&p_p_lifecycle=0&_{key}_recordId={number}"
        return f"{place.path}/-/asset_publisher/{_instance(place)}/content/{slug_without_d(title)}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/documents/20182/{40000 + place.number * 100 + number}/{name}/{_uuid(f'{place.slug}{number}{name}')}"


class DotNetNuke:
    home = "/Default.aspx?tabid=36"

    def slug(self, title: str) -> str:
        return slug_of(title, 40)

    def section(self, slug: str, number: int) -> str:
        del slug
        return f"/Default.aspx?tabid={60 + number}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}&Page={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, day
        module = 400 + place.number
        control = "ViewRecord" if record else "Detail"
        return f"{place.path}&ctl={control}&mid={module}&ItemID={number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/Portals/0/VanBan/{place.number}/{number}_{name}"


class NukeViet:
    home = "/vi/"

    def slug(self, title: str) -> str:
        return slug_of(title)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/vi/{slug}/"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}page-{turn}/"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del day
        if record:
            return f"{place.path}detail/{slug_of(title, 60)}-{number}/"
        return f"/vi/news/{place.slug}/{slug_of(title)}-{number}.html"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        year = f"{day:%Y_%m}" if day else "files"
        return f"/uploads/{place.slug}/{year}/{number}_{name}"


class GovernmentHtm:
    home = "/"

    def slug(self, title: str) -> str:
        return slug_of(title)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/{slug}.htm"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path.removesuffix('.htm')}/trang-{turn}.htm"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del record
        stamp = f"{day:%y%m%d}" if day else "230101"
        return f"/{slug_of(title)}-{(stamp + _digits(f'{place.slug}{number}', 18))[:18]}.htm"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        year = f"{day:%Y/%m}" if day else "2020/01"
        return f"/Uploads/{year}/{place.number}{number}-{name}"


class PlainAspNet:
    home = "/default.aspx"

    def slug(self, title: str) -> str:
        return slug_of(title, 60)

    def section(self, slug: str, number: int) -> str:
        return f"/vn/chuyen-muc/{100 + number}/{slug}.aspx"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?p={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, day
        return (
            f"/ChiTiet.aspx?cn={place.number}&gd={number}" if record else f"/tinbai.aspx?cn={place.number}&tc={number}"
        )

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/download.ashx?cn={place.number}&id={number}&f={name}"


class WordPress:
    home = "/"

    def slug(self, title: str) -> str:
        return slug_of(title)

    def section(self, slug: str, number: int) -> str:
        return f"/category/{slug}/" if number % 2 else f"/{slug}/"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}page/{turn}/"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        if record or day is None:
            return f"/{place.slug}/{slug_of(title, 60)}-{number}/"
        return f"/{day:%Y/%m}/{slug_of(title)}/"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        year = f"{day:%Y/%m}" if day else "2021/01"
        return f"/wp-content/uploads/{year}/{place.number}{number}-{name}"


class SinglePage:
    home = "/"

    def slug(self, title: str) -> str:
        return slug_of(title)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/{slug}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?trang={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, record, day
        return f"{place.path}/{number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/tep/{place.slug}/{number}/{name}"


class HashRouted:
    """Everything behind the # of one address."""

    home = "/#/"

    def slug(self, title: str) -> str:
        return slug_of(title, 50)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/#/{slug}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?trang={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, record, day
        return f"{place.path}/{number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/static/tep/{place.number}/{number}/{name}"


class ModelView:
    """ASP.NET MVC with routes of its own."""

    home = "/"

    def slug(self, title: str) -> str:
        return slug_of(title, 60)

    def section(self, slug: str, number: int) -> str:
        return f"/{slug}-c{number}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?trang={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del day
        return f"/{'chi-tiet' if record else 'tin-bai'}/{slug_of(title, 60)}-{place.number}-{number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/Upload/{place.number}/{number}/{name}"


def _instance(place: Place) -> str:
    return sha256(place.slug.encode()).hexdigest()[:4] + "Wq" + sha256(place.path.encode()).hexdigest()[:6]


def _uuid(text: str) -> str:
    digest = sha256(text.encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"


class Addresses(Protocol):
    """How a family names its pages and files. `number`: which of its place; `record`: an entry of a table of data."""

    home: str

    def slug(self, title: str) -> str: ...

    def section(self, slug: str, number: int) -> str: ...

    def page(self, place: Place, turn: int) -> str: ...

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str: ...

    def file(self, place: Place, number: int, name: str, day: date | None) -> str: ...


FAMILIES: dict[str, Addresses] = {
    "sharepoint": SharePoint(),
    "liferay": Liferay(),
    "dnn": DotNetNuke(),
    "nukeviet": NukeViet(),
    "htm": GovernmentHtm(),
    "aspnet": PlainAspNet(),
    "wordpress": WordPress(),
    "spa": SinglePage(),
    "hash": HashRouted(),
    "mvc": ModelView(),
    "webcenter": WebCenter(),
    "drupal": Drupal(),
    "vnpt": Vnpt(),
    "websphere": WebSphere(),
    "php": OwnPhp(),
    "sharepoint13": SharePoint2013(),
    "joomla": Joomla(),
    "frontpage": ClassicAsp(),
    "react": ServerReact(),
    "bootstrap": CoreMvc(),
}
