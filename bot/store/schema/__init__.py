"""The tables, for SQLite and PostgreSQL alike."""

from bot.store.schema.alerts import (
    alerts,
    gone_alerts,
    matches,
)
from bot.store.schema.column_types import UTCDateTime, metadata, only_where
from bot.store.schema.community import (
    place_choices,
    reactions,
    saves,
    shares,
    submissions,
    taste_resets,
    tastes,
    titled_links,
    votes,
)
from bot.store.schema.digests import (
    editions,
    shown,
    subscriptions,
)
from bot.store.schema.outbox import (
    BELOW,
    deliveries,
    gates,
)
from bot.store.schema.papers import (
    counters,
    fetches,
    listings,
    papers,
    signals,
    walks,
)
from bot.store.schema.people import (
    drafts,
    last_lists,
    mailboxes,
    page_keys,
    people,
    searches,
)
from bot.store.schema.processes import (
    attempts,
    heard,
    leases,
)
from bot.store.schema.secrets import secrets
from bot.store.schema.workspaces import (
    audits,
    workspaces,
)

__all__ = [
    "BELOW",
    "UTCDateTime",
    "alerts",
    "attempts",
    "audits",
    "counters",
    "deliveries",
    "drafts",
    "editions",
    "fetches",
    "gates",
    "gone_alerts",
    "heard",
    "last_lists",
    "leases",
    "listings",
    "mailboxes",
    "matches",
    "metadata",
    "only_where",
    "page_keys",
    "papers",
    "people",
    "place_choices",
    "reactions",
    "saves",
    "searches",
    "secrets",
    "shares",
    "shown",
    "signals",
    "submissions",
    "subscriptions",
    "taste_resets",
    "tastes",
    "titled_links",
    "votes",
    "walks",
    "workspaces",
]
