"""What is said and how it travels: all that an adapter may know of the core."""

from bot.message.catalogue import (
    Catalogue,
    PaperDetails,
    PaperList,
    PaperRecord,
    SourceState,
    VotePoint,
)
from bot.message.content import Action, Card, Link, Message, Text
from bot.message.contract import (
    Adapter,
    CheckResult,
    Choice,
    Delivery,
    Desk,
    Reply,
    Request,
    Sent,
    Verb,
)
from bot.message.limits import SHORTEST_BUTTON, Limits, fit
from bot.message.options import Option, OptionChoice
from bot.model import Destination

__all__ = [
    "SHORTEST_BUTTON",
    "Action",
    "Adapter",
    "Card",
    "Catalogue",
    "CheckResult",
    "Choice",
    "Delivery",
    "Desk",
    "Destination",
    "Limits",
    "Link",
    "Message",
    "Option",
    "OptionChoice",
    "PaperDetails",
    "PaperList",
    "PaperRecord",
    "Reply",
    "Request",
    "Sent",
    "SourceState",
    "Text",
    "Verb",
    "VotePoint",
    "fit",
]
