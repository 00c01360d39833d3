"""Names of metadata elements in the spellings of real pages."""

import pytest

from checks.metadata_names import elements_linked, elements_named, metadata_names, says_nothing


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("DC.title", "title"),
        ("dc:title", "title"),
        ("DC_Title", "title"),
        ("dcterms.created", "date"),
        ("DC.Date.Issued", "date"),
        ("DC-Creator", "creator"),
        ("dcterms:abstract", "description"),
        ("DC.Publisher", "publisher"),
        ("DC.Identifier", "identifier"),
    ],
)
def test_dublin_core(name: str, element: str) -> None:
    assert elements_named(name) == ((element, True),)


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("description", "description"),
        ("og:description", "description"),
        ("article:published_time", "date"),
        ("author", "creator"),
        ("og:site_name", "publisher"),
        ("og:url", "identifier"),
        ("twitter:title", "title"),
    ],
)
def test_generic_tags(name: str, element: str) -> None:
    assert elements_named(name) == ((element, False),)


@pytest.mark.parametrize(
    "name", ["keywords", "generator", "viewport", "DC.language", "DC.subject", "og:image", "robots", ""]
)
def test_other_tags_are_none_of_the_six(name: str) -> None:
    assert elements_named(name) == ()


def test_links_and_empty_values() -> None:
    assert elements_linked("canonical") == ("identifier",)
    assert elements_linked("alternate") == ()
    assert all(map(says_nothing, ("", "  ", "admin", "Description", "N/A")))
    assert not says_nothing("UBND huyện Bình Minh")
    assert len(metadata_names().elements) == 6
