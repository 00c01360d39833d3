"""The PostgreSQL schema in which Procrastinate keeps its tables, and our transactions' way into it."""

from sqlalchemy import Connection, text

PROCRASTINATE = "procrastinate"


def enter(connection: Connection) -> object:
    """The driver's connection, seeing Procrastinate's tables until the transaction ends, and ours after them."""
    path = connection.execute(text("SHOW search_path")).scalar()
    connection.execute(text("SELECT set_config('search_path', :path, true)"), {"path": f"{PROCRASTINATE}, {path}"})
    return connection.connection.dbapi_connection
