"""The contract between the core and a platform: requests in, deliveries out."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from bot.message.catalogue import Catalogue
from bot.message.content import Action, Message
from bot.message.forms import Choice, Form
from bot.message.limits import Limits
from bot.message.options import Option
from bot.model import Destination


@dataclass(frozen=True, slots=True)
class Request:
    """A command as a person typed it, and where.

    `person` is where that person's direct messages go, and names them; `destination` is
    where the command was typed; `workspace` is `platform:tenant`; `timezone` is the IANA
    zone of the person where the platform tells it. `may_change` is whether that person may
    change what is posted there, where the platform told so with the command. Where the platform
    `completes` what is typed, searches are remembered for that. While an option of a verb is
    typed by its name, `option` is that name. `name` is what others call that person there, where
    the platform told it. What `is_said` in a conversation is a search where it begins with no verb.
    """

    text: str
    person: Destination
    destination: Destination
    workspace: str
    timezone: str = ""
    prefix: str = "/papers "
    may_change: bool | None = None
    completes: bool = False
    option: str = ""
    name: str = ""
    is_said: bool = False


Audience = Literal["person", "place"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered; `is_error` where the command could not be done.

    Its audience is that person alone, or everybody in the place. One that `replaces` stands in
    place of the message whose button was pressed, where that is the person's own and the platform
    can. `turned` is what a pressed toggle becomes ("Saved ✓"), in place of a new message; where
    that cannot be shown, the message is. A `form` is to be filled in instead of an answer; the
    message says the same in words. An error may name the `field` of a form that it lies in.
    """

    message: Message
    is_error: bool = False
    audience: Audience = "person"
    replaces: bool = False
    turned: Action | None = None
    form: Form | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """A command of the grammar, for platforms that list commands; `name` is one or two words.

    `argument` names what follows the verb ("" takes nothing); `posts_here` marks those after
    which messages will be posted where the command was typed, `changes_place` those that change
    what is posted there, which not everybody may, `tells_person` those after which that person is
    written to, by their own clock. What follows it can be completed where it `is_completed`. One
    that is not `is_listed` stands on buttons only; one that `needs` a platform works only where
    that is set up.
    """

    name: str
    summary: str
    argument: str = ""
    example: str = ""
    is_required: bool = False
    posts_here: bool = False
    changes_place: bool = False
    tells_person: bool = False
    is_listed: bool = True
    is_completed: bool = False
    needs: str = ""
    options: tuple[Option, ...] = ()


class Desk(Protocol):
    """The one that answers: adapters turn what they hear into requests and ask it."""

    @property
    def verbs(self) -> Sequence[Verb]:
        """All commands that work in a chat."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """What is stored, for those who show it without a command."""
        ...

    async def answer(self, request: Request) -> Reply:
        """Answer a command; never raises for what a person typed."""
        ...

    async def reader(self, key: str) -> Request | None:
        """Return whom a key to somebody's own pages belongs to, as a request without words.

        None for a key that opens nothing.
        """
        ...

    async def complete(self, request: Request, most: int) -> Sequence[Choice]:
        """Say what a command may become that is still being typed, the likeliest first.

        Nothing where that cannot be told at once; never raises.
        """
        ...

    async def is_new(self, name: str, for_s: float) -> bool:
        """Tell whether no process was asked for this name within `for_s` seconds before.

        Raises PapersError where that cannot be told now.
        """
        ...

    async def while_held(self, thing: str, work: Callable[[], Awaitable[None]]) -> bool:
        """Work while this process alone holds a thing; False where another does, or comes to."""
        ...

    async def wait_before(self, attempt: str) -> float:
        """Return how many seconds to wait before an attempt that is dear; all are counted."""
        ...

    async def problems(self) -> Sequence[str]:
        """Return what keeps this process from doing its work, a sentence each."""
        ...

    async def joined(self, workspace: str) -> None:
        """Hear that a workspace can be reached: what was paused for that runs again."""
        ...

    async def left(self, workspace: str) -> None:
        """Hear that a workspace took the bot away for good: all of it is purged."""
        ...

    async def closed(self, place: Destination) -> None:
        """Hear that a channel was deleted: what belongs to it is purged."""
        ...


class Vault(Protocol):
    """Where a platform keeps what it may not lose and nobody may read."""

    async def put(
        self, name: str, secret: str, workspace: str = "", for_s: float | None = None
    ) -> None:
        """Keep a secret under a name, for a while or for good; it goes with its workspace."""
        ...

    async def get(self, name: str) -> str | None:
        """Return a secret, None where there is none."""
        ...

    async def take(self, name: str) -> str | None:
        """Return a secret to the first who asks, and to nobody after."""
        ...

    async def drop(self, name: str) -> None:
        """Forget a secret."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """One frozen message for one destination.

    `marker` (≤25 characters, unique for each delivery) is put into what is sent, so that
    it can be found again; `first_tried_at` (UTC), the first try that may have been taken,
    bounds how far back to look. What belongs into a thread goes below `parent`. A later part of
    a message stands where its `head`, the first part, does. Its `kind` is what one may not want
    any more, such as digest or alert; `key` opens the pages of the destination, where it has any.
    What was refused as it is `is_plain` when it is tried again: bare words, nothing else.
    """

    id: int
    destination: Destination
    message: Message
    marker: str
    first_tried_at: datetime
    parent: "Sent | None" = None
    head: "Sent | None" = None
    kind: str = ""
    key: str = ""
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What the platform calls the message that it took."""

    platform_id: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Something that was looked at, and whether it is as it should be; if not, what to do."""

    is_good: bool
    line: str


class Adapter(Protocol):
    """A platform. Its room also offers `LIMITS`, `SETTINGS` and `connect(settings)`.

    One that `KEEPS_SECRETS` is connected with `connect(settings, open_vault)`. One with a `TOOL`
    is told what stands behind its name in a shell, and says what to print.
    """

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

    async def check(self) -> Sequence[CheckResult]:
        """Ask the platform whether the tokens work and may do what is needed; change nothing."""
        ...

    async def run(self, desk: Desk) -> None:
        """Listen until cancelled; raise ConfigError where the platform refuses the tokens."""
        ...

    async def authorize(self, request: Request) -> None:
        """See that a person may change what is posted in a place; raise NotAllowed if not."""
        ...

    async def prepare(self, request: Request) -> Request:
        """Make ready for a verb that posts here: raise DestinationGone, with what to do, where
        nothing can be posted; return the request with the person's timezone where it is known."""
        ...

    async def send(self, delivery: Delivery) -> Sent:
        """Send once, without retries of its own.

        Raises DestinationGone, Refused, AmbiguousDelivery, or DeliveryError when surely not sent.
        """
        ...

    async def edit(self, sent: Sent, message: Message) -> None:
        """Replace what a sent message says."""
        ...

    async def look_up(self, delivery: Delivery) -> Sent | None:
        """Look for a delivery that may have arrived; None where it surely did not.

        Raises DeliveryError when it cannot be told now, AmbiguousDelivery when it never can.
        """
        ...

    def ailing(self) -> str:
        """Say in a sentence what keeps what people type from being heard, "" if nothing."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@runtime_checkable
class ListsCommands(Protocol):
    """A platform that shows people which commands there are, as it was told of them."""

    async def list_commands(self, verbs: Sequence[Verb], place: str = "") -> str:
        """Tell it now, for everybody or for one place (such as a server); say what it took.

        Raises DeliveryError where it cannot be told.
        """
        ...
