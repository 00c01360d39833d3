"""Column types that mean the same on SQLite and PostgreSQL."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Double, Integer, String, Text
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from domain.clock import from_iso, to_iso

#: Whole numbers that may pass two thousand million. SQLite keeps row ids only in columns declared INTEGER.
Whole = BigInteger().with_variant(Integer(), "sqlite")
Real: Double[float] = Double()
Words = Text()


class Moment(TypeDecorator[datetime]):
    """An aware moment: timestamptz on PostgreSQL, "2026-11-22T05:00:00.000000Z" on SQLite, where text sorts by time."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        text = to_iso(value)  # refuses a moment without zone
        return text if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else from_iso(value if isinstance(value, str) else to_iso(value))


class PlainJson(TypeDecorator[Any]):
    """Plain values as JSON, letters as they are: `json` on PostgreSQL (numbers stay as written), text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(JSON(none_as_null=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return dump(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if isinstance(value, str) and dialect.name == "sqlite" else value


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
