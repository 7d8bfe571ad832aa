"""All that can be said about alerts, in a Discord that is played."""

from pathlib import Path

from bot.runtime.desk import FrontDesk
from bot.store import Store
from tests.adapter_contract import until
from tests.alerts.dialogue import hold, make_desk
from tests.discord_platform.conftest import PlayedDiscord


class Slashes:
    """A person who types the slash commands that Discord was told of."""

    def __init__(self, platform: PlayedDiscord, desk: FrontDesk) -> None:
        self._platform = platform
        self._verbs = {verb.name: verb for verb in desk.verbs}
        self._asked = 0

    async def type_command(self, text: str) -> None:
        first, _, rest = text.partition(" ")
        second, _, after = rest.partition(" ")
        verb = self._verbs.get(f"{first} {second}")
        words = after if verb else rest
        verb = verb or self._verbs[first]
        options = {verb.argument: words} if words else {}
        platform = self._platform
        await self._rest()
        self._asked += 1
        await platform._do(platform.ada.slash(platform.channel, f"papers {verb.name}", **options))

    async def press(self, label: str) -> None:
        platform = self._platform
        await self._rest()
        answer = platform.results[-1].response
        assert answer
        self._asked += 1
        await platform._do(platform.ada.click(answer, label=label))

    async def _rest(self) -> None:
        """Wait until all that was asked is over: simcord does one thing at a time."""
        await until(lambda: len(self._platform.results) == self._asked)

    async def private_replies(self) -> list[str]:
        return await self._platform.private_replies()


async def test_the_whole_dialogue(platform: PlayedDiscord, store: Store, tmp_path: Path) -> None:
    desk = make_desk(store, tmp_path)
    await platform.listen(desk)
    await hold(Slashes(platform, desk))
