"""How portals of bigger products, and home-made ones, form their addresses."""

from datetime import date

from demo.place import Place, mark_of
from demo.slugs import slug_of, slug_without_d


class WebCenter:
    """Oracle WebCenter: every page under one portal, content by its number in the document store."""

    home = "/webcenter/portal/cong"

    def slug(self, title: str) -> str:
        return slug_of(title, 32).replace("-", "")

    def section(self, slug: str, number: int) -> str:
        del number
        return f"{self.home}/pages_{slug}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?trang={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, day
        kind = "chitietvanban" if record else "chitiettin"
        return (
            f"{self.home}/{kind}?dDocName=UCM{place.number:03d}{number:05d}&_afrLoop={int(mark_of(place.path, 12), 16)}"
        )

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/webcenter/ShowProperty?nodeId=/UCMServer/UCM{place.number:03d}{number:05d}//idcPrimaryFile&ten={name}"


class Drupal:
    home = "/"

    def slug(self, title: str) -> str:
        return slug_of(title, 60)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/{slug}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?page={turn - 1}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        if record or day is None:
            return f"/node/{place.number * 1000 + number}"
        return f"{place.path}/{slug_of(title, 70)}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        year = f"{day:%Y-%m}" if day else "2022-03"
        return f"/sites/default/files/{year}/{place.number}{number}_{name}"


class Vnpt:
    """VNPT's portlets on Liferay; addresses drop đ."""

    home = "/trang-chu"

    def slug(self, title: str) -> str:
        return slug_without_d(title)

    def section(self, slug: str, number: int) -> str:
        del number
        return f"/{slug}"

    def page(self, place: Place, turn: int) -> str:
        portlet = f"{place.slug.replace('-', '')}_WAR_vnpteportalappportlet_INSTANCE_{mark_of(place.slug, 12)}"
        return f"{place.path}?p_p_id={portlet}&p_p_lifecycle=0&_{portlet}_cur={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del day
        if record:
            return f"/chi-tiet?p_p_id=chitiet_WAR_vnpteportalappportlet&p_p_lifecycle=0&_id={place.number}{number:05d}"
        return f"{place.path}/-/tin/{slug_without_d(title)}-{place.number}{number:05d}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/documents/10180/{70000 + place.number * 1000 + number}/{name}"


class WebSphere:
    """IBM WebSphere Portal: state packed into the path behind !ut."""

    home = "/wps/portal/trangchu"

    def slug(self, title: str) -> str:
        return slug_of(title, 24).replace("-", "")

    def section(self, slug: str, number: int) -> str:
        return f"/wps/portal/{slug}/!ut/p/c5/{mark_of(slug, 10)}K8xLLM9MSSzPy8xBz9CP0os_{number}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?WCM_PI=1&WCM_Page={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, record, day
        return f"{place.path}?WCM_GLOBAL_CONTEXT=/wps/wcm/connect/cong/{place.slug}/{number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/wps/wcm/connect/{mark_of(f'{place.slug}{number}', 16)}/{name}?MOD=AJPERES"


class OwnPhp:
    home = "/index.php"

    def slug(self, title: str) -> str:
        return slug_of(title, 30)

    def section(self, slug: str, number: int) -> str:
        del slug
        return f"/index.php?act=chuyenmuc&id={10 + number}"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}{'&' if '?' in place.path else '?'}trang={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, day
        return f"/{'xemvanban' if record else 'xemtin'}.php?cm={10 + place.number}&ma={number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/upload/cm{10 + place.number}/{number}_{name}"


class SharePoint2013:
    home = "/SitePages/Home.aspx"

    def slug(self, title: str) -> str:
        return slug_of(title, 40)

    def section(self, slug: str, number: int) -> str:
        return f"/SitePages/{slug}.aspx" if number % 2 else f"/Lists/{slug.replace('-', '')}/AllItems.aspx"

    def page(self, place: Place, turn: int) -> str:
        return f"{place.path}?Paged=TRUE&p={turn}"

    def item(self, place: Place, number: int, title: str, record: bool, day: date | None) -> str:
        del title, day
        if record:
            return (
                f"/Lists/{place.slug.replace('-', '')}/DispForm.aspx?ID={number}&ContentTypeId=0x0100{place.number:04d}"
            )
        return f"/SitePages/ChiTietTin.aspx?cat={place.number}&iid={number}"

    def file(self, place: Place, number: int, name: str, day: date | None) -> str:
        del day
        return f"/Lists/{place.slug.replace('-', '')}/Attachments/{number}/{name}"
