"""Procrastinate's job manager for callers that are no coroutines: one event loop in a thread, every call bounded."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from procrastinate import PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as Ticket
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from sqlalchemy import URL

from storage.engine import shown
from storage.errors import StorageError
from storage.queue_tickets import PROCRASTINATE

T = TypeVar("T")
_CALL_SECONDS = 30.0


class TicketCalls:
    """One process's line to Procrastinate. Raises StorageError in one line; begins anew after a lost connection."""

    def __init__(self, url: URL) -> None:
        self._shown = shown(url)
        self._connector = PsycopgConnector(
            conninfo=url.set(drivername="postgresql").render_as_string(hide_password=False),
            kwargs={"options": f"-c search_path={PROCRASTINATE},public", "connect_timeout": 10},
            min_size=1,
            max_size=4,
            timeout=10.0,
        )
        self.manager = JobManager(self._connector)
        #: For calls inside a transaction of ours; it opens no connection of its own.
        self.inside = JobManager(SyncPsycopgConnector())
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="procrastinate", daemon=True)
        self._listening: asyncio.Future[None] | None = None
        self._news = threading.Event()
        self._thread.start()
        try:
            self._call(self._connector.open_async())
        except StorageError:
            self._stop()
            raise
        self._loop.call_soon_threadsafe(self._listen)

    def fetch(self, queues: list[str], worker: int) -> Ticket | None:
        """The next ticket, now `doing` and this worker's."""
        return self._call(self.manager.fetch_job(queues, worker))

    def retry(self, ticket: int, at: datetime) -> None:
        self._call(self.manager.retry_job_by_id_async(ticket, at))

    def finish(self, ticket: int, *, succeeded: bool) -> None:
        status = Status.SUCCEEDED if succeeded else Status.FAILED
        self._call(self.manager.finish_job_by_id_async(ticket, status, delete_job=False))

    def stalled(self, seconds: float) -> tuple[Ticket, ...]:
        """Tickets being done whose worker has not been heard of for so long."""
        return tuple(self._call(self.manager.get_stalled_jobs(seconds_since_heartbeat=seconds)))

    def prune(self, seconds: float) -> None:
        self._call(self.manager.prune_stalled_workers(seconds))

    def register(self) -> int:
        return self._call(self.manager.register_worker())

    def unregister(self, worker: int) -> None:
        self._call(self.manager.unregister_worker(worker))

    def beat(self, worker: int) -> None:
        self._call(self.manager.update_heartbeat(worker))

    def wait(self, seconds: float) -> None:
        """Until a ticket was put, at most so long."""
        self._news.wait(seconds)
        self._news.clear()

    def close(self) -> None:
        with suppress(StorageError):
            self._call(self._end())
        self._stop()

    def _listen(self) -> None:
        self._listening = asyncio.ensure_future(self._listen_for_ever(), loop=self._loop)

    async def _listen_for_ever(self) -> None:
        async def hear(**_: Any) -> None:
            self._news.set()

        while True:
            with suppress(ConnectorException):
                await self.manager.listen_for_jobs(on_notification=hear)
            await asyncio.sleep(2.0)

    async def _end(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
        await self._connector.close_async()

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CALL_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(_CALL_SECONDS)
        except ConnectorException as error:
            words = " ".join(str(error.__cause__ or error).split())[:300]
            raise StorageError(f"database {self._shown}: queue: {words}") from error
        except TimeoutError as error:
            future.cancel()
            raise StorageError(f"database {self._shown}: queue: no answer within {_CALL_SECONDS:.0f} s") from error


def ticket_of(job: int, agency: str, queue: str, priority: int, due: datetime, key: str) -> Ticket:
    """A ticket as it is put: one at a time per portal (`lock`), one waiting per job (`queueing_lock`)."""
    return Ticket(
        queue=queue,
        priority=priority,
        lock=agency,
        queueing_lock=key,
        task_name="audit",
        task_kwargs={"job": job},
        scheduled_at=due,
    )
