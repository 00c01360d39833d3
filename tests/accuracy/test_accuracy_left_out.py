"""A platform's own words taken out of the lexicon."""

from accuracy_samples import site

from accuracy.left_out import WordsSeen, own_words, without, words_of
from checks.load_lexicon import load_lexicon


def test_words_of_a_portal() -> None:
    seen = words_of(
        site({"/": '<h2>Giới thiệu chung</h2><a href="/co-cau">Bộ máy</a><a href="/y"><img src="/so-do.png"></a>'})
    )
    assert {"bo may", "gioi thieu chung"} <= seen.labels
    assert {"co cau", "so do"} <= seen.slugs
    assert "" not in seen.labels | seen.slugs


def test_only_words_that_no_other_platform_has_are_its_own() -> None:
    seen = {
        "a": WordsSeen(frozenset({"tin tuc", "bo may"}), frozenset({"x"})),
        "b": WordsSeen(frozenset({"tin hay"}), frozenset()),
        "c": WordsSeen(frozenset({"tin tuc"}), frozenset({"y"})),
    }
    own = own_words(seen, {"a": "dnn", "b": "dnn", "c": "spa"}, "dnn")
    assert own == WordsSeen(frozenset({"bo may", "tin hay"}), frozenset({"x"}))


def test_the_lexicon_forgets_them_and_nothing_else() -> None:
    lexicon = load_lexicon()
    label = lexicon.section("structure").labels[0]
    slug = lexicon.section("structure").slugs[0]
    assert any(match.section == "structure" for match in lexicon.match_label(label))
    words = words_of(site({"/": f'<a href="/{slug}">{label}</a>'}))
    reduced = without(lexicon, words)
    assert reduced.removed >= 2
    assert label not in reduced.lexicon.section("structure").labels
    assert slug not in reduced.lexicon.section("structure").slugs
    assert reduced.lexicon.section("structure").topic == lexicon.section("structure").topic
    assert reduced.lexicon.section("waste") == lexicon.section("waste")
    assert reduced.lexicon.digest != lexicon.digest


def test_nothing_seen_takes_nothing_out() -> None:
    lexicon = load_lexicon()
    assert without(lexicon, WordsSeen()).removed == 0
    assert without(lexicon, WordsSeen()).lexicon.sections == lexicon.sections
