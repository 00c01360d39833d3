"""How an audit goes on after a round."""

from domain.agencies import Agency, Kind, Target
from domain.plans import CrawlPlan, Limits, Wanted
from scheduler.rounds import Rounds

HOME = "http://x.gov.vn/"
PICTURES = Wanted(pictures=(HOME, HOME + "a"))


def rounds(renderer: str = "") -> Rounds:
    target = Target(Agency("x", "Sở X", Kind.DEPARTMENT), HOME)
    plan = CrawlPlan("a", target, Wanted(), Limits(max_pages=400), renderer=renderer, round_pages=(60, 60, 90))
    return Rounds(plan, done=1)


def asking(*names: str) -> Wanted:
    return Wanted(urls=tuple((HOME + name, "services") for name in names))


def test_rounds_have_their_pages_and_the_last_one_the_rest() -> None:
    its = rounds()
    assert its.following(asking("a"), 60, 5) == (asking("a"), 60)
    its.done = 2
    assert its.following(asking("b"), 120, 5) == (asking("b"), 400)
    its.done = 3
    assert not its.may_go_on()


def test_nothing_new_to_ask_is_the_end() -> None:
    its = rounds()
    assert its.following(asking("a"), 10, 0) is not None
    its.done = 2
    assert its.following(asking("a"), 11, 0) is None


def test_what_a_full_round_had_no_room_for_is_asked_again() -> None:
    its = rounds()
    assert its.following(asking("a", "b"), 60, 0) is not None
    its.done = 2
    assert its.following(asking("b"), 120, 0) is not None


def test_pictures_come_last_and_once() -> None:
    its = rounds(renderer="socket")
    order = its.following(PICTURES, 10, 0)
    assert order == (PICTURES, 0)
    its.done += 1
    assert not its.may_go_on()
    assert rounds().following(PICTURES, 10, 0) is None


def test_after_the_last_round_files_and_entries_are_still_tried() -> None:
    its = rounds(renderer="socket")
    first = Wanted(files=((HOME + "a.doc", "services"),))
    assert its.following(first, 60, 5) == (first, 60)
    its.done = 3
    more = Wanted(
        urls=((HOME + "a", "services"),),
        files=((HOME + "a.doc", "services"), (HOME + "b.doc", "services")),
        entries=((HOME + "nop", "services"),),
        pictures=PICTURES.pictures,
    )
    tried = Wanted(files=more.files[1:], entries=more.entries, pictures=PICTURES.pictures)
    assert its.following(more, 300, 5) == (tried, 0)
