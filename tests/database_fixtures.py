"""Both databases for whoever stores: SQLite, and a real PostgreSQL run by an ordinary user."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.database import Database

_HOW_TO_INSTALL = (
    "initdb and postgres were not found in PATH, /usr/lib/postgresql/*/bin or where pg_config says; "
    "the storage tests need them: apt-get install postgresql, or put their folder into PATH"
)


def _programs() -> Path:
    """The folder of initdb and postgres, the newest version first."""
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    if shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(asked.stdout.strip() or "/nonexistent"))
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(installed, key=lambda path: float(path.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.fail(_HOW_TO_INSTALL, pytrace=False)


def _ordinary_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.fail("the tests run as root, and there is no user postgres or nobody to run PostgreSQL as", pytrace=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Server:
    """A PostgreSQL of its own in a temporary folder, on a free loopback port, without fsync."""

    def __init__(self, home: Path) -> None:
        self._programs = _programs()
        self._user = _ordinary_user()
        self._process: subprocess.Popen[bytes] | None = None
        self._home = home
        self._data = home / "data"
        self.port = _free_port()
        if self._user is not None:
            os.chown(home, self._user.pw_uid, self._user.pw_gid)

    def start(self) -> None:
        arguments = ("-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        made = subprocess.run(
            [self._programs / "initdb", "-D", self._data, *arguments],
            capture_output=True,
            text=True,
            cwd=self._home,
            check=False,
            timeout=120,
            **self._identity(),
        )
        if made.returncode:
            pytest.fail(f"initdb failed: {made.stderr[-2000:]}", pytrace=False)
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
        }
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        with (self._home / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, "-p", str(self.port), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._home,
                **self._identity(),
            )
        self._wait()

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=60)

    def url(self, name: str) -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/{name}"

    def _wait(self) -> None:
        for _ in range(600):
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
                if self._process is not None and self._process.poll() is not None:
                    break
            else:
                return
        self.stop()
        pytest.fail(f"PostgreSQL did not start: {(self._home / 'log').read_text()[-2000:]}", pytrace=False)

    def _identity(self) -> dict[str, Any]:
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[_Server]:
    with tempfile.TemporaryDirectory(prefix="portal-audit-pg-", ignore_cleanup_errors=True) as folder:
        server = _Server(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


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
        return self._server.url(name)

    def drop(self) -> None:
        for name in self._made:
            self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    @property
    def _server(self) -> _Server:
        server: _Server = self._request.getfixturevalue("postgresql_server")
        return server

    def _administer(self, command: str) -> None:
        with psycopg.connect(self._server.url("postgres"), autocommit=True) as admin:
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
