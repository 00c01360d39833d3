"""Which register is used, and that what was imported beside it is read with it."""

from pathlib import Path

import pytest

from domain.agencies import Kind
from registry.faults import RegistryError
from registry.load import load_targets
from registry.locate import locate, shipped

ONE = "agencies:\n  {id}:\n    name: Cơ quan\n    kind: department\n    portal: https://{id}.gov.vn\n"


def test_the_named_file_then_the_folders_own_then_the_shipped_one(tmp_path: Path) -> None:
    assert locate(folder=tmp_path).main == shipped()
    assert locate(folder=tmp_path).imports == tmp_path / "targets.d"
    own = tmp_path / "targets.yaml"
    own.write_text(ONE.format(id="a"))
    assert locate(folder=tmp_path).main == own
    named = tmp_path / "others.yaml"
    named.write_text(ONE.format(id="b"))
    assert (locate(named, tmp_path).main, locate(named, tmp_path).imports) == (named, tmp_path / "others.d")


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"none\.yaml: is not there"):
        locate(tmp_path / "none.yaml")
    with pytest.raises(RegistryError, match="is not a file"):
        locate(tmp_path)


def test_the_shipped_file_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_targets(locate()).get("mof").agency.kind is Kind.MINISTRY


def test_imports_are_read_with_the_file_and_judged_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("targets.yaml").write_text(ONE.format(id="a"))
    folder = Path("targets.d")
    folder.mkdir()
    (folder / "b.yaml").write_text(ONE.format(id="b") + "    parent: a\n")
    (folder / ".c.yaml.1.tmp").write_text("half")
    (folder / "readme.txt").write_text("not read")
    assert [target.agency.id for target in load_targets(locate())] == ["a", "b"]
    (folder / "c.yaml").write_text(
        ONE.format(id="a") + ONE.format(id="d").removeprefix("agencies:\n").replace("d.", "b.")
    )
    with pytest.raises(RegistryError) as caught:
        load_targets(locate())
    assert [str(fault).split(";")[0] for fault in caught.value.faults] == [
        "targets.d/c.yaml:2: agencies.a: id given twice (first in targets.yaml:2)",
        "targets.d/c.yaml:9: agencies.d.portal: host b.gov.vn belongs to b at the same time",
    ]
