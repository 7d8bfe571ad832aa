"""Options of verbs: what is given by name becomes the command that somebody would type."""

import pytest

from bot.calendar.timed_text import ALERT, DIGEST, read_timed
from bot.commands import VERBS, listed_verbs, read
from bot.commands.community.digest_kinds import split_abstracts
from bot.commands.community.separate_posts import split_posts
from bot.commands.options import OPTIONS
from bot.message import Option, Verb

SAMPLES = {
    "query": "mixture of experts",
    "topic": "robotics",
    "paper": "2405.12345",
    "channel": "22",
    "time": "9am",
    "zone": "Europe/Berlin",
    "date": "2024-05-27",
    "week": "2024-W22",
    "month": "2024-05",
    "whom": "author Ann Lee",
    "what": "2",
    "alert": "2",
    "change": "-survey",
    "hours": "22:00-7:00",
    "number": "10",
    "command": "search",
}


def sample(option: Option) -> object:
    if option.kind == "flag":
        return True
    if option.kind == "number":
        return option.most
    return option.choices[-1].value if option.choices else SAMPLES.get(option.name, "something")


def written(verb: Verb) -> str:
    words = [verb.name, *(option.write(sample(option)) for option in verb.options)]
    return " ".join(filter(None, words))


@pytest.mark.parametrize("verb", listed_verbs(), ids=lambda verb: verb.name)
def test_what_is_given_by_name_is_read_as_that_verb(verb: Verb) -> None:
    assert read(written(verb)).verb.name == verb.name


@pytest.mark.parametrize("verb", listed_verbs(), ids=lambda verb: verb.name)
def test_what_a_verb_needs_is_asked_for(verb: Verb) -> None:
    assert any(option.is_required for option in verb.options) == verb.is_required
    names = [option.name for option in verb.options]
    assert len(names) == len(set(names))


def test_each_row_of_options_is_of_a_verb() -> None:
    assert set(OPTIONS) <= {verb.name for verb in VERBS}


def test_a_digest_given_by_name_is_the_order_that_is_typed() -> None:
    verb = next(verb for verb in listed_verbs() if verb.name == "subscribe")
    has_abstracts, rest = split_abstracts(read(written(verb)).argument)
    is_apart, rest = split_posts(rest)
    order = read_timed(rest, DIGEST)
    assert has_abstracts
    assert is_apart
    assert not order.doubts
    assert (order.topic, order.count, order.timezone) == ("robotics", 25, "Europe/Berlin")
    assert order.is_when_ready
    assert order.times
    assert order.weekdays == frozenset({0, 2, 4})


@pytest.mark.parametrize("pace", [one.value for one in OPTIONS["alert add"][1].choices])
def test_every_pace_that_is_offered_is_one(pace: str) -> None:
    assert read_timed(f"lora {pace}", ALERT).topic == "lora"


def test_the_pace_of_an_alert_stays_out_of_its_query() -> None:
    verb = next(verb for verb in listed_verbs() if verb.name == "alert add")
    order = read_timed(read(written(verb)).argument, ALERT)
    assert order.topic == "mixture of experts"
    assert (order.timezone, order.count) == ("Europe/Berlin", 50)


def test_nothing_and_blanks_are_left_out() -> None:
    assert Option("since", "", written="since:{}").write("  ") == ""
    assert Option("ready", "", "flag", "when ready").write(False) == ""
    assert Option("query", "").write("two\nlines") == "two lines"
