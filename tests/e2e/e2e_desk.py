"""Running the command line as a user does, in a working folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.register import targets_yaml
from domain.agencies import Target

LIMIT = 240


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """A working folder with its own database and archive."""

    folder: Path

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "cli.app", *words]

    def environment(self, **more: str) -> dict[str, str]:
        root = str(Path(__file__).resolve().parents[2])
        return {**os.environ, "PYTHONPATH": root, **more}

    def run(self, *words: str, limit: float = LIMIT, **environment: str) -> Ran:
        return self._run(self.command(*words), limit, environment)

    def python(self, code: str, *words: str, limit: float = LIMIT, **environment: str) -> Ran:
        """A few lines of Python in a process of their own."""
        return self._run([sys.executable, "-c", code, *words], limit, environment)

    def _run(self, command: list[str], limit: float, environment: Mapping[str, str]) -> Ran:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.command(*words),
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


def targets_file(path: Path, targets: list[Target], crawl: Mapping[str, float] | None = None) -> Path:
    """A register of these targets, as an operator would write it."""
    path.write_text(targets_yaml(targets, crawl), encoding="utf-8")
    return path
