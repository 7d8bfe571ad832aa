"""The nouns of the project, as frozen dataclasses."""

from bot.model.alerts import (
    Alert,
    AlertMatch,
    Backtest,
    Cause,
    MatchState,
    Person,
    Reason,
    Terms,
)
from bot.model.community import (
    Credit,
    Gesture,
    Mark,
    PlaceChoices,
    ReactedMessage,
    Save,
    Share,
    Standing,
    Submission,
)
from bot.model.destinations import Account, Destination
from bot.model.digests import (
    Digest,
    DigestKind,
    Schedule,
    Subscription,
)
from bot.model.highlights import Brought, Highlight, Pick, PickKind, Rise
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
from bot.model.search_results import Hit, SearchResult, Span
from bot.model.trends import Trend

__all__ = [
    "Account",
    "Alert",
    "AlertMatch",
    "Arrival",
    "Authority",
    "Backtest",
    "Brought",
    "Cause",
    "Change",
    "Credit",
    "Destination",
    "Digest",
    "DigestKind",
    "Fetch",
    "Gesture",
    "Highlight",
    "Hit",
    "ListState",
    "Listing",
    "Mark",
    "MatchState",
    "Paper",
    "Person",
    "Pick",
    "PickKind",
    "PlaceChoices",
    "ReactedMessage",
    "Reason",
    "Rise",
    "Save",
    "Schedule",
    "SearchResult",
    "Share",
    "Signal",
    "Skipped",
    "Span",
    "Standing",
    "Submission",
    "Subscription",
    "Terms",
    "Trend",
]
