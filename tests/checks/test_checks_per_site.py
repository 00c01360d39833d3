"""Answers kept for a site: worked out once for each argument, apart from those of another site."""

from tiny_sites import tiny_site

from checks.per_site import once_per_site
from checks.site import Site


def test_worked_out_once_for_each_site_and_argument() -> None:
    asked: list[tuple[str, str]] = []

    @once_per_site
    def greet(site: Site, word: str) -> str | None:
        asked.append((site.target.portal, word))
        return word or None

    one, _ = tiny_site("<p>Một</p>", {})
    two, _ = tiny_site("<p>Hai</p>", {})
    assert [greet(one, "a"), greet(one, "a"), greet(one, ""), greet(one, ""), greet(two, "a")] == [
        "a",
        "a",
        None,
        None,
        "a",
    ]
    assert [word for _, word in asked] == ["a", "", "a"]


def test_two_functions_do_not_share_their_answers() -> None:
    @once_per_site
    def first(_site: Site) -> int:
        return 1

    @once_per_site
    def second(_site: Site) -> int:
        return 2

    site, _ = tiny_site("<p>Một</p>", {})
    assert (first(site), second(site), first(site)) == (1, 2, 1)
