"""Several processes kept as one: restarted within limits, stopped together, none left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cli.supervisor import Child, Limits, Supervisor

_QUICK = Limits(most=3, window=60, first_pause=0.05, longest_pause=0.1, grace=20)
_STAYS = "import time, sys; open(sys.argv[1], 'a').write('started\\n'); time.sleep(600)"
_DIES = "import sys; open(sys.argv[1], 'a').write('started\\n'); sys.exit(int(sys.argv[2]))"
_DEAF = (
    "import signal, time, sys; signal.signal(15, signal.SIG_IGN); open(sys.argv[1], 'a').write('x\\n'); time.sleep(600)"
)


def child(code: str, *words: object) -> Child:
    return Child("made-up", [sys.executable, "-c", code, *map(str, words)])


def starts(file: Path) -> int:
    return len(file.read_text().splitlines()) if file.exists() else 0


def wait_for(file: Path, count: int) -> None:
    for _ in range(1200):
        if starts(file) >= count:
            return
        time.sleep(0.05)
    pytest.fail(f"{file.name} was not started {count} times")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def stop_when(file: Path, count: int) -> threading.Thread:
    """SIGTERM for this process once the file has so many lines."""

    def tell() -> None:
        wait_for(file, count)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    return thread


def test_a_child_that_dies_is_started_again_and_a_signal_stops_all(tmp_path: Path) -> None:
    children = [child(_STAYS, tmp_path / "stays"), child(_STAYS, tmp_path / "killed")]

    def kill() -> None:
        wait_for(tmp_path / "killed", 1)
        process = children[1].process
        assert process is not None
        process.kill()

    threading.Thread(target=kill, daemon=True).start()
    stop_when(tmp_path / "killed", 2)
    assert Supervisor(children, _QUICK).run() == 0
    assert (starts(tmp_path / "stays"), starts(tmp_path / "killed")) == (1, 2)
    assert not any(is_alive(each.process.pid) for each in children if each.process and each.process.poll() is None)


def test_a_child_that_dies_too_often_takes_all_with_it(tmp_path: Path) -> None:
    stays = child(_STAYS, tmp_path / "stays")
    assert Supervisor([stays, child(_DIES, tmp_path / "dies", 1)], _QUICK).run() == 4
    assert starts(tmp_path / "dies") == 4
    assert stays.process is not None
    assert stays.process.poll() is not None


def test_a_child_that_refuses_its_options_is_not_started_again(tmp_path: Path) -> None:
    assert Supervisor([child(_DIES, tmp_path / "dies", 2)], _QUICK).run() == 2
    assert starts(tmp_path / "dies") == 1


def test_a_child_that_ends_well_is_started_again_too(tmp_path: Path) -> None:
    stop_when(tmp_path / "ends", 2)
    assert Supervisor([child(_DIES, tmp_path / "ends", 0)], _QUICK).run() == 0


def test_a_child_that_hears_nothing_is_killed_in_the_end(tmp_path: Path) -> None:
    deaf = child(_DEAF, tmp_path / "deaf")
    stop_when(tmp_path / "deaf", 1)
    begun = time.monotonic()
    assert Supervisor([deaf], Limits(grace=0.5)).run() == 0
    assert time.monotonic() - begun < 60
    assert deaf.process is not None
    assert deaf.process.poll() == -signal.SIGKILL


def test_children_do_not_outlive_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    code = (
        "import sys; from cli.supervisor import *\n"
        f"Supervisor([Child('x', [sys.executable, '-c', {_STAYS!r} + '; print()', sys.argv[1]])]).run()"
    )
    noted = _STAYS.replace("'started\\n'", "str(__import__('os').getpid()) + '\\n'")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    supervisor = subprocess.Popen(
        [sys.executable, "-c", code.replace(repr(_STAYS), repr(noted)), str(tmp_path / "pid")], env=environment
    )
    wait_for(tmp_path / "pid", 1)
    pid = int((tmp_path / "pid").read_text())
    supervisor.kill()
    supervisor.wait(20)
    for _ in range(200):
        if not is_alive(pid) or Path(f"/proc/{pid}/stat").read_text().split(")")[-1].split()[0] == "Z":
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the child outlived its supervisor")
