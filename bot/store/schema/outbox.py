"""Messages on their way, and what holds them up."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from bot.store.schema.column_types import UTCDateTime, metadata, only_where

BELOW = 1000
"""Parts from this number on hang below part 0, in its thread."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("destination", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("period", String(400), nullable=False),
    Column("part", Integer, nullable=False),
    Column("workspace", String(200), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("content", JSON(none_as_null=True)),
    Column("marker", String(25), nullable=False, unique=True),
    Column("state", String(12), nullable=False),
    Column("is_doubtful", Boolean, nullable=False, default=False),
    Column("due_at", UTCDateTime, nullable=False),
    Column("fence", Integer, nullable=False, default=0),
    Column("attempts", Integer, nullable=False, default=0),
    Column("first_tried_at", UTCDateTime),
    Column("platform_id", String(200), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("created_at", UTCDateTime, nullable=False),
    Column("settled_at", UTCDateTime),
    UniqueConstraint("destination", "kind", "period", "part"),
)
"""The outbox. `due_at` is when somebody may take a row: its time, or the end of a lease.

`is_doubtful` marks a row whose last try may have arrived; `content` is emptied when it is old.
"""


Index(
    "ix_deliveries_waiting",
    deliveries.c.due_at,
    deliveries.c.id,
    **only_where(deliveries.c.settled_at.is_(None)),
)


Index(
    "ix_deliveries_words",
    deliveries.c.settled_at,
    **only_where(deliveries.c.content.is_not(None)),
)


Index(
    "ix_deliveries_failed",
    deliveries.c.settled_at,
    **only_where(literal_column("state IN ('dead', 'held')")),
)


Index(
    "ix_deliveries_workspace",
    deliveries.c.workspace,
    **only_where(deliveries.c.settled_at.is_(None)),
)


gates = Table(
    "gates",
    metadata,
    Column("bucket", String(240), primary_key=True),
    Column("workspace", String(200), nullable=False),
    Column("until", UTCDateTime, nullable=False),
)
"""What has to wait before more is sent to it, since a platform asked to."""
