"""Whose list it is: another agency's by who acts in it or by where it was taken from."""

import pytest
from snapshots import HOME, make_snapshot, make_target

from checks.copied_items import own_field
from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.agencies import Kind


@pytest.mark.parametrize(
    ("kind", "name", "field"),
    [
        (Kind.DEPARTMENT, "Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn Hà", ("van hoa", "the thao", "du lich")),
        (Kind.DEPARTMENT, "Sở Y tế tỉnh Sơn Hà", ("y te",)),
        (Kind.MINISTRY, "Bộ Nông nghiệp và Phát triển nông thôn", ("nong nghiep", "phat trien nong thon")),
        (Kind.DISTRICT, "Ủy ban nhân dân huyện Bình Minh", ()),
    ],
)
def test_the_field_in_an_agencys_name(kind: Kind, name: str, field: tuple[str, ...]) -> None:
    site = Site.build(make_snapshot({HOME: "<p>Chào</p>"}, make_target(kind, name=name)), load_lexicon())
    assert own_field(site)[: len(field)] == field
    assert bool(own_field(site)) is bool(field)
