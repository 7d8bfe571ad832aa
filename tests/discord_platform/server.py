"""A server in the world: a desk that answers there, and somebody who types and presses."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from adapters.discord.adapter import DiscordAdapter
from bot.message import Desk
from tests.adapter_contract import until
from tests.discord_platform.reading import words_of
from tests.discord_platform.world import ADA, ALL, GUILD, TEXT, World

Json = dict[str, Any]
D = TypeVar("D", bound=Desk)


@dataclass
class Server(Generic[D]):
    """A world, a desk that answers in it, and somebody who asks."""

    world: World
    adapter: DiscordAdapter
    desk: D
    count: int = 0

    def hear(self, kind: int, data: Json, **more: Any) -> None:
        """Let the gateway tell of an interaction."""
        self.count += 1
        payload: Json = {
            "id": f"9{self.count}", "application_id": "9", "type": kind, "version": 1,
            "token": f"secret-{self.count}", "locale": "en-US", "entitlements": [], "context": 0,
            "authorizing_integration_owners": {"0": GUILD}, "attachment_size_limit": 1,
            "guild_id": GUILD, "guild": {"id": GUILD, "features": [], "locale": "en-US"},
            "channel_id": TEXT, "channel": self.world.channels[TEXT], "app_permissions": ALL,
            "member": {"user": ADA, "roles": [], "joined_at": None, "deaf": False, "mute": False,
                       "flags": 0, "permissions": ALL},
            "data": data, **more,
        }  # fmt: skip
        self.adapter.client._connection.parse_interaction_create(payload)  # type: ignore[arg-type]

    def type(self, name: str, given: Json | None = None, **more: Any) -> None:
        options = [{"name": key, "type": 3, "value": one} for key, one in (given or {}).items()]
        leaf = {"name": name, "type": 1, "options": options}
        data = {"id": "1", "name": "papers", "type": 1, "options": [leaf]}
        self.hear(2, data, **more)

    def press(self, custom_id: str, *, is_own: bool, message: Json | None = None) -> None:
        said = self.world.message(TEXT, message or {})
        said["flags"] |= 64 if is_own else 0
        self.hear(3, {"component_type": 2, "custom_id": custom_id}, message=said)

    async def answered(self) -> str:
        """Wait for an answer, and return its words."""
        await until(lambda: self.world.answers or self.world.followed)
        said = self.world.followed or [*self.world.answers.values()]
        return words_of(said[-1])
