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
    """Somebody as users.info tells of them (it needs users:read).

    `team` and `enterprise` are where they are at home: in a channel that is shared by Slack
    Connect that may be elsewhere, and what they are there counts for nothing here.
    """

    timezone: str = ""
    is_admin: bool = False
    is_guest: bool = False
    team: str = ""
    enterprise: str = ""


class People:
    """People, each asked for every ten minutes at most."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Person, float]] = {}

    async def ask(self, client: AsyncWebClient, user: str) -> Person | None:
        """Return a person, None where Slack does not tell."""
        # Each workspace tells of its own: two may even have given out the same id.
        key = (client.token or "", user)
        person, until = self._known.get(key, (None, 0.0))
        if time.monotonic() < until:
            return person
        try:
            answer = await client.users_info(user=user)
        except FAILURES:
            return None
        person = _person(answer["user"])
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = (person, time.monotonic() + _KEPT_S)
        return person

    async def check(
        self, client: AsyncWebClient, user: str, channel: str, who: frozenset[str]
    ) -> None:
        """Raise NotAllowed where a person may not decide what is posted in a channel.

        `who` holds "members" (all but guests) or "admins" (and whoever made the channel), and
        the ids of people who may in any case. Who comes by Slack Connect is a guest.
        """
        if user in who:
            return
        person = await self.ask(client, user)
        if person and await _is_from_elsewhere(client, person):
            raise NotAllowed(
                "Only people of the workspace that I'm installed in may change what I post here: "
                "ask one of them."
            )
        if MEMBERS in who:
            if person and person.is_guest:
                raise NotAllowed("Guests can't change what I post here. Ask a full member.")
            return
        if (person and person.is_admin) or await _made(client, channel, user):
            return
        raise NotAllowed(
            "Only admins of this workspace, and whoever made this channel, may change what I post "
            "here: ask one of them."
        )


async def _is_from_elsewhere(client: AsyncWebClient, person: Person) -> bool:
    """Tell whether somebody is at home in another workspace, and in no other of the same
    organisation; where Slack doesn't tell, they aren't."""
    if not person.team:
        return False
    try:
        bot = await client.auth_test()
    except FAILURES:
        return False
    is_colleague = person.enterprise and person.enterprise == bot.get("enterprise_id")
    return bool(bot.get("team_id")) and person.team != bot["team_id"] and not is_colleague


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
    enterprise = told.get("enterprise_user")
    return Person(
        str(told.get("tz") or ""),
        is_admin,
        is_guest,
        team=str(told.get("team_id") or ""),
        enterprise=str(enterprise.get("enterprise_id") or "")
        if isinstance(enterprise, Mapping)
        else "",
    )
