"""The roles that a process may play: which there are, and what each must have."""

import logging
from collections.abc import Mapping, Sequence

from bot.app import LOCAL, platforms
from bot.errors import ConfigError
from bot.message import Adapter

log = logging.getLogger(__name__)

WORKER, SCHEDULER, WEB = "worker", "scheduler", "web"


class RoleWithoutTokens(ConfigError):
    """A role that has nothing to do until some tokens are set."""


def check_roles(roles: Sequence[str], adapters: Mapping[str, Adapter]) -> None:
    """Raise ConfigError for a role that does not exist, or that cannot do anything."""
    named = (name for name in platforms() if name not in (LOCAL, WEB))
    known = [WORKER, SCHEDULER, WEB, *named]
    for role in roles:
        if role not in known:
            raise ConfigError(
                "--roles", f'there is no role "{role}". There are: {", ".join(known)}.'
            )
        if role == WEB and not any(one.is_heard_by_web for one in adapters.values()):
            raise RoleWithoutTokens(
                "--roles",
                "no platform is set up to be heard over HTTP: set SLACK_SIGNING_SECRET, and leave "
                "SLACK_APP_TOKEN empty; see .env.example.",
            )
        if role not in (WORKER, SCHEDULER, WEB) and role not in adapters:
            raise RoleWithoutTokens(
                "--roles", f"the tokens of {role} are not set; see .env.example."
            )
        if role == WORKER and LOCAL in adapters:
            raise RoleWithoutTokens(
                "--roles", "no tokens are set, so there is nowhere to deliver to; see .env.example."
            )


def that_are_set(roles: Sequence[str], adapters: Mapping[str, Adapter]) -> list[str]:
    """Return the roles whose tokens are set, and say of the others what they lack.

    Raises ConfigError for one that does not exist.
    """
    able = []
    for role in roles:
        try:
            check_roles([role], adapters)
        except RoleWithoutTokens as error:
            log.warning("leaving out the role %s: %s", role, error)
        else:
            able.append(role)
    return able


def is_played(adapter: Adapter, roles: Sequence[str]) -> bool:
    """Tell whether a platform is listened to in these roles."""
    return not roles or adapter.name in roles or (WEB in roles and adapter.is_heard_by_web)
