"""The metadata, and types and conditions that both databases understand."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Dialect,
    MetaData,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Constraints are named, so that Alembic's batch mode can change them on SQLite."""


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. SQLite drops the zone, so it is stored as naive UTC and comes back aware."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive instants: nobody knows what they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without a zone: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def only_where(condition: ColumnElement[bool]) -> dict[str, Any]:
    """Index only some rows: what is settled outnumbers what waits by far."""
    return {"sqlite_where": condition, "postgresql_where": condition}
