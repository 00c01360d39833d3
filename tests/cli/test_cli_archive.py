"""`portal-audit archive verify|prune` and archives in a store, as a user calls them."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from checks.load_catalogue import load_catalogue
from cli.app import command_line
from cli.settings import read_settings
from domain.clock import utc_now
from storage.archive.publishing import hand_over
from storage.archive.store import ArchiveStore
from storage.database import Database
from storage.retention import load_policy

sys.path.insert(0, str(Path(__file__).parents[1] / "storage"))
from archived_nights import PAGES, changed, night

_FOREVER_AGO = 4000


class Desk:
    def __init__(self, folder: Path, *, remote: bool) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder}/a.sqlite"
        self.archive = f"file://{folder}/store" if remote else str(folder / "archive")
        settings = read_settings(self.url, self.archive, None)
        self.store = ArchiveStore(settings.archive, settings.store_url)
        with Database.open(self.url) as database:
            now = utc_now()
            self.old = night(database, self.store, _FOREVER_AGO, before=now)
            self.new = night(database, self.store, 1, changed(*PAGES), before=now)
            hand_over(self.store, database.archived().keys())

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(command_line(), [*arguments, "--database", self.url, "--archive", self.archive])


@pytest.fixture(params=[False, True], ids=["folder", "store"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(tmp_path, remote=request.param)


def test_prune_counts_then_drops_and_verify_tells_policy_from_damage(desk: Desk) -> None:
    assert "2 tệp / files, 0 lỗi / faults" in desk.run("archive", "verify").output
    counted = desk.run("archive", "prune", "--dry-run")
    assert counted.exit_code == 0
    assert "sẽ bỏ / would drop: 4 bản ghi / records (age 2, names 2) of 1 tệp" in counted.output
    dropped = desk.run("archive", "prune")
    assert dropped.exit_code == 0
    assert "đã bỏ / dropped: 4 bản ghi / records (age 2, names 2) of 1 tệp" in dropped.output
    verified = desk.run("archive", "verify")
    assert verified.exit_code == 0
    assert "2 tệp / files, 0 lỗi / faults" in verified.output
    assert "records dropped by policy" in verified.output
    again = desk.run("recheck", desk.old)
    assert again.exit_code == 2
    assert "was thinned by the policy default@" in again.output
    name = desk.store.names()[0]
    desk.store.remove(name)
    damaged = desk.run("archive", "verify")
    assert damaged.exit_code == 4
    assert f"{name}: there is no such archive" in damaged.output


def test_an_audit_is_judged_again_and_handed_over_from_the_store(desk: Desk, tmp_path: Path) -> None:
    assert desk.run("recheck", desk.new, "--json", str(tmp_path / "again.json")).exit_code == 0
    assert desk.run("archive", "export", desk.new, str(tmp_path / "out")).exit_code == 0
    assert {path.name.partition(".")[2] for path in (tmp_path / "out").iterdir()} == {"warc.gz", "cdxj", "json"}
    with Database.open(desk.url) as database:
        assert database.get_evaluation(desk.new) != database.get_evaluation(desk.new, "first")
        assert len(desk.store.names()) == 2


@pytest.mark.parametrize("archive", ["nothing://bucket/x", "memory://held-by-nobody"])
def test_a_store_that_is_none_is_one_line(tmp_path: Path, archive: str) -> None:
    arguments = ["archive", "verify", "--database", f"sqlite:///{tmp_path}/a.sqlite", "--archive", archive]
    ran = CliRunner().invoke(command_line(), arguments)
    assert ran.exit_code in (0, 2)
    assert len(ran.output.strip().splitlines()) == 1


def test_a_policy_that_is_none_is_one_line(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("whole_days: soon")
    ran = desk.run("archive", "prune", "--policy", str(tmp_path / "policy.yaml"))
    assert ran.exit_code == 4
    assert "policy.yaml" in ran.output


def test_the_shipped_policy_names_requirements_that_there_are() -> None:
    known = {requirement.id for requirement in load_catalogue("nd43-2011").requirements}
    assert set(load_policy().names.requirements) <= known
