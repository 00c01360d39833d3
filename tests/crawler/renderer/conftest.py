"""One render process serves most tests, as it serves a machine. Without Chromium these tests fail, they never skip."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_site import FakeSite, Show

from crawler.renderer.client import RenderClient
from crawler.renderer.find_chromium import find_chromium
from crawler.renderer.job import Job, Rendered
from crawler.renderer.launch import Launch, start_renderer, stop_renderer


@pytest.fixture(scope="session", autouse=True)
def chromium() -> str:
    search = find_chromium()
    assert search.chromium is not None, search.reason
    return search.chromium.path


@pytest.fixture(scope="session")
def renderer() -> Iterator[tuple[Launch, str, Path]]:
    """The process, its socket, and the folder that is its only place for temporary files."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        room = Path(folder, "tmp")
        room.mkdir()
        patch.setenv("TMPDIR", str(room))
        socket_path = str(Path(folder, "renderer"))
        launch = start_renderer(socket_path)
        assert launch.process is not None, launch.reason
        yield launch, socket_path, room
        stop_renderer(launch.process)
        assert launch.process.returncode == 0
        assert list(room.iterdir()) == []


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def client(renderer: tuple[Launch, str, Path], loop: asyncio.Runner) -> Iterator[RenderClient]:
    client = RenderClient(renderer[1])
    yield client
    loop.run(client.close())


@pytest.fixture
def show(client: RenderClient, loop: asyncio.Runner) -> Show:
    return lambda job: loop.run(client.render(job))


@pytest.fixture
def together(client: RenderClient, loop: asyncio.Runner) -> Callable[..., list[Rendered]]:
    async def all_of(jobs: tuple[Job, ...]) -> list[Rendered]:
        works: list[Coroutine[Any, Any, Rendered]] = [client.render(job) for job in jobs]
        return list(await asyncio.gather(*works))

    return lambda *jobs: loop.run(all_of(jobs))


@pytest.fixture
def site() -> Iterator[FakeSite]:
    with FakeSite() as site:
        yield site
