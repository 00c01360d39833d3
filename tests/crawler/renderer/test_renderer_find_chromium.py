"""Which browser is taken, and what is said when there is none."""

from pathlib import Path

from crawler.renderer.find_chromium import NONE_FOUND, ChromiumKind, find_chromium


def _program(path: Path, text: str = "\x7fELF") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_order(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}
    assert find_chromium(environment=environment).reason == NONE_FOUND
    own = _program(tmp_path / ".cache/ms-playwright/chromium-1200/chrome-linux/chrome")
    found = find_chromium(environment=environment).chromium
    assert found is not None
    assert (found.path, found.kind, found.found_by) == (str(own), ChromiumKind.WHOLE, "playwright")
    light = _program(tmp_path / ".cache/ms-playwright/chromium_headless_shell-1200/chrome-linux/headless_shell")
    _program(tmp_path / ".cache/ms-playwright/chromium_headless_shell-999/chrome-linux/headless_shell")
    found = find_chromium(environment=environment).chromium
    assert found is not None
    assert (found.path, found.kind) == (str(light), ChromiumKind.SHELL)
    _program(tmp_path / "bin/chromium")
    found = find_chromium(environment=environment).chromium
    assert found is not None
    assert (found.kind, found.found_by) == (ChromiumKind.WHOLE, "chromium")
    _program(tmp_path / "bin/chromium-headless-shell")
    found = find_chromium(environment=environment).chromium
    assert found is not None
    assert (found.kind, found.found_by) == (ChromiumKind.SHELL, "chromium-headless-shell")
    mine = _program(tmp_path / "mine")
    for found in (
        find_chromium(str(mine), environment).chromium,
        find_chromium(environment={**environment, "PORTAL_AUDIT_CHROMIUM": str(mine)}).chromium,
    ):
        assert found is not None
        assert (found.path, found.found_by) == (str(mine), "setting")


def test_a_wrong_setting_is_no_search(tmp_path: Path) -> None:
    _program(tmp_path / "chromium")
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PORTAL_AUDIT_CHROMIUM": "/khong/co"}
    search = find_chromium(environment=environment)
    assert search.chromium is None
    assert "/khong/co" in search.reason
    assert "\n" not in search.reason


def test_behind_a_start_script(tmp_path: Path) -> None:
    real = _program(tmp_path / "lib/chromium-headless-shell")
    environment = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}
    script = tmp_path / "bin/chromium-headless-shell"
    _program(script, f'#!/bin/sh -e\n# starts it\n{real} "$@"\n')
    found = find_chromium(environment=environment).chromium
    assert found is not None
    assert found.path == str(real)
    _program(script, f'#!/bin/sh\nexport FLAGS=x\nexec {real} $FLAGS "$@"\n')
    found = find_chromium(environment=environment).chromium
    assert found is not None
    assert found.path == str(script)
