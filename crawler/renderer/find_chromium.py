"""Which Chromium renders: the operator's, else Debian's light build, else the whole browser, else Playwright's own."""

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SETTING = "PORTAL_AUDIT_CHROMIUM"
NONE_FOUND = f"no Chromium found: install chromium-headless-shell, run `playwright install chromium`, or set {SETTING}"
_SCRIPT_BYTES = 64 * 1024
#: A start script that does nothing but call the program: its shell would stand between us and the browser.
_PLAIN_CALL = re.compile(r"^(?:exec\s+)?(?P<program>/\S+)\s+\"\$@\"\s*$")
_PLAYWRIGHT_PLACES = (
    "chromium_headless_shell-*/chrome-*/headless_shell",
    "chromium_headless_shell-*/chrome-*/chrome-headless-shell",
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
)


class ChromiumKind(StrEnum):
    """The light build draws and scripts pages only; the whole browser needs its new headless mode."""

    SHELL = "headless shell"
    WHOLE = "chromium"


@dataclass(frozen=True, slots=True)
class Chromium:
    """An executable that was found, and by which rule."""

    path: str
    kind: ChromiumKind
    found_by: str


@dataclass(frozen=True, slots=True)
class Search:
    """What looking for a browser came to: one of the two is None or ""."""

    chromium: Chromium | None
    reason: str = ""


def find_chromium(wanted: str = "", environment: Mapping[str, str] | None = None) -> Search:
    """The browser to use. A setting that names no executable is an error, not a reason to take another one."""
    environment = os.environ if environment is None else environment
    setting = wanted or environment.get(SETTING, "")
    path = environment.get("PATH", os.defpath)
    if setting:
        found = shutil.which(setting, path=path)
        if found is None:
            return Search(None, f"{SETTING}: {setting[:200]} is no executable")
        return Search(_chromium(found, "setting"))
    for name in ("chromium-headless-shell", "chromium"):
        found = shutil.which(name, path=path)
        if found is not None:
            return Search(_chromium(found, name))
    own = _playwrights_own(environment)
    return Search(_chromium(own, "playwright")) if own else Search(None, NONE_FOUND)


def _chromium(path: str, found_by: str) -> Chromium:
    program = _behind_script(path)
    shell = "headless" in Path(program).name and "shell" in Path(program).name
    return Chromium(program, ChromiumKind.SHELL if shell else ChromiumKind.WHOLE, found_by)


def _behind_script(path: str) -> str:
    """The program that a plain start script calls: killed, the script would leave the browser behind."""
    try:
        with Path(path).open("rb") as file:
            start = file.read(_SCRIPT_BYTES)
    except OSError:
        return path
    if not start.startswith(b"#!"):
        return path
    lines = [line.strip() for line in start.decode("utf-8", "replace").splitlines()[1:]]
    orders = [line for line in lines if line and not line.startswith("#")]
    called = _PLAIN_CALL.match(orders[0]) if len(orders) == 1 else None
    return called["program"] if called and os.access(called["program"], os.X_OK) else path


def _playwrights_own(environment: Mapping[str, str]) -> str:
    """The newest build that `playwright install` left, the light one first."""
    home = environment.get("HOME", str(Path.home()))
    places = [
        environment.get("PLAYWRIGHT_BROWSERS_PATH", ""),
        f"{home}/.cache/ms-playwright",
        f"{home}/Library/Caches/ms-playwright",
    ]
    for folder in places:
        if not folder or not Path(folder).is_dir():
            continue
        for pattern in _PLAYWRIGHT_PLACES:
            builds = [(_build_number(path.relative_to(folder)), str(path)) for path in Path(folder).glob(pattern)]
            if builds:
                return max(builds)[1]
    return ""


def _build_number(path: Path) -> int:
    number = path.parts[0].rpartition("-")[2]
    return int(number) if number.isdigit() else 0
