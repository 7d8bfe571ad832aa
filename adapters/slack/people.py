"""What Slack tells of people: when it is morning for them, and what they may decide."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusals import FAILURES, code_of, translate
from bot.errors import NotAllowed

_KEPT_S = 600.0
_MOST = 10_000

ADMINS, MEMBERS = "admins", "members"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as users.info tells of them (it needs users:read)."""

    timezone: str = ""
    is_admin: bool = False
    is_guest: bool = False


class People:
    """People, each asked for every ten minutes at most."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Person, float]] = {}

    async def ask(self, client: AsyncWebClient, user: str) -> Person | None:
        """Return a person, None where Slack does not tell."""
        person, until = self._known.get(user, (None, 0.0))
        if time.monotonic() < until:
            return person
        try:
            answer = await client.users_info(user=user)
        except FAILURES:
            return None
        person = _person(answer["user"])
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[user] = (person, time.monotonic() + _KEPT_S)
        return person

    async def check(
        self, client: AsyncWebClient, user: str, channel: str, who: frozenset[str]
    ) -> None:
        """Raise NotAllowed where a person may not decide what is posted in a channel.

        `who` holds "members" (all but guests) or "admins" (and whoever made the channel), and
        the ids of people who may in any case.
        """
        if user in who:
            return
        person = await self.ask(client, user)
        if MEMBERS in who:
            if person and person.is_guest:
                raise NotAllowed("Guests cannot change what I post here: ask a full member.")
            return
        if (person and person.is_admin) or await _made(client, channel, user):
            return
        raise NotAllowed(
            "Only admins of this workspace, and whoever made this channel, may change what I post "
            "here: ask one of them."
        )


async def _made(client: AsyncWebClient, channel: str, user: str) -> bool:
    try:
        answer = await client.conversations_info(channel=channel)
    except FAILURES as error:
        if code_of(error):
            return False
        # Not a refusal: whether they may is simply not known now.
        raise translate(error) from error
    return bool(answer["channel"].get("creator") == user)


def _person(told: Mapping[str, object]) -> Person:
    is_admin = any(told.get(name) for name in ("is_admin", "is_owner", "is_primary_owner"))
    is_guest = any(told.get(name) for name in ("is_restricted", "is_ultra_restricted"))
    return Person(str(told.get("tz") or ""), is_admin, is_guest)
