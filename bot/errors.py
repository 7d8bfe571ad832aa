"""Every error that the project raises on purpose.

PapersError                 something that a person can be told in one sentence
├── UserError               what was typed cannot be done: say it, no traceback
│   └── NotAllowed          not by that person: says whom to ask
├── ConfigError             a setting is missing or wrong: names the variable, exit code 2
├── StoreError              the database cannot be used: says why and what to do, exit code 2
├── SourceError             a source did not answer as it should: carries the url
└── DeliveryError           surely not delivered: try again, after `retry_after_s` where known
    ├── DestinationGone     the destination cannot be reached until somebody acts: never retry
    │   └── WorkspaceGone   nothing of its workspace can: the bot was put out of it
    ├── Refused             this message is never taken as it is: once as plain text, then told
    └── AmbiguousDelivery   it may have arrived: look before sending again

Messages say what failed, with which value, and what to do next; they never hold a token,
a webhook address or a mail address.
"""

from collections.abc import Sequence
from typing import Literal

Scope = Literal["destination", "workspace", "platform"]
"""How far a request to wait reaches."""


class PapersError(Exception):
    """The root: `str(error)` is a sentence that a person can read."""


class UserError(PapersError):
    """What a person typed cannot be done; the text tells them why and what works.

    `field` names the part of a form that it lies in, "" where it is none or all of it.
    `corrections` are whole commands that were perhaps meant, each with words for its button.
    """

    def __init__(
        self, message: str, field: str = "", corrections: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(message)
        self.field = field
        self.corrections = tuple(corrections)


class NotAllowed(UserError):
    """The person may not do that there; the text says who may."""


class ConfigError(PapersError):
    """A setting is missing or wrong; `variable` names the one to change."""

    def __init__(self, variable: str, message: str) -> None:
        super().__init__(f"{variable}: {message}")
        self.variable = variable


class StoreError(PapersError):
    """The database cannot be opened, or was made by a newer version."""


class SourceError(PapersError):
    """A source could not be reached, or what it answered could not be read.

    `retry_after_s` is the wait that the source asked for, where it did.
    """

    def __init__(self, url: str, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.url = url
        self.retry_after_s = retry_after_s


class DeliveryError(PapersError):
    """The platform surely did not take the message, but may take it later.

    `scope` tells how much has to wait where the platform said for how long: that destination,
    all of its workspace, or everything on the platform.
    """

    def __init__(
        self,
        message: str,
        retry_after_s: float | None = None,
        scope: Scope = "destination",
    ) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        self.scope = scope


class DestinationGone(DeliveryError):
    """The destination refuses until somebody acts; the text tells its owner what to do."""


class WorkspaceGone(DestinationGone):
    """The whole workspace refuses: the bot's token or its place there was taken away."""


class Refused(DeliveryError):
    """The platform reads the message and will never take it; another may well be taken."""


class AmbiguousDelivery(DeliveryError):
    """The connection failed after the message may have been taken."""
