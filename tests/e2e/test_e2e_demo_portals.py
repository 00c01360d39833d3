"""Made-up portals through the command line: contract, truth, proof, and the same verdicts again.

One of each temper is audited here; `make accuracy` audits them all, and fails when a published figure falls.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import jsonschema
import pytest
from e2e_desk import Desk, Ran, targets_file

from accuracy.floors import Slack, falls_of_portals
from accuracy.judged import Judged, Told
from accuracy.made_up import demo_corpus
from accuracy.measuring import measured
from accuracy.published import FILE as ACCURACY
from accuracy.report import build_report
from accuracy.report_json import read_report
from accuracy.service_lists import NO_SERVICES, compare_services
from accuracy.visiting import Visited
from crawler.renderer.find_chromium import find_chromium
from demo.portals import DemoPortal
from demo.server import Serving
from demo.truth.reading import expected, load_truth
from demo.truth.service_truth import load_service_truth
from domain.clock import VIETNAM
from domain.codec import from_plain
from domain.findings import Service, Verdict
from reports.document import schema, stable_part
from storage.archive.reader import read_snapshot

pytestmark = pytest.mark.e2e

#: Bodies that are no state agency, whatever their menu says.
CONTROLS = ("bao-son-ha", "bo-ngoai-giao-valoria", "cap-nuoc-song-xanh", "truong-van-trach")
#: With services: in a single-page application, behind a pager by script, and news of services alone.
WITH_SERVICES = ("bo-di-san", "so-so-hoa-co-loan", "so-thuy-loi-binh-sa")
#: Out of reach, whole but for one page, rich, written by scripts, poor.
OTHERS = (
    "cuc-phong-chong-sat-lo",
    "huyen-cua-lau",
    "so-cong-thuong-lam-hai",
    "so-giao-thong-lam-hai",
    "so-tai-chinh-son-ha",
    "so-tu-phap-son-ha",
    "tinh-thuong-son",
)
AUDITED = tuple(sorted((*CONTROLS, *WITH_SERVICES, *OTHERS)))
_PRESENT = {"met", "partly_met"}
_BROWSER = find_chromium().chromium is not None
#: What `recheck --json` prints of every audit named, from one process.
_RECHECKS = """
import json, sys
from cli.settings import read_settings
from cli.workplace import open_workplace
from reports.document import check_document, stable_part
from scheduler.recheck_audit import recheck_audit

with open_workplace(read_settings(None, None, None)) as place:
    checked = [recheck_audit(name, place) for name in sys.argv[1:]]
    documents = [check_document(each.audit, each.evaluation, place.catalogue) for each in checked]
