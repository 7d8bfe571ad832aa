"""Alerts, and what they found."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from bot.store.schema.column_types import UTCDateTime, metadata, only_where

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("person", String(200), nullable=False),
    Column("number", Integer, nullable=False),
    Column("query", Text, nullable=False),
    Column("at", String(60), nullable=False),
    Column("weekdays", String(13), nullable=False),
    Column("timezone", String(60), nullable=False),
    Column("most", Integer),
    Column("paused_reason", Text, nullable=False),
    Column("silent_until", UTCDateTime),
    Column("created_at", UTCDateTime, nullable=False),
    Column("revision", BigInteger, nullable=False, index=True),
    UniqueConstraint("person", "number"),
    UniqueConstraint("person", "query"),
)
"""People's standing queries; `at` is empty for those that are told at once."""


gone_alerts = Table(
    "gone_alerts",
    metadata,
    Column("alert_id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False, index=True),
    Column("removed_at", UTCDateTime, nullable=False),
)
"""Numbers of removed alerts, for a while, so that whoever follows the changes hears of it."""


matches = Table(
    "finds",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
    Column("workspace", String(200), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("why", Text, nullable=False),
    Column("is_gathered", Boolean, nullable=False),
    Column("period", String(400), nullable=False),
    Column("found_at", UTCDateTime, nullable=False, index=True),
    Column("due_at", UTCDateTime),
)
"""A paper that a person's alerts matched, why, and what became of it.

`reasons` are pairs of an alert's number and its query; `period` names the delivery that tells
of it; `is_gathered` where it is told together with others.
"""


Index(
    "ix_finds_waiting",
    matches.c.platform,
    matches.c.due_at,
    **only_where(literal_column("state = 'waiting'")),
)
