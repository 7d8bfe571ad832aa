"""Commands as dialogues: what is typed, and what the answer must say."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import commands
from bot.commands.grammar import VERBS
from bot.message import SHORTEST_BUTTON, Action, Destination, Message, Reply, Request
from bot.model import Arrival, Fetch, Listing
from bot.search import Search
from bot.store import Store, fetches, papers
from tests.conftest import NOW, make_paper

CHANNEL, ANN = Destination("slack", "T1/C1"), Destination("slack", "T1/U1")
TODAY = date(2026, 11, 24)
Say = Callable[..., Reply]


def words_of(message: Message) -> str:
    """Return all that a person reads."""
    lines = [message.title, message.lead.plain]
    for card in message.cards:
        lines += [card.title.plain, card.facts, card.body.plain]
    return "\n".join([*lines, message.note])


@pytest.fixture
def say(store: Store, tmp_path: Path) -> Say:
    """Type a command in a channel as Ann."""

    def load(ids: list[str]) -> dict[str, object]:
        with store.read() as tx:
            return papers.get_papers(tx, ids)  # type: ignore[return-value]

    def changes(after: int, limit: int) -> object:
        with store.read() as tx:
            return papers.read_changes(tx, after, limit)

    search = Search(tmp_path / "index", changes, load, lambda: NOW)  # type: ignore[arg-type]

    def typed(text: str, timezone: str = "") -> Reply:
        search.catch_up()
        request = Request(text, ANN, CHANNEL, "slack:T1", timezone)
        return commands.answer(store, search, request, NOW, "UTC")

    return typed


@pytest.fixture
def stocked(store: Store) -> None:
    names = [
        ("2611.00001", "LoRA adapters for speech", "Low-rank adapters.", TODAY, 3),
        ("2611.00002", "Diffusion alignment", "We align diffusion models.", TODAY, 9),
        ("2405.00003", "Attention sinks", "Streaming attention.", date(2024, 5, 27), 63),
    ]
    arrivals = [
        Arrival(
            make_paper(key, title, abstract=abstract, authors=("Ann Lee",), upvotes=votes),
            Listing("huggingface", day, rank, "bob"),
        )
        for rank, (key, title, abstract, day, votes) in enumerate(names, 1)
    ]
    with store.write() as tx:
        papers.add_papers(tx, arrivals, NOW)


Dialogue = list[tuple[str, str]]

READING: Dialogue = [
    ("", "Three things to try"),
    ("help", "/papers search diffusion models"),
    ("help reading", "/papers today — Show"),
    ("help search", 'author:"Ann Lee" — by somebody'),
    ("help subscribe", "For example: /papers subscribe robotics"),
    ("search lora", "LoRA adapters for speech"),
    ("/papers search lora", "LoRA adapters for speech"),
    ("SEARCH diffusion", "We align diffusion models."),
    ("search zebra", "Nothing for “zebra”"),
    ("search ((((", "That asks for nothing"),
    ("search 2405.99999", "I do not hold 2405.99999 yet"),
    ("search lora page 9", "No more results"),
    ("search\nlora\nadapters", "1 paper for “lora adapters”"),
    ("search lora cat:cs.CL", "No paper that I hold is in category cs.CL."),
    ("search lora since:2030", "No paper that I hold was published since 2030-01-01."),
    ("search lora upvotes:>5000", "No paper that I hold has more than 5,000 upvotes."),
    ("search like:2405.99999", "No paper that I hold is like 2405.99999."),
    ("similar attention sinks", "no paper like “Attention sinks”"),
    ("paper Diffusion align", "We align diffusion models."),
    ("search page 2", "Nothing for “page 2”"),
    ("search lora\x00adapters", "1 paper for “lora adapters”"),
    ("search \u202elora\n\tadapters", "1 paper for “lora adapters”"),
    ("search 2405.00003", "Attention sinks"),
    ("search [2405.00003] Attention sinks, again", "Streaming attention."),
    ("search see https://arxiv.org/abs/2405.00003v2.", "Streaming attention."),
    ("search 2405.00003, 2611.00001", "2 papers for “id:2405.00003 OR id:2611.00001”"),
    ("search lora OR 2405.00003", "1 paper for “lora OR 2405.00003”"),
    ("explain https://arxiv.org/abs/2405.00003", "I look for papers called 2405.00003."),
    ("explain lora sort:date", "I look for “lora”.\nNewest first."),
    ("today", "Diffusion alignment"),
    ("today", "Still filling"),
    ("yesterday", "has not been fetched"),
    ("day 2024-05-27", "Attention sinks"),
    ("day 27 May 2024", "Attention sinks"),
    ("day Mon 27 May 2024", "Attention sinks"),
    ("day 2024-5-27", "Attention sinks"),
    ("day 2024/05/27", "Attention sinks"),
    ("month May 2024", "Attention sinks"),
    ("week 2024 W22", "Attention sinks"),
    ("today top 10", "Diffusion alignment"),
    ("today top 1", "1 to 1 of 2"),
    ("day 2026-11-22", "rests at weekends"),
    ("day 2024-05-26", "rests at weekends"),
    ("day today", "Diffusion alignment"),
    ("week", "2 papers"),
    ("week 2024-W22", "Attention sinks"),
    ("month 2024-05", "Attention sinks"),
    ("month 2023-01", "I have no list of those days"),
    ("paper 2405.00003", "Streaming attention."),
    ("paper https://arxiv.org/pdf/2405.00003v2", "Listed on Mon 27 May 2024 by bob"),
    ("paper https://huggingface.co/papers/2405.00003", "Attention sinks"),
]


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize(("typed", "answer"), READING)
def test_reading(say: Say, typed: str, answer: str) -> None:
    reply = say(typed)
    assert answer in words_of(reply.message)
    assert not reply.is_error


def test_a_long_search_has_all_its_buttons_on_every_platform(say: Say, store: Store) -> None:
    with store.write() as tx:
        papers.add_papers(tx, [Arrival(make_paper(f"2611.{n:05d}", title=f"Adapters {n}"))
                               for n in range(12)], NOW)  # fmt: skip
    long = "(adapters OR " + " OR ".join(f"“adapters number {n}”" for n in range(9)) + ")"
    offered = {one.label: one.command for one in say(f"search {long}").message.actions}
    assert set(offered) >= {"More results", "Newest first", "Alert me"}
    assert all(len(command) <= SHORTEST_BUTTON for command in offered.values())
    second = say(offered["More results"]).message
    assert [card.number for card in second.cards] == [6, 7, 8, 9, 10]
    third = {one.label: one.command for one in second.actions}["More results"]
    assert [card.number for card in say(third).message.cards] == [11, 12]
    newest = say(offered["Newest first"]).message
    assert newest.title.endswith(", newest first")
    more = {one.label: one.command for one in newest.actions}["More results"]
    assert say(more).message.title == newest.title
    assert "I hold no draft 999 of yours" in words_of(say("again 999").message)


@pytest.mark.usefixtures("stocked")
def test_what_is_offered_beside_an_answer_makes_sense(say: Say) -> None:
    def offered(typed: str) -> dict[str, str]:
        return {action.label: action.command for action in say(typed).message.actions}

    assert offered("search difusion")["Alert me"] == "alert add diffusion"
    assert offered("search ((((") == {}
    assert offered("search 2405.99999") == {"Look it up": "paper 2405.99999"}


MISTAKES: Dialogue = [
    ("serach lora", "Did you mean “search”?"),
    ("subscirbe", "Did you mean “subscribe”?"),
    ("alert ad lora", "Did you mean “alert add”?"),
    ("search", "needs a query"),
    ("day", "needs a date"),
    ("day tomorrow", "hasn't come yet"),
    ("day 2024-13-01", "I couldn't read “2024-13-01” as a day"),
    ("day 2030-01-01", "hasn't come yet"),
    ("week 2024-W60", "I couldn't read “2024-W60” as a week"),
    ("month 2024-13", "I couldn't read “2024-13” as a month"),
    ("day 27 May 2024 lora", "don't know what to do with “lora”"),
    ("day 5/6/2024", "can be several days"),
    ("today lora", "don't know what to do with “lora”"),
    ("paper", "needs an id"),
    ("import x", "works only in a shell, as: papers import"),
    ("paper 9912.99999", "I don't have 9912.99999, and neither has anybody I ask"),
    ("paper lalala", "I couldn't find a paper called “lalala”"),
    ("subscribe at 25pm", "I couldn't read “at 25pm” as a time"),
    ("subscribe at 9am Europe/Berln", "I don't know the time zone “Europe/Berln”"),
    ("subscribe top 99", "1 to 25"),
    ("subscribe when ready weekends", "Lists come from Monday to Friday"),
    ("unsubscribe", "there is none to stop"),
    ("alert remove 7", "You have no alerts"),
    ("alert add -lora", "needs a word"),
    (f"alert add {'x' * 1400}", "1,000 is the most"),
    ("alert add " + " OR ".join(f"w{n}" for n in range(70)), "60 is the most"),
    ("alert save 7", "I hold no draft 7"),
    ("alert edit 7 lora", "You have no alerts. Set one"),
    ("alert snooze soon", "is no span of time"),
    ("alert quiet at night", "I couldn't read “at night” as hours"),
    ("alert cap many", "is no bound"),
]


@pytest.mark.parametrize(("typed", "answer"), MISTAKES)
def test_mistakes_are_named_and_the_way_out_is_told(say: Say, typed: str, answer: str) -> None:
    reply = say(typed)
    assert answer in words_of(reply.message)
    assert reply.is_error


def test_a_subscription_from_first_to_last(say: Say) -> None:
    dialogue = [
        ("subscriptions", "No digest is posted here"),
        (
            "subscribe at 9am weekdays Europe/Berlin",
            "top 5, every weekday at 09:00 Europe/Berlin, next on Wed 25 Nov at 09:00",
        ),
        ("subscribe top 3", "top 3, every weekday at 09:00 Europe/Berlin"),
        (
            "subscribe when ready",
            "top 3, as soon as the list is complete, next on Wed 25 Nov at 03:30",
        ),
        ("subscribe top 4", "top 4, as soon as the list is complete"),
        ("subscribe mon,wed", "list is complete, every Monday and Wednesday"),
        ("subscribe at 10am when ready", "every Monday and Wednesday, at 10:00 Europe/Berlin"),
        ("subscribe at 9am weekdays top 3", "top 3, every weekday at 09:00 Europe/Berlin"),
        ("subscribe robotics at 17:00 mon", "top 5 on “robotics”, every Monday at 17:00 UTC"),
        ("subscriptions", "robotics"),
        ("unsubscribe zebra", "Which one?"),
        ("unsubscribe robotics", "no more digests on “robotics”"),
        ("unsubscribe", "no more digests here"),
        ("subscriptions", "No digest is posted here"),
    ]
    for typed, answer in dialogue:
        assert answer in words_of(say(typed).message), typed


def test_the_persons_own_zone_is_used_where_the_platform_tells_it(say: Say) -> None:
    assert "09:00 Asia/Tokyo" in words_of(say("subscribe", timezone="Asia/Tokyo").message)


@pytest.mark.usefixtures("stocked")
def test_every_button_is_a_command_that_works(say: Say) -> None:
    for typed in ("help", "search lora", "today", "week", "paper 2405.00003", "subscribe"):
        message = say(typed).message
        buttons: list[Action] = list(message.actions)
        for card in message.cards:
            buttons += card.actions
        for button in buttons:
            assert not say(button.command).is_error, button


def test_a_failure_of_the_source_is_told_and_not_called_an_empty_day(
    say: Say, store: Store
) -> None:
    with store.write() as tx:
        fetches.put_fetch(tx, Fetch("huggingface", TODAY, NOW, problem="It answered 500."))
    assert "is missing: It answered 500." in words_of(say("today").message)


SINCE = NOW - timedelta(hours=2)
STANDINGS = [
    (Fetch("huggingface", TODAY, NOW), "has listed nothing on Tue 24 Nov 2026 yet"),
    (Fetch("huggingface", TODAY, NOW, seen_closed=1), "a day off there"),
    (
        Fetch("huggingface", TODAY, NOW, stale_as=date(2026, 11, 23)),
        "still sends the list of Mon 23 Nov 2026 in the place of Tue 24 Nov 2026's",
    ),
    (
        Fetch("huggingface", TODAY, NOW, problem="It broke.", failing_since=SINCE, failures=3),
        "is missing: It broke. It has failed for 2 hours.",
    ),
]


@pytest.mark.parametrize(("fetch", "answer"), STANDINGS)
def test_today_without_papers_says_how_the_list_stands(
    say: Say, store: Store, fetch: Fetch, answer: str
) -> None:
    older = Arrival(make_paper(), Listing("huggingface", date(2026, 11, 20), 1))
    with store.write() as tx:
        fetches.put_fetch(tx, fetch)
    assert answer in words_of(say("today").message)
    with store.write() as tx:
        papers.add_papers(tx, [older], NOW)
    shown = words_of(say("today").message)
    assert answer in shown
    assert "Here's the newest list before it." in shown


def test_pages_follow_each_other_without_gaps(say: Say, store: Store) -> None:
    arrivals = [
        Arrival(make_paper(f"2611.{n:05d}", f"Agents {n}"), Listing("huggingface", TODAY, n))
        for n in range(1, 13)
    ]
    with store.write() as tx:
        papers.add_papers(tx, arrivals, NOW)
    for start in ("search agents", "today"):
        seen: list[int] = []
        message = say(start).message
        while True:
            seen += [card.number for card in message.cards]
            more = [action for action in message.actions if action.label.startswith("More")]
            if not more:
                break
            message = say(more[0].command).message
        assert seen == list(range(1, 13)), start


@pytest.mark.parametrize("text", ["\0", "*", '"', "-", "(" * 2000, "x" * 20_000, "🙂", "\u202e"])
def test_no_text_breaks_the_desk(say: Say, text: str) -> None:
    for typed in (text, f"search {text}", f"paper {text}", f"subscribe {text}", f"day {text}"):
        assert words_of(say(typed).message).strip()


def test_every_verb_has_an_answer_and_an_example_that_is_read(say: Say) -> None:
    for verb in VERBS:
        if verb.example:
            assert commands.read(verb.example).verb == verb
        assert words_of(say(verb.example or verb.name).message).strip()


@pytest.mark.parametrize(
    "typed", ["alert add lo\x00ra \udc80", "subscribe ro\x00bots\ud83d at 9am"]
)
def test_what_no_database_can_store_is_left_out(
    each_store: Store, tmp_path: Path, typed: str
) -> None:
    search = Search(tmp_path / "index", lambda *_: [], lambda _: {}, lambda: NOW)
    request = Request(typed, ANN, CHANNEL, "slack:T1")
    reply = commands.answer(each_store, search, request, NOW, "UTC")
    assert not reply.is_error
    assert "\x00" not in words_of(reply.message)
