"""The made-up portals on loopback, and desks to work at."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from e2e_desk import Desk

from demo.portals import DemoPortal, all_portals
from demo.server import Serving, serve
from domain.clock import VIETNAM


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def portals() -> tuple[DemoPortal, ...]:
    return all_portals(datetime.now(VIETNAM).date())


@pytest.fixture(scope="session")
def serving(portals: tuple[DemoPortal, ...]) -> Iterator[Serving]:
    with serve(portals) as running:
        yield running
