"""Made-up nights with real archives: an agency's pages and what findings rest on, stored as an audit stores them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from storage_samples import STARTED, audit, evaluation, finding, finished, observation, page

from domain.captures import CaptureKind
from domain.codec import digest_bytes
from domain.findings import Evidence, Finding, Locator, LocatorType
from storage.archive.places import relative_path
from storage.archive.store import ArchiveStore
from storage.archive.writer import ArchiveWriter
from storage.database import Database

PORTAL = "http://btp.gov.vn"
FRONT = f"{PORTAL}/"
NEWS = f"{PORTAL}/tin-tuc"
OFFICIALS = f"{PORTAL}/danh-ba"
OFFICIAL = f"{PORTAL}/danh-ba/nguyen-van-a"
SECTION = f"{PORTAL}/quy-hoach"
PAGES = {address: f"<p>{address}</p>".encode() * 200 for address in (FRONT, NEWS, OFFICIALS, OFFICIAL, SECTION)}
NAMED = "nd43-10-1-k-officials"
PLAIN = "nd43-10-1-dd-sector"


def rests(requirement: str, address: str, body: bytes, **more: object) -> Finding:
    """A finding that rests on one page."""
    evidence = Evidence("section", address, digest_bytes(body), Locator(LocatorType.XPATH, "/html/body/p"), "…")
    return replace(finding(requirement), evidence=(evidence,), **more)


def night(
    database: Database,
    store: ArchiveStore,
    days: float,
    pages: Mapping[str, bytes] = PAGES,
    *,
    before: datetime = STARTED,
    agency: str = "btp",
) -> str:
    """One audit, so many days before `before`; findings rest on SECTION and OFFICIALS. Returns its id."""
    started = before - timedelta(days=days)
    begun = replace(audit(f"{started:%Y%m%dT%H%M%SZ}-{agency}", agency), started=started)
    database.begin_audit(begun)
    path = store.folder / relative_path(begun.id, started)
    with ArchiveWriter(path, begun.id, begun.target, started, "x") as writer:
        for number, (address, body) in enumerate(pages.items(), 1):
            writer.add(page(number, body, url=address), body)
        text = page(90, b"van ban", kind=CaptureKind.TEXT, url=SECTION, status=None, mime="text/plain", headers=())
        writer.add(text, b"van ban")
        writer.add(*observation(99, CaptureKind.ENDING, {"ending": "completed"}))
    findings = [rests(PLAIN, SECTION, pages[SECTION]), rests(NAMED, OFFICIALS, pages[OFFICIALS])]
    done = replace(finished(begun), archive=relative_path(begun.id, started))
    database.finish_audit(done, writer.index, evaluation(begun.id, findings))
    return begun.id


def changed(*addresses: str, mark: str = "x") -> dict[str, bytes]:
    """The pages with other bodies at some addresses."""
    return {address: body + mark.encode() if address in addresses else body for address, body in PAGES.items()}
