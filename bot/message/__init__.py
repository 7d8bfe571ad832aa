"""What is said and how it travels: all that an adapter may know of the core."""

from bot.message.contract import (
    Adapter,
    Choice,
    Delivery,
    Desk,
    Finding,
    Reply,
    Request,
    Sent,
    Verb,
)
from bot.message.limits import SHORTEST_BUTTON, Limits, fit
from bot.message.said import Action, Card, Link, Message, Text
from bot.model import Destination

__all__ = [
    "SHORTEST_BUTTON",
    "Action",
    "Adapter",
    "Card",
    "Choice",
    "Delivery",
    "Desk",
    "Destination",
    "Finding",
    "Limits",
    "Link",
    "Message",
    "Reply",
    "Request",
    "Sent",
    "Text",
    "Verb",
    "fit",
]
