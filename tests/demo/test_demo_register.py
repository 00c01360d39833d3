"""The register of the made-up portals says all that their truth was written for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from demo.portals import all_portals
from demo.register import targets_yaml
from domain.agencies import CrawlOverrides
from registry.load import load_targets


def test_what_is_registered_is_read_back_whole(tmp_path: Path) -> None:
    made_up = [portal.target(8080) for portal in all_portals(date(2026, 11, 20))]
    assert any(target.subordinates for target in made_up)
    assert any(target.agency.name_en for target in made_up)
    file = tmp_path / "targets.yaml"
    file.write_text(targets_yaml(made_up), "utf-8")
    read = {target.agency.id: target for target in load_targets(file).targets}
    assert read == {target.agency.id: replace(target, overrides=CrawlOverrides(delay=0)) for target in made_up}
