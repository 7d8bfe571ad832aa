"""What a try at a delivery can end in."""

from dataclasses import dataclass

from bot.errors import DeliveryError
from bot.store.outbox import Claim


@dataclass(frozen=True, slots=True)
class Taken:
    """The platform took it, or had it already, and calls it so."""

    claim: Claim
    platform_id: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """It is to be tried again; `is_doubtful` where it may have arrived all the same."""

    claim: Claim
    error: DeliveryError
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """The place refuses it for good, or all of its workspace does."""

    claim: Claim
    reason: str
    is_workspace: bool = False


@dataclass(frozen=True, slots=True)
class NeverTaken:
    """The platform takes no such message, not even as plain text; the place is well."""

    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True)
class Unknowable:
    """It may have arrived, and nobody can ever say: twice would be worse than not at all."""

    claim: Claim
    reason: str


Outcome = Taken | NotNow | Gone | NeverTaken | Unknowable
