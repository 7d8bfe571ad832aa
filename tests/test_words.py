"""Every word that a person reads: excerpts, counts, lists without an end, empty answers."""

from datetime import UTC, date, datetime, time

import pytest

from bot import commands
from bot.calendar import EVERY_DAY
from bot.compose import (
    alert_messages,
    help_groups,
    list_messages,
    notifications,
    subscription_messages,
)
from bot.compose.cards import EXCERPT, excerpt, hit_card, title_of
from bot.compose.notifications import Tiding
from bot.message import Action, Destination, Message, Text, Verb
from bot.model import Alert, AlertMatch, Highlight, Hit, Reason, Schedule, Subscription
from tests.conftest import NOW, make_paper

DAY = date(2026, 11, 24)
ANN, CHANNEL = Destination("slack", "T1/U1"), Destination("slack", "T1/C1")
FILLER = "Nothing of note is said here at all. " * 20


def marked(before: str, word: str, after: str) -> Text:
    return Text(before + word + after, ((len(before), len(before) + len(word)),))


def shown(text: Text) -> list[str]:
    return [text.plain[start:stop] for start, stop in text.marks]


def test_a_short_text_is_its_own_excerpt() -> None:
    text = marked("We adapt with ", "LoRA", " layers.")
    assert excerpt(text) == text


def test_a_long_text_without_marks_is_shown_from_its_start() -> None:
    assert excerpt(Text(FILLER)).plain.startswith("Nothing of note")


def test_an_excerpt_begins_with_the_sentence_of_the_match() -> None:
    text = excerpt(marked(f"{FILLER}Then we adapt with ", "LoRA", f" layers. {FILLER}"))
    assert text.plain.startswith("… Then we adapt with LoRA layers. Nothing")
    assert shown(text) == ["LoRA"]
    assert len(text.plain) <= EXCERPT


def test_in_a_sentence_without_end_an_excerpt_begins_at_a_word_near_the_match() -> None:
    text = excerpt(marked("word " * 200, "LoRA", " word" * 200))
    assert text.plain.startswith("… word ")
    assert text.plain.index("LoRA") < EXCERPT // 2
    assert shown(text) == ["LoRA"]


def test_an_excerpt_shows_where_most_matches_stand() -> None:
    plain = f"LoRA. {FILLER}LoRA and LoRA again. {FILLER}"
    places = [at for at in range(len(plain)) if plain.startswith("LoRA", at)]
    text = excerpt(Text(plain, tuple((at, at + 4) for at in places)))
    assert text.plain.startswith("… LoRA and LoRA again.")
    assert shown(text) == ["LoRA", "LoRA"]


def test_a_match_at_the_very_end_is_shown() -> None:
    text = excerpt(marked(FILLER, "LoRA", ""))
    assert shown(text) == ["LoRA"]


def test_a_hit_shows_its_summary_unless_the_abstract_matched() -> None:
    paper = make_paper(abstract="We adapt with LoRA.", ai_summary="In short.")
    assert hit_card(Hit(paper, 1.0), number=1).body.plain == "In short."
    assert hit_card(Hit(paper, 1.0, (), ((14, 18),)), number=1).body.plain == "We adapt with LoRA."
    bare = make_paper(abstract="We adapt with LoRA.")
    assert hit_card(Hit(bare, 1.0), number=1).body.plain == "We adapt with LoRA."


@pytest.mark.parametrize(
    ("known", "title"),
    [
        ({"title": "A title", "abstract": "Words."}, "A title"),
        ({"title": "", "abstract": "Words only."}, "Words only."),
        ({"title": "", "abstract": ""}, "2405.00001"),
    ],
)
def test_a_paper_is_always_called_something(known: dict[str, str], title: str) -> None:
    assert title_of(make_paper("2405.00001", **known)) == title


def test_a_list_of_several_days_tells_each_papers_day() -> None:
    papers = [Highlight(make_paper("2405.00001"), DAY), Highlight(make_paper("2405.00002"), DAY)]
    assert "2026" not in list_messages.day_list("Today", papers, "today", 1, "").cards[0].facts
    papers[1] = Highlight(make_paper("2405.00002"), date(2026, 11, 23))
    several = list_messages.day_list("A week", papers, "week", 1, "")
    assert [card.facts for card in several.cards] == ["Tue 24 Nov 2026", "Mon 23 Nov 2026"]


