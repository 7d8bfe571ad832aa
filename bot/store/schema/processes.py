"""What processes hold, heard and tried."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
)

from bot.store.schema.column_types import UTCDateTime, metadata

leases = Table(
    "leases",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("until", UTCDateTime, nullable=False),
)
"""What one process alone may do; a row stays when its lease ends, so that fences only grow."""


heard = Table(
    "heard",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("until", UTCDateTime, nullable=False, index=True),
)
"""What counts once until a moment: events, signatures and pressed buttons, as digests."""


attempts = Table(
    "attempts",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Index(None, "name", "at"),
)
