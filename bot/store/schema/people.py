"""People: how they want to be told, and what they asked for."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    String,
    Table,
    Text,
)

from bot.store.schema.column_types import UTCDateTime, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String(200), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("number", Integer),
    Column("created_at", UTCDateTime, nullable=False),
    Column("ended", String(20), nullable=False, server_default=""),
)
"""Alerts that were tried, as typed; `number` is the alert that one changes.

`ended` says what became of one: a button under it still has to say what it was.
"""


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
    Column("numbered", Integer, nullable=False, server_default="0"),
)
"""How people want to be told: hours of rest, how many messages a day, and why not at all.

`numbered` is the highest number that an alert of theirs ever had: no number is given twice.
`unreachable` says why direct messages fail; `is_told` once its person has heard of it.
"""


searches = Table(
    "searches",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("query", String(100), primary_key=True),
    Column("workspace", String(200), nullable=False),
    Column("at", UTCDateTime, nullable=False, index=True),
)
"""What people searched for last, where their platform completes what they type."""


mailboxes = Table(
    "mailboxes",
    metadata,
    Column("mailbox", String(200), primary_key=True),
    Column("person", String(200), primary_key=True, index=True),
    Column("wanted", Text, nullable=False),
    Column("code", String(12), nullable=False),
    Column("code_until", UTCDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("confirmed_at", UTCDateTime),
    Column("takes_alerts", Boolean, nullable=False),
    Column("closed", Text, nullable=False),
)
"""Mailboxes that people say are theirs: so they are once the code that was sent there came back.

`wanted` is the digest that was asked for with it; `closed` says why mail is refused there.
"""


page_keys = Table(
    "page_keys",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("workspace", String(200), nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("made_at", UTCDateTime, nullable=False),
)
"""What opens people's own pages: a secret in an address, which a new one takes the place of."""


last_lists = Table(
    "last_lists",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("place", String(200), primary_key=True),
    Column("workspace", String(200), nullable=False, index=True),
    Column("paper_ids", JSON, nullable=False),
    Column("following", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False, index=True),
)
"""The last list that somebody saw in a place: its papers by number, and the pages beside it."""
