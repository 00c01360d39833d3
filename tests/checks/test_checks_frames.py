"""Frames that hold a page's own content, told from buttons and from what every page frames."""

from tiny_sites import tiny_site

from checks.frames import own_frames


def addresses(content: str, pages: dict[str, str] | None = None) -> list[str | None]:
    site, page = tiny_site(content, dict(pages or {}))
    return [link.url for link in own_frames(site, page)]


def test_a_document_store_in_a_frame_is_content() -> None:
    assert addresses('<iframe src="/vbpq/list.aspx"></iframe>') == ["http://binhminh.gov.vn/vbpq/list.aspx"]


def test_buttons_of_social_networks_and_hidden_frames_are_not() -> None:
    like = '<iframe src="https://www.facebook.com/plugins/like.php?href=x"></iframe>'
    assert addresses(f'{like}<div style="display:none"><iframe src="/an.html"></iframe></div>') == []


def test_what_many_pages_frame_is_not() -> None:
    weather = '<p>Trang riêng.</p><iframe src="/thoi-tiet.html"></iframe>'
    assert addresses(weather, {"/b": weather, "/c": weather}) == []
