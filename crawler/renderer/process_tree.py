"""The browser's processes as the kernel knows them: how much memory they hold, and an end for all of them."""

import os
import signal
from collections.abc import Iterable
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


def descendants(root: int) -> tuple[int, ...]:
    """Process ids below `root`, parents first; empty where there is no /proc."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        parent = _parent(entry)
        if parent is not None:
            children.setdefault(parent, []).append(int(entry.parent.name))
    found: list[int] = []
    waiting = [root]
    while waiting:
        for child in sorted(children.get(waiting.pop(0), ())):
            found.append(child)
            waiting.append(child)
    return tuple(found)


def _parent(stat: Path) -> int | None:
    try:
        text = stat.read_text("utf-8", "replace")
        return int(text.rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return None


def lives(process: int) -> bool:
    """Is there such a process, and does it still run?"""
    try:
        text = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return False
    return text.rpartition(")")[2].split()[:1] not in (["Z"], ["X"])


def memory_bytes(processes: Iterable[int]) -> int:
    """Memory these processes hold, what they share divided between them; what is merely resident where the kernel
    does not divide."""
    return sum(_proportional(process) for process in processes)


def _proportional(process: int) -> int:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii", "replace").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


def kill_descendants(root: int) -> None:
    """SIGKILL for everything below `root`, whatever process group it moved to."""
    for process in descendants(root):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
