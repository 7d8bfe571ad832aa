"""The nouns of the project, as frozen dataclasses."""

from bot.model.alerts import (
    Alert,
    Backtest,
    Cause,
    Find,
    FindState,
    Person,
    Reason,
    Terms,
)
from bot.model.digests import (
    Digest,
    Highlight,
    Schedule,
    Subscription,
)
from bot.model.found import (
    Found,
    Hit,
    Span,
)
from bot.model.papers import (
    Arrival,
    Authority,
    Change,
    Fetch,
    Listing,
    ListState,
    Paper,
    Signal,
    Skipped,
)
from bot.model.places import (
    Account,
    Destination,
)

__all__ = [
    "Account",
    "Alert",
    "Arrival",
    "Authority",
    "Backtest",
    "Cause",
    "Change",
    "Destination",
    "Digest",
    "Fetch",
    "Find",
    "FindState",
    "Found",
    "Highlight",
    "Hit",
    "ListState",
    "Listing",
    "Paper",
    "Person",
    "Reason",
    "Schedule",
    "Signal",
    "Skipped",
    "Span",
    "Subscription",
    "Terms",
]
