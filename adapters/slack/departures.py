"""Being taken out of a workspace: looked into before anything is purged."""

from collections.abc import Awaitable, Callable

from adapters.slack.refusals import BAD_TOKENS, FAILURES, code_of
from adapters.slack.tenants import Clients
from bot.errors import WorkspaceGone
from bot.message import Desk

Forget = Callable[[str], Awaitable[list[str]]]
"""Forgets an installation, and returns the workspaces that were reached by it."""


async def purge_if_gone(
    clients: Clients, desk: Desk, team: str, enterprise: str = "", forget: Forget | None = None
) -> None:
    """Purge only what is gone: an event may come late, after the app was installed again.

    The same is said in two events, in any order: the second finds nothing left to purge.
    """
    clients.forget(team)
    try:
        await (await clients.of_team(team, enterprise)).auth_test()
        return
    except WorkspaceGone:
        pass
    except FAILURES as error:
        if code_of(error) not in BAD_TOKENS:
            return
    gone = await forget(team or enterprise) if forget else [team or enterprise]
    for one in gone:
        clients.forget(one)
        await desk.left(f"slack:{one}")
