"""Saved pages served as a portal."""

from datetime import date
from pathlib import Path

import pytest

from accuracy.corpus import Portal, SavedPages, StoredArchive
from accuracy.opening import opened
from accuracy.pages_folder import PagesFolder
from demo.wire import Request, Response
from domain.agencies import Agency, Kind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "tin-tức").mkdir(parents=True)
    (root / "index.html").write_text("home", "utf-8")
    (root / "tin-tức" / "index.html").write_text("news", "utf-8")
    (root / "a.pdf").write_bytes(b"%PDF")
    (root / "empty").mkdir()
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (root / "out").symlink_to(tmp_path / "secret.html")
    return root


def ask(folder: Path, target: str, method: str = "GET", captured: date | None = None) -> Response:
    return PagesFolder(folder, "127.0.0.1", captured).respond(Request(method, "127.0.0.1", target))


@pytest.mark.parametrize(
    ("target", "body"),
    [("/", b"home"), ("/tin-t%E1%BB%A9c?trang=2", b"news"), ("/tin-tức/", b"news"), ("/a.pdf", b"%PDF")],
)
def test_files_and_folders(folder: Path, target: str, body: bytes) -> None:
    answer = ask(folder, target)
    assert (answer.status, answer.body) == (200, body)


@pytest.mark.parametrize("target", ["/none", "/empty", "/../secret.html", "/%2e%2e/secret.html", "/out", "/a%00b"])
def test_nothing_else(folder: Path, target: str) -> None:
    assert ask(folder, target).status == 404


def test_nothing_is_taken(folder: Path) -> None:
    assert ask(folder, "/", "POST").status == 405


def test_the_day_of_the_copy_is_told(folder: Path) -> None:
    headers = dict(ask(folder, "/", captured=date(2019, 2, 20)).headers)
    assert headers["Memento-Datetime"] == "Wed, 20 Feb 2019 12:00:00 +0700"
    assert "Memento-Datetime" not in dict(ask(folder, "/").headers)


def test_a_portal_by_its_own_name_or_by_address(folder: Path) -> None:
    agency = Agency("a", "Sở A", Kind.DEPARTMENT)
    with opened(Portal("a", agency, "x", SavedPages(folder), address="http://soa.gov.vn/")) as target:
        assert target.portal == "http://soa.gov.vn/"
        assert set(target.resolve) == {"soa.gov.vn"}
    with opened(Portal("a", agency, "x", SavedPages(folder))) as target:
        assert target.portal.startswith("http://127.0.0.1:")
        assert not target.resolve
    with pytest.raises(ValueError, match="nothing to visit"), opened(Portal("a", agency, "x", StoredArchive(folder))):
        pass
