"""Who answers for an audit while it runs: a person at a terminal, or a worker for a job of the queue."""

import time
from typing import Protocol

from sqlalchemy import Connection

from storage.database import Database

_HEARTBEAT = 5.0


class DroppedError(Exception):
    """The audit is not to be finished: its worker leaves, or is taken for dead. Nothing of it is kept."""


class AuditFailedError(Exception):
    """The audit failed by our own fault and will be tried again. Nothing of it is kept but its row."""


class Custody(Protocol):
    keeps_failed: bool  # whether an audit that failed by our own fault is stored, or tried again
    store_pauses: tuple[float, ...]  # seconds before each further try to store a finished audit

    def begun(self, audit: str) -> None:
        """Before anything of the audit is written."""
        ...

    def check(self) -> None:
        """Called at least every second while it crawls and while its judging is waited for. Raises DroppedError."""
        ...

    def within(self, connection: Connection) -> None:
        """In the transaction that stores the audit. Raises to store nothing of it."""
        ...


class Alone:
    """A person's own audit in a process of its own."""

    keeps_failed: bool = True
    store_pauses: tuple[float, ...] = ()

    def __init__(self, database: Database) -> None:
        self._database = database
        self._audit = ""
        self._beat = time.monotonic()

    def begun(self, audit: str) -> None:
        self._audit = audit
        self._database.recover()

    def check(self) -> None:
        if time.monotonic() - self._beat > _HEARTBEAT:
            self._beat = time.monotonic()
            self.beat()

    def beat(self) -> None:
        """Says every few seconds that the audit goes on."""
        self._database.heartbeat(self._audit)

    def within(self, connection: Connection) -> None: ...
