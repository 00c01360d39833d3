"""What the commands of nightly work share: the settings file, canaries."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from checks.data_files import DataFaults
from cli.failures import stop
from demo.portals import DemoPortal, build_portal
from demo.server import serve
from demo.truth import load_truth
from domain.agencies import CrawlOverrides
from domain.clock import VIETNAM
from domain.findings import Verdict
from registry.register import Registry
from scheduler.canaries import Canary
from scheduler.nights_settings import NightSettings, load_settings

NightSettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="Thiết lập đợt đêm / settings of nights [the shipped ones]"),
]


def open_night_settings(file: Path | None) -> NightSettings:
    try:
        return load_settings(file)
    except (DataFaults, OSError) as error:
        stop(f"the settings of nights cannot be used:\n{error}")


def without_demo_canaries(settings: NightSettings) -> NightSettings:
    """For a clock whose workers cannot reach its loopback."""
    return settings.model_copy(update={"canaries": settings.canaries.model_copy(update={"demo": ()})})


@contextmanager
def canaries_of(settings: NightSettings, registry: Registry) -> Iterator[tuple[Canary, ...]]:
    """Live ones by their agency, and made-up portals, served on loopback for as long as the block lasts."""
    live = tuple(_live(registry, each.agency, each.expect) for each in settings.canaries.live)
    with ExitStack() as stack:
        demo: tuple[Canary, ...] = ()
        if settings.canaries.demo:
            portals = [_portal(each) for each in settings.canaries.demo]
            server = stack.enter_context(serve(portals))
            demo = tuple(_demo(portal, server.port) for portal in portals)
        yield (*live, *demo)


def _live(registry: Registry, agency: str, expect: Mapping[str, Sequence[Verdict]]) -> Canary:
    if agency not in registry:
        stop(f"canaries.live: no agency {agency!r} in the targets file")
    return Canary(registry.get(agency), expect)


def _portal(portal: str) -> DemoPortal:
    try:
        return build_portal(portal, datetime.now(VIETNAM).date())
    except (LookupError, OSError) as error:
        stop(f"canaries.demo: no made-up portal {portal!r}: {error}")


def _demo(portal: DemoPortal, port: int) -> Canary:
    """What a perfect auditor may say with or without a browser, of the rows that are judged."""
    rows = load_truth(portal.id).rows
    expect = {name: row.verdicts | row.browser for name, row in rows.items() if row.judged}
    target = replace(portal.target(port), overrides=CrawlOverrides(delay=0.0))
    return Canary(target, expect, own=True)
