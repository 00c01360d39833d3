"""A PostgreSQL of its own for benchmarks and tests: in a temporary folder, on loopback, run by an ordinary user."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

_STARTS_WITHIN = 60.0
#: What a small server of 4 GB is usually given; durability as shipped.
_SETTINGS = {"shared_buffers": "512MB", "work_mem": "16MB", "max_wal_size": "4GB"}
_HOW_TO_INSTALL = (
    "initdb and postgres were not found in PATH, /usr/lib/postgresql/*/bin or where pg_config says: "
    "apt-get install postgresql, or put their folder into PATH"
)


@contextmanager
def own_postgresql(settings: Mapping[str, str] = _SETTINGS) -> Iterator[str]:
    """The URL of an empty database; server and files are gone afterwards. Raises RuntimeError when it cannot be."""
    programs, user = _programs(), _ordinary_user()
    with TemporaryDirectory(prefix="portal-audit-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        if user:
            os.chown(home, user["user"], user["group"])
        _initialise(programs, home, user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        places = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        options = [part for pair in {**settings, **places}.items() for part in ("-c", "=".join(pair))]
        command = [str(programs / "postgres"), "-D", str(home / "data"), "-p", str(port), *options]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=home, **user)
        try:
            url = f"postgresql://tester@127.0.0.1:{port}/postgres"
            _wait(url, server, home / "log")
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=60)


def _initialise(programs: Path, home: Path, user: dict[str, Any]) -> None:
    command = [str(programs / "initdb"), "-D", str(home / "data"), "-U", "tester", "-A", "trust", "-E", "UTF8"]
    command += ["--no-sync", "--locale=C.UTF-8"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=home, timeout=120, **user)
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr[-2000:]}")


def _wait(url: str, server: "subprocess.Popen[Any]", log: Path) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")


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
    raise RuntimeError(_HOW_TO_INSTALL)


def _ordinary_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; arguments for subprocess."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise RuntimeError("there is no user postgres or nobody to run PostgreSQL as, and root may not")
