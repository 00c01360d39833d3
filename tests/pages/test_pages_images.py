"""Pictures of a page, and what the markup calls them."""

from pages.parse import parse_page


def test_a_picture_carries_the_names_around_it() -> None:
    body = (
        b"<body><div id='top'><div class='logo-box'><a class='brand' href='/'><img id='x' src='/1.png'></a></div></div>"
    )
    (image,) = parse_page(body, "http://a.gov.vn/", "utf-8").images
    assert image.marks.split() == ["x", "brand", "logo-box", "top"]
