"""Whom and where things are sent to."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Destination:
    """A place that messages can be sent to, written `platform:address`.

    Only the adapter of `platform` understands `address`; a person is named by the
    destination of their direct messages.
    """

    platform: str
    address: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.address}"

    @classmethod
    def parse(cls, written: str) -> "Destination":
        """Read what `str()` wrote."""
        platform, _, address = written.partition(":")
        return cls(platform, address)


class Account(NamedTuple):
    """An author's account at Hugging Face, by the author's name as the paper gives it."""

    author: str
    handle: str
