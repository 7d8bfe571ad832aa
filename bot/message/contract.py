"""The contract between the core and a platform: requests in, deliveries out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.message.limits import Limits
from bot.message.said import Message
from bot.model import Destination


@dataclass(frozen=True, slots=True)
class Request:
    """A command as a person typed it, and where.

    `person` is where that person's direct messages go, and names them; `destination` is
    where the command was typed; `workspace` is `platform:tenant`; `timezone` is the IANA
    zone of the person where the platform tells it.
    """

    text: str
    person: Destination
    destination: Destination
    workspace: str
    timezone: str = ""
    prefix: str = "/papers "


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, to that person alone; `is_error` where the command could not be done."""

    message: Message
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A command of the grammar, for platforms that list commands; `name` is one or two words.

    `argument` names what follows the verb ("" takes nothing); `posts_here` marks those after
    which messages will be posted where the command was typed.
    """

    name: str
    summary: str
    argument: str = ""
    example: str = ""
    is_required: bool = False
    posts_here: bool = False


class Desk(Protocol):
    """The one that answers: adapters turn what they hear into requests and ask it."""

    @property
    def verbs(self) -> Sequence[Verb]:
        """All commands that work in a chat."""
        ...

    async def answer(self, request: Request) -> Reply:
        """Answer a command; never raises for what a person typed."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """One frozen message for one destination.

    `marker` (≤25 characters, unique for each delivery) is put into what is sent, so that
    it can be found again; `first_tried_at` (UTC), the first try that may have been taken,
    bounds how far back to look.
    """

    id: int
    destination: Destination
    message: Message
    marker: str
    first_tried_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """What the platform calls the message that it took."""

    platform_id: str


class Adapter(Protocol):
    """A platform. Its room also offers `LIMITS`, `SETTINGS` and `connect(settings)`."""

    @property
    def name(self) -> str:
        """The platform part of its destinations."""
        ...

    @property
    def limits(self) -> Limits:
        """What one message can hold."""
        ...

    @property
    def is_heard_by_web(self) -> bool:
        """Whether it is asked over HTTP, so that any number of processes may listen."""
        ...

    @property
    def repeat_window_s(self) -> float:
        """For how long the platform takes a delivery sent again for the same message; 0 never."""
        ...

    async def run(self, desk: Desk) -> None:
        """Listen until cancelled; raise ConfigError where the platform refuses the tokens."""
        ...

    async def prepare(self, request: Request) -> Request:
        """Make ready for a verb that posts here: raise DestinationGone, with what to do, where
        nothing can be posted; return the request with the person's timezone where it is known."""
        ...

    async def send(self, delivery: Delivery) -> Sent:
        """Send once, without retries of its own.

        Raises DestinationGone, AmbiguousDelivery, or DeliveryError when surely not sent.
        """
        ...

    async def edit(self, sent: Sent, message: Message) -> None:
        """Replace what a sent message says."""
        ...

    async def find(self, delivery: Delivery) -> Sent | None:
        """Look for a delivery that may have arrived; None where it surely did not.

        Raises DeliveryError when it cannot be told now, AmbiguousDelivery when it never can.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
