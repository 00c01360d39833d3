"""The read-only application of `portal-audit serve`: health, metrics and status."""

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Literal

import structlog
from fastapi import FastAPI, HTTPException, Query, Response

from domain.clock import utc_now
from scheduler.nights_status import Status, read_status
from storage.database import Database
from storage.errors import StorageError
from web.health import Health, State, judge_health
from web.metrics import CONTENT_TYPE_LATEST, render_metrics

_DOWN = 503
_log = structlog.get_logger(__name__)


def create_app(database: Database, now: Callable[[], datetime] = utc_now) -> FastAPI:
    app = FastAPI(
        title="portal-audit",
        version=_version(),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )

    def snapshot() -> tuple[Status | None, str]:
        try:
            return read_status(database, now()), ""
        except StorageError as error:
            _log.warning("status not read", error=str(error))
            return None, str(error)

    @app.get("/healthz", responses={_DOWN: {"model": Health}})
    def healthz(
        response: Response,
        part: Annotated[
            Literal["database", "clock", "worker", "nights"] | None, Query(description="only this part counts")
        ] = None,
    ) -> Health:
        """503 when the database, the clock or every worker is down; a night that was held is told, and no failure."""
        health = judge_health(*snapshot())
        state = health.parts[part].state if part else health.state
        response.status_code = _DOWN if state is State.DOWN else 200
        response.headers["Cache-Control"] = "no-store"
        return health

    @app.get("/metrics", response_class=Response)
    def metrics() -> Response:
        """Prometheus text, read from the database now."""
        return Response(render_metrics(snapshot()[0]), media_type=CONTENT_TYPE_LATEST)

    @app.get("/api/v1/status")
    def status(response: Response) -> Status:
        """What is running, queued and failed, and how far the nights are."""
        found, problem = snapshot()
        if found is None:
            raise HTTPException(_DOWN, problem)
        response.headers["Cache-Control"] = "no-store"
        return found

    return app


def _version() -> str:
    try:
        return version("portal-audit")
    except PackageNotFoundError:
        return "0"
