"""One crawl process serves most tests: that is how it works at night, too."""

from collections.abc import Iterator

import pytest
from crew import Crew


@pytest.fixture(scope="session")
def crew() -> Iterator[Crew]:
    crew = Crew()
    yield crew
    assert crew.close() == 0
