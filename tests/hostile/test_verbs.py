"""No command, whatever follows it, takes long; nor does reading what sources and people write."""

from collections.abc import Callable, Iterator
from time import thread_time

import pytest

from adapters.discord.escape import escape
from adapters.discord.limits import LIMITS as DISCORD
from adapters.slack.limits import LIMITS as SLACK
from adapters.slack.requests import as_typed
from bot.cli.logs import blot
from bot.commands.grammar import LONGEST, VERBS, begun, read
from bot.compose.key_sentence import telling_sentence
from bot.message import Card, Message, Text, fit
from bot.model.identity import paper_id, papers_named
from bot.query import clean
from bot.query.lexer import lex
from bot.search.question_preamble import split_opening
from bot.search.sort import split_sort
from bot.sources.clean_text import one_line, repository, words
from bot.store import open_store
from bot.text.latex import readable
from bot.text.tokens import tokens
from tests.hostile.growth import outgrows, sizes
from tests.newsroom import TODAY, paper
from tests.talk import Talk

UNITS = (
    *'-/a1,."$*{@é漢', "a ", "(a ", "- ", "9:", "at 9 ", "mon,", "page 1 ", "max 5 ", "au:", "OR ",
    "-a ", "a-b ", "[ TO ", "\\verb", "Europe/", "2405.1", "<http://a", '"a" ', "22:00-7:00 ",
)  # fmt: skip
MOST_CPU_S = 2.0
"""Ten times what the slowest takes on a quiet machine; the figure itself is a benchmark's."""


def made_of(unit: str, other: str = "") -> Callable[[int], str]:
    """Return texts of any length that repeat a unit, the second half of them another."""
    if not other:
        return lambda length: unit * (length // len(unit))
    return lambda length: f"{unit * (length // 2 // len(unit))} {other * (length // 2)}"


TEXTS = [*map(made_of, UNITS), *(made_of(unit, other) for unit in UNITS for other in "-/ ")]


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    folder = tmp_path_factory.mktemp("home")
    store = open_store("", folder)
    talk = Talk(store, folder)
    listed = [paper(f"LoRA adapters {n}", abstract="a b " * 50) for n in range(30)]
    talk.newsroom.list_papers(TODAY, *listed)
    talk.say("alert add lora")
    talk.press("Save")
    yield talk
    store.close()


@pytest.mark.parametrize("verb", VERBS, ids=[verb.name for verb in VERBS])
def test_every_verb_is_answered_soon_whatever_follows_it(talk: Talk, verb: object) -> None:
    name, example = verb.name, verb.example.removeprefix(verb.name).strip()  # type: ignore[attr-defined]
    slowest = (0.0, "")
    beginnings = {name, f"{name} 1", f"{name} {example}"}
    for said in beginnings:
        for text in TEXTS if said == name else TEXTS[: len(UNITS)]:
            typed = f"{said} {text(LONGEST - len(said) - 2)}"
            began = thread_time()
            talk.say(typed)
            slowest = max(slowest, (thread_time() - began, typed[:80]))
    assert slowest[0] < MOST_CPU_S, slowest


def _fit_for(limits: object) -> Callable[[str], object]:
    return lambda text: fit(Message(title=text, lead=Text(text), cards=(Card(Text(text)),)), limits)  # type: ignore[arg-type]


READERS: dict[str, Callable[[str], object]] = {
    "a command": lambda text: read(f"search {text}"[:LONGEST]),
    "the beginning of a command": begun,
    "what Slack's people type": as_typed,
    "a query": lambda text: list(lex(clean(text))),
    "the opening of a question": split_opening,
    "a sort": split_sort,
    "an id": paper_id,
    "ids": papers_named,
    "LaTeX": readable,
    "tokens": tokens,
    "a source's line": one_line,
    "a source's words": words,
    "a repository's address": repository,
    "an abstract's sentences": lambda text: telling_sentence(text, text),
    "a line of a log": blot,
    "Discord's signs": escape,
    "a message for Slack": _fit_for(SLACK),
    "a message for Discord": _fit_for(DISCORD),
}


@pytest.mark.parametrize("name", READERS)
def test_no_reader_takes_much_longer_for_a_little_more(name: str) -> None:
    for text in TEXTS:
        assert not (where := outgrows(READERS[name], text, sizes(80, 20_480))), where
