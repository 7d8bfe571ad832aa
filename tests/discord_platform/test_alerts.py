"""All that can be said about alerts, in a Discord that is played."""

from collections.abc import Mapping
from pathlib import Path

from adapters.discord.slash_commands import options_of, paths_of
from bot.message import Verb
from bot.runtime.desk import FrontDesk
from bot.store import Store
from tests.adapter_contract import until
from tests.alerts.dialogue import hold, make_desk
from tests.discord_platform.conftest import PlayedDiscord


def by_name(verbs: Mapping[str, Verb], text: str) -> tuple[Verb, dict[str, str]]:
    """Return a typed command as it is given by name: a word for each option, the rest for the last.

    A query is one option, whatever it holds: what may stand behind it is read all the same.
    """
    first, _, rest = text.partition(" ")
    second, _, after = rest.partition(" ")
    verb = verbs.get(f"{first} {second}")
    words = after if verb else rest
    verb = verb or verbs[first]
    named = [option for option in options_of(verb) if option.kind == "text"]
    if not words or not named:
        return verb, {}
    if len(named) == 1 or named[0].completed in ("query", "paper", "whom"):
        return verb, {named[0].name: words}
    one, _, other = words.partition(" ")
    return verb, {named[0].name: one, named[1].name: other}


class Slashes:
    """A person who types the slash commands that Discord was told of."""

    def __init__(self, platform: PlayedDiscord, desk: FrontDesk) -> None:
        self._platform = platform
        verbs = desk.verbs
        self._verbs = {verb.name: verb for verb in verbs}
        self._paths = paths_of(verbs)
        self._asked = 0

    async def type_command(self, text: str) -> None:
        verb, options = by_name(self._verbs, text)
        platform = self._platform
        await self._rest()
        self._asked += 1
        path = next(path for path, one in self._paths.items() if one is verb)
        name = " ".join(("papers", *path))
        await platform._do(platform.ada.slash(platform.channel, name, **options))

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
