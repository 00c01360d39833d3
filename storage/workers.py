"""Which process runs an audit, and whether it is still there."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from domain.clock import utc_now

#: A worker on another machine is taken for dead when it was silent for so long.
SILENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Worker:
    """A process, told apart from a later one with the same number by its start, and by its machine's start."""

    host: str
    boot: str
    pid: int
    started: str  # clock ticks since the machine's start; "" where the system does not tell


def this_worker() -> Worker:
    pid = os.getpid()
    return Worker(socket.gethostname(), _boot_id(), pid, _process_start(pid))


def is_alive(worker: Worker, heartbeat: datetime, silence: timedelta = SILENCE) -> bool:
    """Whether the worker may still finish its audit: on this machine by its process, elsewhere by its heartbeat."""
    if worker.host != socket.gethostname():
        return utc_now() - heartbeat < silence
    if worker.boot != _boot_id():
        return False
    try:
        os.kill(worker.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not worker.started or _process_start(worker.pid) == worker.started


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _process_start(pid: int) -> str:
    """Field 22 of /proc/<pid>/stat (proc(5)); "" for a dead process that was not yet waited for, and elsewhere."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return ""
    fields = stat.rpartition(b")")[2].split()
    return "" if fields[0] in (b"Z", b"X") else fields[19].decode("ascii")
