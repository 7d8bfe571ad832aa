"""Being taken out of a workspace: looked into before anything is purged."""

from collections.abc import Awaitable, Callable

from adapters.slack.refusals import BAD_TOKENS, FAILURES, code_of
from adapters.slack.tenants import Clients
from bot.errors import WorkspaceGone
from bot.message import Desk

Forget = Callable[[str], Awaitable[None]]


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
    if forget:
        await forget(team or enterprise)
    clients.forget(team)
    await desk.left(f"slack:{team or enterprise}")
