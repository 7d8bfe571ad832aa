"""Talking with the desk: people type and press, over a newsroom whose papers can be found."""

from dataclasses import dataclass, field
from pathlib import Path

from bot import commands
from bot.message import Action, Destination, Message, Reply, Request
from bot.model import Change, Paper
from bot.search import Search
from bot.store import Store, papers
from tests.newsroom import ANN, CHANNEL, Newsroom


def words_of(message: Message) -> str:
    """Return all that a person reads."""
    lines = [message.title, message.lead.plain]
    for card in message.cards:
        lines += [card.title.plain, card.facts, card.body.plain]
    return "\n".join([*lines, message.note])


def buttons_of(message: Message) -> dict[str, str]:
    """Return the commands on buttons by their labels."""
    actions: list[Action] = list(message.actions)
    for card in message.cards:
        actions += card.actions
    return {action.label: action.command for action in actions}


@dataclass
class Talk:
    """Somebody at the desk, in the channel unless said otherwise."""

    store: Store
    folder: Path
    newsroom: Newsroom = field(init=False)

    def __post_init__(self) -> None:
        self.newsroom = Newsroom(self.store)
        self.last = Reply(Message())
        self.search = Search(
            self.folder / "index", self._changes, self._load, lambda: self.newsroom.now
        )

    def say(
        self,
        text: str,
        who: Destination = ANN,
        where: Destination = CHANNEL,
        timezone: str = "",
        name: str = "",
    ) -> str:
        """Type a command and return what is answered."""
        self.search.catch_up()
        request = Request(text, who, where, "slack:T1", timezone, name=name)
        store, now = self.store, self.newsroom.now
        self.last = commands.answer(store, self.search, request, now, "UTC")
        return words_of(self.last.message)

    def press(self, label: str, who: Destination = ANN) -> str:
        """Press a button of the last answer."""
        return self.say(buttons_of(self.last.message)[label], who)

    def hold(self, *dialogue: tuple[str, str]) -> None:
        """Say each line, and be answered with the words behind it."""
        for typed, answer in dialogue:
            assert answer in self.say(typed), (typed, self.last)

    def _changes(self, after: int, limit: int) -> list[Change]:
        with self.store.read() as tx:
            return list(papers.read_changes(tx, after, limit))

    def _load(self, ids: object) -> dict[str, Paper]:
        with self.store.read() as tx:
            return papers.get_papers(tx, ids)  # type: ignore[arg-type]
