"""`portal-audit up`: clock, worker and web in one, for a single machine."""

import sys
from typing import Annotated

import typer

from cli.night_place import NightSettingsOption, open_night_settings
from cli.settings import ArchiveOption, DatabaseOption, TargetsOption, read_settings
from cli.supervisor import Child, Supervisor
from cli.workplace import open_database, open_registry
from scheduler.logs import set_up_logging


def up(
    host: Annotated[str, typer.Option("--host", metavar="H", help="Địa chỉ / address of the web part")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="Cổng TCP / TCP port, 0: any")
    ] = 8000,
    settings_file: NightSettingsOption = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Không dùng trình duyệt / without a browser")
    ] = False,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Chạy đồng hồ, bộ kiểm tra và trang tình trạng / clock, worker and web in one."""
    settings = read_settings(database, archive, targets)
    open_night_settings(settings_file)
    open_registry(settings)
    with open_database(settings):
        pass  # brought to this version once, before three processes open it
    set_up_logging()
    common = ["--database", settings.database_url, "--archive", str(settings.archive)]
    if settings.targets is not None:
        common += ["--targets", str(settings.targets.absolute())]
    chosen = ["--settings", str(settings_file.absolute())] if settings_file else []
    children = [
        Child("schedule", _command("schedule", "--beside-worker", *chosen, *common)),
        Child("worker", _command("worker", *(["--no-browser"] if no_browser else []), *common)),
        Child("serve", _command("serve", "--host", host, "--port", str(port), *common)),
    ]
    raise typer.Exit(Supervisor(children).run())


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "cli.app", *words]
