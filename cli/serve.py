"""`portal-audit serve`: health, metrics and status over HTTP."""

import socket
from typing import Annotated

import typer

from cli.failures import OUR_FAILURE, stop
from cli.settings import ArchiveOption, DatabaseOption, TargetsOption, read_settings
from cli.workplace import open_database
from scheduler.logs import set_up_logging

_STOPPING = 10  # seconds for answers under way


def serve(
    host: Annotated[str, typer.Option("--host", metavar="H", help="Địa chỉ / address")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="Cổng TCP / TCP port, 0: any")
    ] = 8000,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Tình trạng và số đo qua HTTP, chỉ đọc / health, metrics and status over HTTP, read-only."""
    import uvicorn  # noqa: PLC0415 - slow to load, and for this command only

    from web.app import create_app  # noqa: PLC0415 - likewise

    settings = read_settings(database, archive, targets)
    set_up_logging()
    with open_database(settings) as opened:
        try:
            listening = socket.create_server((host, port), family=_family(host), backlog=128)
        except OSError as error:
            stop(f"cannot listen on {host}:{port}: {error.strerror or error}", OUR_FAILURE)
        with listening:
            typer.echo(f"http://{_shown(host)}:{listening.getsockname()[1]}/api/v1/status")
            config = uvicorn.Config(
                create_app(opened),
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_STOPPING,
            )
            uvicorn.Server(config).run(sockets=[listening])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