def tiding(*numbers: int, digests: tuple[str, ...] = ()) -> Tiding:
    reasons = tuple(Reason(n, f"word {n}") for n in numbers)
    match = AlertMatch(ANN, "2405.00001", "slack:T1", reasons, NOW)
    return Tiding(match, make_paper(), reasons, digests)


def test_an_alert_names_its_reasons_and_how_to_stop_them() -> None:
    one = notifications.alert(tiding(1))
    assert one.lead.plain == "It matches your alert “word 1”."
    assert [action.command for action in one.actions] == [
        "why 2405.00001",
        "less 2405.00001",
        "alert pause 1",
    ]
    many = notifications.alert(tiding(1, 2, 3, 4, digests=("", "robots")))
    assert many.lead.plain.startswith("It matches your alerts “word 1” and “word 2”")
    assert many.lead.plain.endswith("is in the digest and the digest on “robots” that you set up.")
    assert len(many.actions) == 5


def order(topic: str = "", **known: str) -> Subscription:
    terms = Schedule(time(9), EVERY_DAY, "Europe/Berlin")
    due = datetime(2026, 11, 25, 8, tzinfo=UTC)
    return Subscription(1, "slack:T1", CHANNEL, ANN, topic, terms, 5, due, **known)  # type: ignore[arg-type]


def test_subscriptions_are_listed_with_their_next_run_or_why_they_rest() -> None:
    said = subscription_messages.subscription_list(
        [order(), order("robots", paused_reason="I was removed.")]
    )
    assert said.lead.plain.splitlines() == [
        "• top 5, every day at 09:00 Europe/Berlin, next on Wed 25 Nov at 09:00",
        "• top 5 on “robots”, every day at 09:00 Europe/Berlin — paused: I was removed.",
    ]
    assert [action.command for action in said.actions] == [
        "unsubscribe daily",
        "unsubscribe robots",
        "subscribe with abstracts",
        "subscribe robots with abstracts",
    ]


@pytest.mark.parametrize("what", ["paused", "running again", "removed"])
def test_what_was_done_to_an_alert_can_be_undone(what: str) -> None:
    undo = Action("Undo it", "alert undo 3")
    said = alert_messages.changed(Alert(1, "slack:T1", ANN, 3, "lora", NOW), what, undo)
    assert said.lead.plain == f"Alert 3 “lora” is {what}."
    assert said.actions == (undo,)


def test_help_lists_commands_as_they_are_typed() -> None:
    verbs = [Verb("day", "Show a day", "date", "day 2024-05-27", is_required=True),
             Verb("week", "Show a week", "week"), Verb("today", "Show today")]  # fmt: skip
    reading = help_groups.GROUPS[0]
    page = help_groups.group_page(reading, {verb.name: verb for verb in verbs})
    assert page.lead.plain.splitlines() == [
        "/papers today — Show today",
        "/papers day DATE — Show a day",
        "/papers week [WEEK] — Show a week",
    ]
    one: Message = help_groups.help_on(verbs[0])
    assert one.lead.plain == "Show a day.\nFor example: /papers day 2024-05-27"
    assert help_groups.help_on(verbs[2]).lead.plain == "Show today."


def test_every_command_stands_in_a_group_of_the_help() -> None:
    assert help_groups.ungrouped(commands.listed_verbs()) == ["help"]
    screen = help_groups.first_screen()
    assert len(screen.lead.plain.splitlines()) == len(screen.actions) == 5


@pytest.mark.parametrize("prefix", ["/papers ", "/daily-papers ", "papers ", ""])
def test_commands_in_words_begin_as_they_do_where_they_are_read(prefix: str) -> None:
    words = Text("Set one: /papers alert add lora. See huggingface.co/papers today.", ((27, 31),))
    said = Message("“/papers why”", words, note="/papers help").with_commands(prefix)
    assert said.title == f"“{prefix}why”"
    assert said.lead.plain == f"Set one: {prefix}alert add lora. See huggingface.co/papers today."
    assert [piece for piece, is_marked in said.lead.pieces() if is_marked] == ["lora"]
    assert said.note == f"{prefix}help"
