"""The queue that belongs to a database."""

from scheduler.queue import Queue
from scheduler.queue_leases import LeaseQueue
from storage.database import Database


def open_queue(database: Database) -> Queue:
    """Leases on SQLite, Procrastinate on PostgreSQL. Raises StorageError."""
    if database.engine.dialect.name == "sqlite":
        return LeaseQueue(database.engine)
    from scheduler.queue_procrastinate import ProcrastinateQueue  # noqa: PLC0415 - slow to load, for one database only

    return ProcrastinateQueue(database.engine)
