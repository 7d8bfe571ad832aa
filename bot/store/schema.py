"""The tables, for SQLite and PostgreSQL alike."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    literal_column,
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


def _only_where(condition: ColumnElement[bool]) -> dict[str, Any]:
    """Index only some rows: what is settled outnumbers what waits by far."""
    return {"sqlite_where": condition, "postgresql_where": condition}


papers = Table(
    "papers",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("title", Text, nullable=False),
    Column("abstract", Text, nullable=False),
    Column("authors", JSON, nullable=False),
    Column("published", Date),
    Column("categories", JSON, nullable=False),
    Column("upvotes", Integer),
    Column("comments", Integer),
    Column("ai_summary", Text, nullable=False),
    Column("ai_keywords", JSON, nullable=False),
    Column("code_url", Text, nullable=False),
    Column("code_stars", Integer),
    Column("project_url", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("thumbnail", Text, nullable=False),
    Column("original_title", Text, nullable=False, default=""),
    Column("original_abstract", Text, nullable=False, default=""),
    Column("version", Integer),
    Column("revised", Date),
    Column("is_withdrawn", Boolean),
    Column("doi", Text, nullable=False, default=""),
    Column("journal", Text, nullable=False, default=""),
    Column("remark", Text, nullable=False, default=""),
    Column("media", JSON, nullable=False),
    Column("organization_account", Text, nullable=False, default=""),
    Column("accounts", JSON, nullable=False),
    Column("discussion", Text, nullable=False, default=""),
    Column("authors_take_part", Boolean),
    Column("sources", JSON, nullable=False),
    Column("submitters", JSON, nullable=False),
    Column("ranks", Text, nullable=False, default="0 0 0"),
    Column("title_key", BigInteger, nullable=False, default=0, index=True),
    Column("same_as", String(200), nullable=False, default="", index=True),
    Column("revision", BigInteger, nullable=False, unique=True),
    Column("added_at", UTCDateTime, nullable=False),
    Column("is_removed", Boolean, nullable=False, default=False),
)
"""`ranks` says whose word each field is; `same_as` names the paper that stands for this one,
where a work came under two ids, and `title_key` finds such papers."""

signals = Table(
    "signals",
    metadata,
    Column("paper_id", ForeignKey("papers.id"), primary_key=True),
    Column("at", UTCDateTime, primary_key=True),
    Column("upvotes", Integer),
    Column("comments", Integer),
    Column("stars", Integer),
)
"""What was counted when: few points a paper, the older the fewer."""

listings = Table(
    "listings",
    metadata,
    Column("day", Date, primary_key=True),
    Column("source", String(40), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
    Column("rank", Integer, nullable=False),
    Column("submitter", Text, nullable=False),
    Column("first_seen_at", UTCDateTime, nullable=False),
)

fetches = Table(
    "fetches",
    metadata,
    Column("source", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("papers", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("tried_at", UTCDateTime, nullable=False),
    Column("fetched_at", UTCDateTime),
    Column("failing_since", UTCDateTime),
    Column("failures", Integer, nullable=False, default=0),
    Column("stale_as", Date),
    Column("seen_closed", Integer, nullable=False, default=0),
    Column("next_at", UTCDateTime),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
)
"""One row a source and day: when its list was last asked for, what came of it, what is next.

`stale_as` is the day whose list came again in the place of this one's; `seen_closed` counts
the answers since the list closed; `next_at` is empty where nothing more is to be asked.
"""

counters = Table(
    "counters",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("destination", String(200), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("owner", String(200), nullable=False, index=True),
    Column("topic", Text, nullable=False),
    Column("at", String(5), nullable=False),
    Column("weekdays", String(13), nullable=False),
    Column("timezone", String(60), nullable=False),
    Column("is_when_ready", Boolean, nullable=False, default=False),
    Column("top", Integer, nullable=False),
    Column("next_run_at", UTCDateTime, nullable=False),
    Column("covered_until", Date),
    Column("paused_reason", Text, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    UniqueConstraint("destination", "topic"),
)
"""`at` is empty where an order waits for a list and for no hour of the day."""

Index(
    "ix_subscriptions_due",
    subscriptions.c.platform,
    subscriptions.c.is_when_ready,
    subscriptions.c.next_run_at,
    **_only_where(literal_column("paused_reason = ''")),
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
)
"""What each run of a standing order came to; those with `open_until` may still grow."""

Index(
    "ix_editions_open",
    editions.c.destination,
    editions.c.period,
    **_only_where(editions.c.open_until.is_not(None)),
)

shown = Table(
    "shown",
    metadata,
    Column("destination", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True),
    Column("shown_at", UTCDateTime, nullable=False),
)
"""Which papers a destination has had in a digest, so that none comes twice."""

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("person", String(200), nullable=False),
    Column("number", Integer, nullable=False),
    Column("query", Text, nullable=False),
    Column("at", String(5), nullable=False),
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

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String(200), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("number", Integer),
    Column("created_at", UTCDateTime, nullable=False),
)
"""Alerts that were tried and not saved yet, as typed; `number` is the alert that one changes."""

people = Table(
    "people",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("workspace", String(200), nullable=False),
    Column("timezone", String(60), nullable=False),
    Column("quiet_from", String(5), nullable=False),
    Column("quiet_until", String(5), nullable=False),
    Column("most_a_day", Integer),
    Column("silent_until", UTCDateTime),
    Column("unreachable", Text, nullable=False),
    Column("is_told", Boolean, nullable=False),
    Column("counted_on", Date),
    Column("counted", Integer, nullable=False),
)
"""How people want to be told: hours of rest, how many messages a day, and why not at all.

`unreachable` says why direct messages fail; `is_told` once its person has heard of it.
"""

finds = Table(
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
    finds.c.platform,
    finds.c.due_at,
    **_only_where(literal_column("state = 'waiting'")),
)

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
    **_only_where(deliveries.c.settled_at.is_(None)),
)
Index(
    "ix_deliveries_words",
    deliveries.c.settled_at,
    **_only_where(deliveries.c.content.is_not(None)),
)
Index(
    "ix_deliveries_failed",
    deliveries.c.settled_at,
    **_only_where(literal_column("state IN ('dead', 'held')")),
)
Index(
    "ix_deliveries_workspace",
    deliveries.c.workspace,
    **_only_where(deliveries.c.settled_at.is_(None)),
)

searches = Table(
    "searches",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("query", String(100), primary_key=True),
    Column("workspace", String(200), nullable=False),
    Column("at", UTCDateTime, nullable=False, index=True),
)
"""What people searched for last, where their platform completes what they type."""

gates = Table(
    "gates",
    metadata,
    Column("bucket", String(240), primary_key=True),
    Column("workspace", String(200), nullable=False),
    Column("until", UTCDateTime, nullable=False),
)
"""What has to wait before more is sent to it, since a platform asked to."""

leases = Table(
    "leases",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("until", UTCDateTime, nullable=False),
)
"""What one process alone may do; a row stays when its lease ends, so that fences only grow."""

walks = Table(
    "walks",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("step", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""How far imports have come that were not finished; a finished one leaves no row."""

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
