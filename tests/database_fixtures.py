"""Both databases for whoever stores: SQLite, and a real PostgreSQL run by an ordinary user."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from benchmarks.own_postgresql import own_postgresql
from storage.database import Database

_NOTHING_LASTS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of the server's own database."""
    with own_postgresql(_NOTHING_LASTS) as url:
        yield url


_numbers = count(1)


class Databases:
    """Databases of one kind that hold nothing yet; they are dropped when the fixture ends."""

    def __init__(self, kind: str, folder: Path, request: pytest.FixtureRequest) -> None:
        self._kind = kind
        self._folder = folder
        self._request = request
        self._made: list[str] = []

    def new(self) -> str:
        name = f"audit_{os.getpid()}_{next(_numbers)}"
        if self._kind == "sqlite":
            return f"sqlite:///{self._folder}/{name}.db"
        self._made.append(name)
        self._administer(f'CREATE DATABASE "{name}"')
        return f"{self._server.rpartition('/')[0]}/{name}"

    def drop(self) -> None:
        for name in self._made:
            self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    @property
    def _server(self) -> str:
        server: str = self._request.getfixturevalue("postgresql_server")
        return server

    def _administer(self, command: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as admin:
            admin.execute(command)


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    made = Databases(request.param, tmp_path, request)
    yield made
    made.drop()


@pytest.fixture
def url(databases: Databases) -> str:
    return databases.new()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with Database.open(url) as opened:
        yield opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all tests of a module that change nothing."""
    made = Databases(request.param, tmp_path_factory.mktemp("shared"), request)
    with Database.open(made.new()) as opened:
        yield opened
    made.drop()
