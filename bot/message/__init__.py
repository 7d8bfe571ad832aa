"""What is said and how it travels: all that an adapter may know of the core."""

from bot.message.catalogue import (
    Catalogue,
    PaperDetails,
    PaperList,
    PaperRecord,
    SourceState,
    TopicTrend,
    VotePoint,
)
from bot.message.content import Action, Card, Image, Link, Menu, Message, Text, Tone
from bot.message.contract import (
    Adapter,
    Audience,
    CheckResult,
    Delivery,
    Desk,
    ListsCommands,
    Reply,
    Request,
    Sent,
    Vault,
    Verb,
)
from bot.message.forms import Choice, Field, FieldKind, Form
from bot.message.limits import SHORTEST_BUTTON, Limits, fit, split_actions
from bot.message.options import Option, OptionChoice
from bot.message.page_links import page_path
from bot.model import Destination
from bot.model.mail_address import mail_address

__all__ = [
    "SHORTEST_BUTTON",
    "Action",
    "Adapter",
    "Audience",
    "Card",
    "Catalogue",
    "CheckResult",
    "Choice",
    "Delivery",
    "Desk",
    "Destination",
    "Field",
    "FieldKind",
    "Form",
    "Image",
    "Limits",
    "Link",
    "ListsCommands",
    "Menu",
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
    "Tone",
    "TopicTrend",
    "Vault",
    "Verb",
    "VotePoint",
    "fit",
    "mail_address",
    "page_path",
    "split_actions",
]
