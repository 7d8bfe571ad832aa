"""What a group makes of papers: votes, saves, and the reactions that they were made by."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    literal_column,
)

from bot.store.schema.column_types import UTCDateTime, metadata, only_where

votes = Table(
    "votes",
    metadata,
    Column("workspace", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
    Column("person", String(200), primary_key=True, index=True),
    Column("is_on", Boolean, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""Who votes for what; one that was taken back stays for a while, so that a second click of the
same hand is known for one."""

Index("ix_votes_workspace_at", votes.c.workspace, votes.c.at)


saves = Table(
    "saves",
    metadata,
    Column("workspace", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
    Column("person", String(200), primary_key=True, index=True),
    Column("is_on", Boolean, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("is_read", Boolean, nullable=False),
)
"""What people keep, with their notes and tags; one that was taken out can be put back."""

Index("ix_saves_workspace_at", saves.c.workspace, saves.c.at)


reactions = Table(
    "reactions",
    metadata,
    Column("destination", String(200), primary_key=True),
    Column("message", String(200), primary_key=True),
    Column("person", String(200), primary_key=True, index=True),
    Column("gesture", String(10), primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("paper_id", ForeignKey("papers.id"), nullable=False, index=True),
    Column("at", UTCDateTime, nullable=False),
)
"""Emoji that stand below messages as far as they were heard of: what was put there or taken away
while the bot was not listening is what differs."""


submissions = Table(
    "submissions",
    metadata,
    Column("workspace", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
    Column("person", String(200), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("destination", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("state", String(10), nullable=False),
)
"""Papers that people put on their group's list: `state` is listed, waiting for a message of its
own, posted, or removed. `name` is what others call the person."""

Index("ix_submissions_workspace_at", submissions.c.workspace, submissions.c.at)
Index(
    "ix_submissions_waiting",
    submissions.c.destination,
    **only_where(literal_column("state = 'waiting'")),
)


titled_links = Table(
    "titled_links",
    metadata,
    Column("workspace", String(200), primary_key=True),
    Column("link", String(500), primary_key=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("person", String(200), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("destination", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("is_removed", Boolean, nullable=False),
)
"""What people put on their group's list that nobody could fetch, under titles of their own."""

Index("ix_titled_links_workspace_at", titled_links.c.workspace, titled_links.c.at)


shares = Table(
    "shares",
    metadata,
    Column("destination", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
    Column("person", String(200), primary_key=True, index=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""Who linked to which paper where, first; of what they wrote nothing is kept."""


place_choices = Table(
    "place_choices",
    metadata,
    Column("destination", String(200), primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("posts_at_once", Boolean),
    Column("remembers_shares", Boolean, nullable=False),
)
"""What a channel has chosen; `posts_at_once` is empty where nobody said anything."""


tastes = Table(
    "tastes",
    metadata,
    Column("destination", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
    Column("person", String(200), nullable=False, index=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("is_liked", Boolean, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""Papers of which a channel, or a person in their direct messages, wants more or less."""


taste_resets = Table(
    "taste_resets",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("at", UTCDateTime, nullable=False),
)
"""Since when a person's votes and saves tell what they like: what was before they let go."""
