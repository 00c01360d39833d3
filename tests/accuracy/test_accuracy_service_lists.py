"""Services told beside the true ones: pairs by code and name, false claims, false accusations."""

from accuracy.ratios import Ratio
from accuracy.service_lists import NO_SERVICES, compare_services
from demo.truth.service_truth import ServiceTruth, TrueService
from domain.findings import Service, ServiceProblem

LOWER, DEAD, TWICE = ServiceProblem.LOWER_THAN_CLAIMED, ServiceProblem.DEAD_LINK, ServiceProblem.DUPLICATE


def true(code: str, name: str, claimed: str = "4", observed: str | None = "4", problem=None) -> TrueService:
    return TrueService(code, name, "", "", "", claimed, observed, problem, frozenset({problem}), "", "")


def told(code: str, name: str, claimed: str = "4", observed: str | None = "4", problem=None) -> Service:
    return Service(code, name, "", claimed, observed, "http://a.vn/1", problem)


def truth(*services: TrueService) -> ServiceTruth:
    return ServiceTruth("a", services, None, True, (), (), {})


def test_pairs_are_by_code_however_it_is_written_else_by_name() -> None:
    known = truth(true("1.004946", "Cấp phép"), true("", "Đăng ký khai sinh"), true("2.000635", "Trích lục"))
    found = compare_services((told("1.004946.000.00.00.H51", "Cấp"), told("", "Thủ tục đăng ký khai sinh")), known)
    assert (found.found, found.real) == (Ratio(2, 3), Ratio(2, 2))


def test_what_is_not_there_is_invented_and_one_service_told_twice_counts_once() -> None:
    known = truth(true("1.004946", "Cấp phép"))
    items = (told("1.004946", "Cấp phép"), told("1.004946", "Cấp phép"), told("", "Tin tức mức độ 4"))
    assert compare_services(items, known).real == Ratio(1, 3)
    reported = (items[0], told("1.004946", "Cấp phép", problem=TWICE))
    assert compare_services(reported, known).real == Ratio(1, 1)


def test_a_false_claim_is_exposed_by_its_exact_level_only() -> None:
    known = truth(true("1.000001", "A", "4", "2", LOWER), true("1.000002", "B", "3", "1", DEAD))
    exact = told("1.000001", "A", "4", "2", LOWER)
    assert compare_services((exact, told("1.000002", "B", "3", "1", LOWER)), known).exposed == Ratio(2, 2)
    assert compare_services((exact, told("1.000002", "B", "3", "2", DEAD)), known).exposed == Ratio(1, 2)


def test_an_accusation_that_is_not_true_is_named() -> None:
    known = truth(true("1.000001", "A"), true("1.000002", "B", "3", "1", DEAD))
    items = (told("1.000001", "A", "4", "2", LOWER), told("1.000002", "B", "3", "1", LOWER))
    assert compare_services(items, known).accused == ("A",)


def test_figures_add_up() -> None:
    one = compare_services((told("1.000001", "A"),), truth(true("1.000001", "A")))
    assert one + NO_SERVICES == one
    assert (one + one).found == Ratio(2, 2)
