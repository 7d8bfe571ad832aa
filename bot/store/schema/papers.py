"""Papers, the lists that hold them, and how those were read."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bot.store.schema.column_types import UTCDateTime, metadata

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
    Column("summary_by", Text, nullable=False, default="", server_default=""),
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

Index("ix_signals_at", signals.c.at, signals.c.paper_id, signals.c.upvotes)


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


walks = Table(
    "walks",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("step", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""How far imports have come that were not finished; a finished one leaves no row."""
