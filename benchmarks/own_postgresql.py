"""A PostgreSQL of its own for a benchmark: in a temporary folder, on loopback, run by an ordinary user."""

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
_SETTINGS = {"shared_buffers": "512MB", "work_mem": "16MB", "max_wal_size": "4GB", "listen_addresses": "127.0.0.1"}


@contextmanager
def own_postgresql(settings: Mapping[str, str] = _SETTINGS) -> Iterator[str]:
    """The URL of an empty database; server and files are gone afterwards."""
    programs, user = _programs(), _ordinary_user()
    with TemporaryDirectory(prefix="portal-audit-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        if user:
            os.chown(home, user["user"], user["group"])
        made = [programs / "initdb", "-D", home / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*made, "--locale=C.UTF-8"], check=True, capture_output=True, cwd=home, timeout=120, **user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = [part for pair in settings.items() for part in ("-c", "=".join(pair))]
        command = [programs / "postgres", "-D", home / "data", "-p", str(port), "-c", f"unix_socket_directories={home}"]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen([*command, *options], stdout=log, stderr=log, cwd=home, **user)
        try:
            url = f"postgresql://tester@127.0.0.1:{port}/postgres"
            _wait(url, server)
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")


def _programs() -> Path:
    """The folder of initdb and postgres, the newest version first."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    folders = [*reversed(installed), *(Path(found).parent for found in [shutil.which("initdb")] if found)]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError("initdb and postgres were not found: apt-get install postgresql")


def _ordinary_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; arguments for subprocess."""
    if os.geteuid() != 0:
        return {}
    found = pwd.getpwnam("postgres")
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
