"""Standing orders, and what they brought."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
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

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("destination", String(200), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("owner", String(200), nullable=False, index=True),
    Column("topic", Text, nullable=False),
    Column("at", String(60), nullable=False),
    Column("weekdays", String(13), nullable=False),
    Column("timezone", String(60), nullable=False),
    Column("is_when_ready", Boolean, nullable=False, default=False),
    Column("top", Integer, nullable=False),
    Column("next_run_at", UTCDateTime, nullable=False),
    Column("covered_until", Date),
    Column("paused_reason", Text, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("kind", String(20), nullable=False, default="daily"),
    Column("has_abstracts", Boolean, nullable=False, default=False),
    Column("is_apart", Boolean, nullable=False, default=False),
    UniqueConstraint("destination", "topic", "kind"),
)
"""`at` holds the times of a day, "09:00,17:00"; "" where an order waits for a list alone."""


Index(
    "ix_subscriptions_due",
    subscriptions.c.platform,
    subscriptions.c.is_when_ready,
    subscriptions.c.next_run_at,
    **only_where(literal_column("paused_reason = ''")),
)


editions = Table(
    "editions",
    metadata,
    Column("destination", String(200), primary_key=True),
    Column("period", String(400), primary_key=True),
    Column("topic", Text, nullable=False),
    Column("name_day", Date, nullable=False),
    Column("run_at", UTCDateTime, nullable=False),
    Column("made_at", UTCDateTime, nullable=False, index=True),
    Column("top", Integer, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("paper_ids", JSON, nullable=False),
    Column("considered", Integer, nullable=False),
    Column("grown_by", Integer, nullable=False),
    Column("is_late", Boolean, nullable=False),
    Column("open_until", UTCDateTime),
    Column("skipped_because", Text, nullable=False),
    Column("beside", JSON, nullable=False),
)
"""What each run of a standing order came to; those with `open_until` may still grow."""


Index(
    "ix_editions_open",
    editions.c.destination,
    editions.c.period,
    **only_where(editions.c.open_until.is_not(None)),
)


shown = Table(
    "shown",
    metadata,
    Column("destination", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True),
    Column("shown_at", UTCDateTime, nullable=False),
)
"""Which papers a destination has had in a digest, so that none comes twice."""
