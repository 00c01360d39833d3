"""docs/adding-a-requirement.md is done as it says, in a copy of the project: no Python, and its cases pass."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "adding-a-requirement.md"
_BLOCK = re.compile(r"^```yaml\n# (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_DATA = ("checks/catalogue/", "checks/lexicon/", "tests/cases/")
_COPIED = ("checks", "tests/checks", "tests/cases")
_CATALOGUE, _REQUIREMENT = "vi-du-2026", "vd-5-budget"


def blocks() -> dict[str, str]:
    return {match["path"]: match["text"] for match in _BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the walk-through touches, and of the tests that read it, with the page's blocks written in."""
    folder = tmp_path_factory.mktemp("project")
    for part in _COPIED:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in blocks().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with the copy before the project itself."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(project), str(ROOT)))}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_every_block_of_the_page_is_a_file() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(blocks()) == text.count("```yaml") >= 8


def test_only_catalogue_lexicon_and_cases_are_touched(project: Path) -> None:
    before = {path: digest for part in _COPIED for path, digest in _under(part).items()}
    after = digests(project)
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == set(blocks())
    assert all(path.startswith(_DATA) and path.endswith(".yaml") for path in changed)
    assert not any((ROOT / path).exists() for path in changed)


def _under(part: str) -> dict[str, str]:
    return {f"{part}/{path}": digest for path, digest in digests(ROOT / part).items()}


def test_lint_accepts_it(project: Path) -> None:
    done = run(project, "-c", "from cli.app import main; main()", "rules", "lint", "--catalogue", _CATALOGUE)
    assert done.returncode == 0, done.stdout + done.stderr


def test_lint_refuses_it_without_its_section(project: Path) -> None:
    section = project / "checks" / "lexicon" / "sections" / "budget.yaml"
    kept = section.read_text(encoding="utf-8")
    section.unlink()
    try:
        done = run(project, "-c", "from cli.app import main; main()", "rules", "lint", "--catalogue", _CATALOGUE)
    finally:
        section.write_text(kept, encoding="utf-8")
    assert done.returncode == 2
    assert f"{_CATALOGUE}/{_REQUIREMENT}.yaml" in done.stderr


def test_its_cases_pass(project: Path) -> None:
    cases = sum(path.startswith(f"tests/cases/{_REQUIREMENT}/") for path in blocks())
    done = run(
        project, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-c", os.devnull,
        "tests/checks/test_checks_cases.py", "-k", _REQUIREMENT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert f"{cases + 1} passed" in done.stdout  # and the test that there are enough of them


def test_explain_tells_the_auditor_practice_and_a_persons_part(project: Path) -> None:
    done = run(project, "-c", "from cli.app import main; main()", "explain", _REQUIREMENT, "--catalogue", _CATALOGUE)
    assert done.returncode == 0, done.stderr
    for told in ("News of a budget session is no publication.", "Whether the figures are complete.", "trap-news-"):
        assert told in done.stdout
