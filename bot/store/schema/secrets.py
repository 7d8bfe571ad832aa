"""What platforms may not lose and nobody may read: tokens of installations, states of sign-ins."""

from sqlalchemy import Column, String, Table, Text

from bot.store.schema.column_types import UTCDateTime, metadata

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(255), primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("until", UTCDateTime, index=True),
)
"""`content` is encrypted; `until` is when it is worth nothing any more, null for never."""
