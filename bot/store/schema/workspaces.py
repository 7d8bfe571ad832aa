"""Workspaces, and what was changed in them."""

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    String,
    Table,
    Text,
)

from bot.store.schema.column_types import UTCDateTime, metadata

audits = Table(
    "audits",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", UTCDateTime, nullable=False, index=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("person", String(200), nullable=False),
    Column("destination", String(200), nullable=False),
    Column("action", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)
"""Who changed what is posted where, and who was refused."""


workspaces = Table(
    "workspaces",
    metadata,
    Column("workspace", String(200), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("since", UTCDateTime, nullable=False),
)
"""Workspaces that cannot be reached; what was paused for the reason runs again with them."""
