"""Both databases for every test of the storage: SQLite, and a real PostgreSQL run by an ordinary user."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from storage.database import Database

_HOW_TO_INSTALL = (
    "PostgreSQL's programs (initdb, pg_ctl) were not found in PATH, /usr/lib/postgresql/*/bin or where pg_config says; "
    "the storage tests need them: apt-get install postgresql, or put their folder into PATH"
)


def _programs() -> Path:
    """The folder of initdb and pg_ctl, the newest version first."""
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    if shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(asked.stdout.strip() or "/nonexistent"))
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(installed, key=lambda path: float(path.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
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
        self._home = home
        self._data = home / "data"
        self.port = _free_port()
        if self._user is not None:
            os.chown(home, self._user.pw_uid, self._user.pw_gid)

    def start(self) -> None:
        self._run(
            "initdb", "-D", self._data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"
        )
        quick = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -c unix_socket_directories= {quick}"
        self._run("pg_ctl", "-D", self._data, "-l", self._home / "log", "-o", options, "-w", "-t", "60", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def url(self, name: str) -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: object) -> None:
        identity: dict[str, object] = {}
        if self._user is not None:
            identity = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        done = subprocess.run(
            [str(self._programs / program), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            cwd=self._home,
            check=False,
            timeout=120,
            **identity,
        )
        if done.returncode:
            log = self._home / "log"
            said = (done.stderr or b"").decode() + (log.read_text() if log.exists() else "")
            pytest.fail(f"{program} failed: {said[-2000:]}", pytrace=False)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[_Server]:
    with tempfile.TemporaryDirectory(prefix="portal-audit-pg-", ignore_cleanup_errors=True) as folder:
        server = _Server(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


_numbers = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """URLs of databases that hold nothing yet."""

    def make() -> str:
        number = next(_numbers)
        if request.param == "sqlite":
            return f"sqlite:///{tmp_path}/audit{number}.db"
        server: _Server = request.getfixturevalue("postgresql_server")
        name = f"audit_{os.getpid()}_{number}"
        with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}"')
        return server.url(name)

    return make


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with Database.open(url) as opened:
        yield opened
