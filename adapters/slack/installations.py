"""Installations of the app: the token of each workspace, or of an organisation, in a vault."""

import json
import logging
from dataclasses import asdict

from adapters.slack.tenants import Tenant
from bot.message import Vault

_log = logging.getLogger(__name__)


class Installations:
    """Implements `Tenants` for an app that any workspace can install."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def keep(self, tenant: Tenant) -> None:
        """Keep an installation, in place of an earlier one."""
        known = json.dumps(asdict(tenant))
        await self._vault.put(_install(tenant.key), known, workspace=f"slack:{tenant.key}")

    async def find(self, team: str, enterprise: str = "") -> Tenant | None:
        """Return the bot in a workspace: its own installation, or its organisation's."""
        if team and (own := await self._read(team)):
            return own
        organisation = enterprise or await self._vault.get(_member(team)) or ""
        found = await self._read(organisation) if organisation else None
        if found and enterprise and team:
            # Deliveries name a workspace only: by this its organisation is found for them.
            await self._note_member(organisation, team)
        return found

    async def forget(self, key: str) -> list[str]:
        """Forget the installation of a workspace or an organisation; return whose it was.

        Again does no harm.
        """
        members = await self._vault.take(_members(key)) or ""
        for team in members.split():
            await self._vault.drop(_member(team))
        await self._vault.drop(_install(key))
        return [key, *members.split()]

    async def _note_member(self, organisation: str, team: str) -> None:
        workspace = f"slack:{organisation}"
        known = (await self._vault.get(_members(organisation)) or "").split()
        if team not in known:
            await self._vault.put(_members(organisation), " ".join([*known, team]), workspace)
            await self._vault.put(_member(team), organisation, workspace)

    async def _read(self, key: str) -> Tenant | None:
        kept = await self._vault.get(_install(key))
        if kept is None:
            return None
        try:
            return Tenant(**json.loads(kept))
        except (ValueError, TypeError):
            _log.warning("the installation of %s cannot be read: install it again", key)
            return None


def _install(key: str) -> str:
    return f"slack install {key}"


def _members(organisation: str) -> str:
    return f"slack members {organisation}"


def _member(team: str) -> str:
    return f"slack member {team}"
