"""What recurs is frame; what a page says once more is its own."""

from checks.template import Template, text_key
from pages.parse import parse_page
from pages.view import PageView

NEWEST = "<div class='b'><a href='/1'>Những điểm mới về trợ cấp người cao tuổi</a></div>"


def view(own: str, side: str = NEWEST, name: str = "x") -> PageView:
    body = f"<div><div class='m'>{own}</div><div class='s'>{side}</div></div>"
    return parse_page(f"<html><body>{body}</body></html>".encode(), f"http://a.gov.vn/{name}")


def test_the_own_list_beside_the_same_entries_of_the_frame() -> None:
    section = view(NEWEST, name="muc")
    pages = [section, *(view(f"<div class='b'>Trang riêng số {number}</div>", name=str(number)) for number in range(6))]
    template = Template.of(pages)
    own = {xpath for _, xpath in template.once_more(section)}
    shown = [link.xpath for link in section.links]
    assert own.intersection(shown) == {shown[0]}
    assert all(template.has(link.label, link.xpath) for link in section.links)
    assert not template.once_more(pages[1])


def test_what_stands_twice_on_every_page_is_frame_both_times() -> None:
    pages = [view(NEWEST, name=str(number)) for number in range(6)]
    assert not Template.of(pages).once_more(pages[0])


def test_places_that_nothing_tells_apart_stay_frame() -> None:
    """One page shows the entry twice at places that no other page has: nobody knows which of them is the frame's."""
    moved = view("", f"<div>{NEWEST}{NEWEST}</div>", "moved")
    pages = [moved, *(view(f"<div class='b'>Số {number}</div>", name=str(number)) for number in range(6))]
    template = Template.of(pages)
    link = moved.links[0]
    assert text_key(link.label, link.xpath) not in {key for key, _ in template.once_more(moved)}


def test_the_front_page_s_host_has_a_frame_of_its_own() -> None:
    """Many pages of a sister host do not make the frame of the few own pages their content."""

    def on(host: str, side: str, name: str) -> PageView:
        body = f"<div><div class='m'><p>Trang {name}</p></div><div class='s'>{side}</div></div>"
        return parse_page(f"<html><body>{body}</body></html>".encode(), f"http://{host}/{name}")

    box = "<p>Hộp thư của văn phòng</p>"
    pages = [on("a.gov.vn", box, f"nha-{number}") for number in range(5)]
    pages += [on("dv.a.gov.vn", "<p>Quầy dịch vụ</p>", f"dv-{number}") for number in range(20)]
    line = next(block for block in pages[0].blocks if block.text.startswith("Hộp thư"))
    assert not Template.of(pages).has(line.text, line.xpath)
    template = Template.of(pages, "a.gov.vn")
    assert template.has(line.text, line.xpath)
    desk = next(block for block in pages[-1].blocks if block.text.startswith("Quầy"))
    assert template.has(desk.text, desk.xpath)
    assert not template.has("Trang nha-1", line.xpath)