print(json.dumps({document["audit"]["id"]: stable_part(document) for document in documents}))
"""


@pytest.fixture(scope="module")
def audited(shared_desk: Desk, portals: tuple[DemoPortal, ...], serving: Serving) -> dict[str, Ran]:
    """One check of each portal, all in one database; two at a time, for one of them asks to be crawled slowly."""
    portals = tuple(portal for portal in portals if portal.id in AUDITED)
    targets_file(shared_desk.folder / "targets.yaml", [portal.target(serving.port) for portal in portals])

    def check(portal: DemoPortal) -> Ran:
        return shared_desk.run("check", portal.id, "--allow-private", "--delay", "0", "--json", "-", limit=600)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip([portal.id for portal in portals], pool.map(check, portals), strict=True))


@pytest.mark.parametrize("portal", AUDITED)
def test_document_follows_the_contract(portal: str, audited: dict[str, Ran]) -> None:
    ran = audited[portal]
    assert ran.status in (0, 3), ran.err
    document = ran.json
    jsonschema.validate(document, schema())
    assert document["schema"] == "portal-audit/check@1"
    assert document["agency"]["id"] == portal
    named = [finding["requirement"] for finding in document["findings"]]
    assert named == sorted(named)
    assert len(named) == len(set(named)) > 70
    for finding in document["findings"]:
        if finding["verdict"] in _PRESENT:
            assert finding["evidence"], finding["requirement"]
        if finding["verdict"] == "not_met":
            assert finding["searched"] is not None, finding["requirement"]


def test_verdicts_are_true(audited: dict[str, Ran]) -> None:
    """What could not be told stays open; what is told is right: the precision of "present" and of `not_met`."""
    told = {"present": [0, 0], "not_met": [0, 0]}
    wrong = []
    for portal, ran in audited.items():
        truth = load_truth(portal)
        for finding in ran.json["findings"]:
            allowed = {verdict.value for verdict in expected(truth, finding["requirement"], browser=_BROWSER)}
            kind = "present" if finding["verdict"] in _PRESENT else finding["verdict"]
            if kind not in told:
                continue
            right = bool(allowed & _PRESENT) if kind == "present" else "not_met" in allowed
            told[kind][0] += right
            told[kind][1] += 1
            if not right:
                wrong.append(f"{portal} {finding['requirement']}: {finding['verdict']}: {finding['reason']['vi']}")
    assert told["present"][0] >= 0.98 * told["present"][1] > 0, "\n".join(wrong)
    assert told["not_met"][0] >= 0.99 * told["not_met"][1] > 0, "\n".join(wrong)


def test_no_published_figure_falls(audited: dict[str, Ran]) -> None:
    """docs/accuracy.json says how often the checker is right; it may get better, never worse."""
    published = read_report(ACCURACY.read_text("utf-8"))
    today = datetime.now(VIETNAM).date()
    corpus = demo_corpus(today, browser=_BROWSER).only(frozenset(audited))
    visited = tuple(
        Visited(
            judged_of_document(audited[portal.id].json, reachable=audited[portal.id].status == 0),
            services=services_of_document(audited[portal.id].json),
        )
        for portal in corpus.portals
    )
    now = build_report(measured(corpus, visited, today, browser=_BROWSER, left_out={}))
    fallen = falls_of_portals(published, now, Slack(rows=1))
    assert not fallen, "\n".join(fallen)


def judged_of_document(document: dict[str, Any], *, reachable: bool) -> Judged:
    told = {
        finding["requirement"]: Told(
            Verdict(finding["verdict"]),
            reason=finding["reason"]["en"],
            url=next((evidence["url"] for evidence in finding["evidence"]), ""),
        )
        for finding in document["findings"]
    }
    audit = document["audit"]
    return Judged(document["agency"]["id"], told, reachable, audit["pages"], audit["ending"])


def services_of_document(document: dict[str, Any]) -> tuple[Service, ...]:
    return tuple(from_plain(Service, {"steps": [], **item}) for item in document["services"]["items"])


def test_services_are_true(audited: dict[str, Ran]) -> None:
    """What is listed is there, what is there is listed; false claims are found and no true one is called false."""
    whole = NO_SERVICES
    for portal in WITH_SERVICES:
        items = services_of_document(audited[portal].json)
        truth = load_service_truth(portal)
        assert truth.services or not items, f"{portal} has no services, and these were told: {items}"
        whole = whole + compare_services(items, truth)
    assert whole.found.right >= 0.97 * whole.found.of > 0, whole
    assert whole.real.right >= 0.99 * whole.real.of, whole
    assert whole.level.right >= 0.98 * whole.level.of, whole
    assert whole.exposed.right >= 0.95 * whole.exposed.of > 0, whole
    assert not whole.accused


@pytest.mark.parametrize("portal", AUDITED)
def test_evidence_can_be_found_in_the_archive(portal: str, audited: dict[str, Ran], shared_desk: Desk) -> None:
    document = audited[portal].json
    archive = shared_desk.folder / "var" / "archive" / document["audit"]["archive"]
    snapshot = read_snapshot(archive)
    bodies = {capture.digest: snapshot.body(capture) for capture in snapshot.captures if capture.digest}
    for finding in document["findings"]:
        for evidence in finding["evidence"]:
            body = bodies[evidence["digest"]]
            if evidence["locator"]["type"] == "xpath":
                assert _resolves(body, evidence["locator"]["value"]), (finding["requirement"], evidence)


def _resolves(body: bytes, xpath: str) -> bool:
    from pages.parse import element_at  # noqa: PLC0415

    return element_at(body, xpath) is not None


@pytest.mark.parametrize("seed", ["1", "2"])
def test_recheck_is_byte_equal(seed: str, audited: dict[str, Ran], shared_desk: Desk) -> None:
    """Every audit judged again in another process under another hash seed."""
    audits = [ran.json["audit"]["id"] for ran in audited.values()]
    again = shared_desk.python(_RECHECKS, *audits, PYTHONHASHSEED=seed)
    assert again.status == 0, again.err
    parts = json.loads(again.out)
    wrong = [name for name, ran in audited.items() if stable_part(ran.json) != parts[ran.json["audit"]["id"]]]
    assert not wrong


def test_the_command_rechecks_a_stored_audit(audited: dict[str, Ran], shared_desk: Desk) -> None:
    first = audited["so-tu-phap-son-ha"].json
    ran = shared_desk.run("recheck", first["audit"]["id"], "--json", "-")
    assert ran.status == 0, ran.err
    assert stable_part(ran.json) == stable_part(first)


def test_nothing_was_asked_but_get_and_head(audited: dict[str, Ran], serving: Serving) -> None:
    assert len(audited) > 0
    assert not serving.log.posts
    assert {asked.method for asked in serving.log.entries} <= {"GET", "HEAD"}
    assert not serving.log.logins
    assert not serving.log.actions
    assert not serving.log.strangers


def test_the_browser_was_watched_too(audited: dict[str, Ran], serving: Serving) -> None:
    """What only the scripts of a single-page application ask for stands in the same log."""
    assert bool(audited["bo-di-san"].json["audit"]["rendered"]) is _BROWSER
    by_script = [asked for asked in serving.log.of("dichvucong.mohf.gov.vn") if asked.target.startswith("/api/lv")]
    assert bool(by_script) is _BROWSER


def test_portals_of_others_are_not_met(audited: dict[str, Ran]) -> None:
    """A body that is no state agency meets no information requirement, whatever its menu says."""
    for portal in CONTROLS:
        told = {finding["requirement"]: finding["verdict"] for finding in audited[portal].json["findings"]}
        information = {row for row in told if row.startswith(("nd43-10-", "nd43-11-", "nd43-12-", "nd43-13-"))}
        assert not {row for row in information if told[row] in _PRESENT}


def test_archives_verify_and_open_with_another_tool(audited: dict[str, Ran], shared_desk: Desk) -> None:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415

    verified = shared_desk.run("archive", "verify")
    assert verified.status == 0, verified.out + verified.err
    path = next((shared_desk.folder / "var" / "archive").rglob("*.warc.gz"))
    with path.open("rb") as stream:
        kinds = {record.rec_type for record in ArchiveIterator(stream, check_digests="raise")}
    assert {"warcinfo", "request", "response"} <= kinds


def test_named_views_answer(audited: dict[str, Ran], shared_desk: Desk) -> None:
    for view in ("latest_findings", "matrix", "changes"):
        ran = shared_desk.run("query", view, "--format", "json")
        assert ran.status == 0, ran.err
        assert isinstance(json.loads(ran.out), list)
    refused = shared_desk.run("query", "delete from audits")
    assert refused.status == 2
    assert len(refused.err.strip().splitlines()) <= 3
