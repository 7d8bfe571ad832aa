"""Alerts as people speak of them: tried, saved, changed, followed, silenced, explained."""

from datetime import date, timedelta

import pytest

from bot.model import Paper
from bot.store import alerts, drafts, people
from bot.store.people import note_unreachable
from tests.conftest import NOW, make_paper
from tests.newsroom import ANN, BOB, TODAY, paper
from tests.talk import Talk, buttons_of


def month_of(talk: Talk, *papers: Paper) -> None:
    """List papers over the last weeks, as if the bot had run all the time."""
    talk.newsroom.now = NOW - timedelta(days=40)
    talk.newsroom.list_papers(date(2026, 10, 15), paper("The first of all"))
    for number, one in enumerate(papers):
        day = TODAY - timedelta(days=1 + number % 25)
        talk.newsroom.now = NOW - timedelta(days=1 + number % 25)
        talk.newsroom.list_papers(day, one)
    talk.newsroom.now = NOW
    talk.newsroom.queued()


def many(count: int, title: str) -> list[Paper]:
    return [make_paper(f"2611.1{n:04d}", f"{title} {n}") for n in range(1, count + 1)]


def test_an_alert_from_first_to_last(talk: Talk) -> None:
    talk.hold(
        ("alert list", "You have no alerts"),
        ("alert add mixture of experts", "Nothing is saved yet"),
        ("alert list", "You have no alerts"),
    )
    talk.say("alert add mixture of experts")
    assert "Alert 1 is set" in talk.press("Save alert")
    talk.hold(
        ("alert add mixture-of-experts", "A new alert"),
        ("alert add experts mixture", "A new alert"),
        ("alert add mixture of expert", "You have this already: alert 1"),
        ("alert add lora -survey", "“lora”, without “survey”"),
    )
    assert "Alert 2 is set" in talk.press("Save alert")
    talk.hold(
        ("alert list", "2. lora -survey — at once"),
        ("alert pause 2", "is paused"),
        ("alert list", "paused: by you"),
        ("alert resume 2", "is running again"),
        ("alert remove 9", "You have no alert “9”. Yours: 1, 2"),
        ("alert remove 2", "is removed"),
        ("alert pause all", "is paused"),
        ("alerts", "1. mixture of experts"),
    )


def test_what_an_alert_would_have_sent_is_shown_before_it_is_saved(talk: Talk) -> None:
    month_of(
        talk,
        *many(10, "LoRA adapters"),
        *(make_paper(f"2611.2{n:04d}", f"A survey of LoRA {n}") for n in range(5)),
        *(make_paper(f"2611.3{n:04d}", f"Diffusion {n}") for n in range(200)),
    )
    said = talk.say("alert add lora")
    assert "It would have sent 3.5 a week over the last 30 days: 15 of 215 papers" in said
    assert "Add -survey and it is 2.3 a week." in said
    assert len(talk.last.message.cards) == 5
    said = talk.press("Add -survey")
    assert "“lora”, without “survey”" in said
    assert "2.3 a week" in said
    assert "Alert 1 is set" in talk.press("Save alert")
    with talk.store.read() as tx:
        assert [alert.query for alert in alerts.get_alerts(tx, ANN)] == ["lora -survey"]


def test_a_bare_noun_is_warned_of_and_something_better_offered(talk: Talk) -> None:
    month_of(
        talk,
        *(make_paper(f"2611.2{n:04d}", f"Reward models for robots {n}") for n in range(12)),
        *(make_paper(f"2611.3{n:04d}", f"Speech {n}", abstract="A model.") for n in range(40)),
        *(make_paper(f"2611.4{n:04d}", f"Diffusion {n}") for n in range(20)),
    )
    said = talk.say("alert add model")
    assert "It would have sent 12 a week" in said
    assert "That is 72% of all papers" in said
    assert '"reward models" (2.8 a week)' in said
    assert "title:model" in said
    assert "“reward models”" in talk.press('Only "reward models"')


def test_the_words_that_bring_most_are_named(talk: Talk) -> None:
    month_of(talk, *many(12, "LoRA"), make_paper("2611.50001", "Zebra fish"))
    said = talk.say("alert add lora OR zebra")
    assert "Most come from lora (12), zebra (1)." in said


def test_what_was_not_understood_is_shown_and_can_be_changed(talk: Talk) -> None:
    said = talk.say("alert add auther:smith (lora")
    assert "did you mean author:?" in said
    assert "not closed" in said
    assert "alert change 1 -survey" in talk.press("Change")
    assert "“smith” as an author and “lora”, without “survey”" in talk.say("alert change 1 -survey")
    talk.hold(
        ("alert change 2 (lora OR qlora)", "“lora” or “qlora”"),
        ("alert change 3 daily at 9am", "every day at 09:00 UTC"),
        ("alert cancel 4", "Nothing was saved"),
        ("alert save 4", "You cancelled that one: “lora OR qlora"),
        ("alert list", "You have no alerts"),
    )


def test_a_draft_is_saved_once_and_by_its_owner_only(talk: Talk) -> None:
    talk.say("alert add lora")
    assert "I hold no draft 1" in talk.say("alert save 1", who=BOB)
    talk.hold(("alert save 1", "is set"), ("alert save 1", "You saved that already: “lora"))


def test_any_search_can_be_made_an_alert_with_one_button(talk: Talk) -> None:
    talk.newsroom.list_papers(TODAY, paper("LoRA"))
    assert "1 paper for “lora”" in talk.say("search lora")
    assert "I look for “lora”." in talk.press("Alert me")
    long = " OR ".join(f'"a rather long phrase {n}"' for n in range(8))
    talk.say(f"search {long}")
    assert all(len(command) < 95 for command in buttons_of(talk.last.message).values()
               if command.startswith("alert"))  # fmt: skip
    assert "“a rather long phrase 7”" in talk.press("Alert me")
    assert "is set" in talk.press("Save alert")
    talk.say("paper 2611.10311")
    talk.say(f"paper {paper('LoRA').id}")
    assert "papers like" in talk.press("Follow papers like it")


def test_drafts_do_not_pile_up(talk: Talk) -> None:
    for number in range(drafts.MOST + 10):
        with talk.store.write() as tx:
            drafts.add_draft(tx, ANN, f"topic{number}", None, NOW)
    with talk.store.read() as tx:
        assert len(drafts.get_drafts(tx, ANN)) == drafts.MOST


def test_paces_are_said_with_their_zone_and_next_time(talk: Talk) -> None:
    talk.say("alert add lora daily at 9am max 5", timezone="Asia/Tokyo")
    assert "every day at 09:00 Asia/Tokyo, at most 5 papers" in talk.press("Save alert")
    assert "next on Wed 25 Nov at 09:00" in words(talk)
    talk.hold(
        ("alert edit 1 weekly", "every Monday at 09:00 Asia/Tokyo, at most 5 papers"),
        ("alert edit 1 at once max 2", "at once, at most 2 papers a day"),
        ("alert edit 1 weekdays at 17:30 Europe/Berlin", "every weekday at 17:30 Europe/Berlin"),
        ("alert edit 1", "Say what it should be"),
    )


def words(talk: Talk) -> str:
    return talk.last.message.lead.plain


def test_an_edited_query_is_tried_before_it_is_saved(talk: Talk) -> None:
    talk.say("alert add lora OR qlora daily at 9am")
    talk.press("Save alert")
    assert "Alert 1, changed" in talk.say("alert edit 1 -survey")
    assert "(“lora” or “qlora”), without “survey”" in words(talk)
    assert "every day at 09:00" in words(talk)
    assert "Alert 1 is changed" in talk.press("Save alert")
    talk.hold(("alert list", "1. (lora OR qlora) -survey — every day at 09:00 UTC"))


def test_alerts_are_named_by_number_or_by_their_query(talk: Talk) -> None:
    talk.newsroom.alert("mixture of experts -survey")
    talk.newsroom.alert("lora")
    talk.hold(
        ("alert edit mixture of experts -survey daily at 9am", "Alert 1 “mixture of experts"),
        ("alert edit #2 max 3", "Alert 2 “lora”: I tell you at once, at most 3"),
        ("alert edit lora -survey", "Alert 2, changed: “lora -survey”"),
        ("alert edit zebra -survey", "no alert “zebra -survey”. Yours: 1, 2."),
        ("alert edit 9 lora", "no alert “9 lora”"),
        ("alert pause mixture of expert -survey", "Alert 1 “mixture of experts -survey” is paused"),
        ("alert resume mixture-of-experts", "no alert “mixture-of-experts”"),
        ("alert resume 1", "is running again"),
        ("alert test lora", "Alert 2: “lora”"),
        ("alert remove lora", "Alert 2 “lora” is removed"),
        ("alert edit 1", "alert edit 1 -benchmark — only leaves out more"),
    )


def test_what_does_not_fit_on_a_button_is_kept_for_it(talk: Talk) -> None:
    long = " OR ".join(f'"a rather long phrase {n}"' for n in range(8))
    talk.say(f"alert test {long}")
    assert "“a rather long phrase 7”" in talk.press("Alert me")
    talk.say(f"alert change 2 {long} daily at 9am max 5")
    talk.press("Save alert")
    assert "Alert 1: “" in talk.press("What it would have brought")
    talk.say("alert remove 1")
    assert all(len(command) <= 90 for command in buttons_of(talk.last.message).values())
    assert "every day at 09:00 UTC, at most 5 papers" in talk.press("Set it again")
    talk.press("Save alert")
    assert "Alert 2 is set" in talk.last.message.title


def test_an_alert_is_tried_on_the_newest_papers_that_there_are(talk: Talk) -> None:
    assert "I hold no papers to try it on" in talk.say("alert add zebra")
    old = [make_paper(f"2401.1{n:04d}", f"A model of fish {n}") for n in range(80)]
    talk.newsroom.list_papers(date(2024, 1, 30), *old)
    said = talk.say("alert add model")
    assert "over the 30 days to Tue 30 Jan 2024, the newest that I hold: 80 of 80" in said
    assert "That is 100% of all papers" in said


def test_an_alert_removed_while_it_was_edited_is_not_saved_under_another(talk: Talk) -> None:
    talk.say("alert add lora")
    talk.press("Save alert")
    talk.say("alert edit 1 qlora")
    save = buttons_of(talk.last.message)["Save alert"]
    talk.say("alert remove 1")
    assert "was removed meanwhile" in talk.say(save)


FOLLOWED = [
    ("follow author Geoffrey Hinton", "“Geoffrey Hinton” as an author"),
    ("follow Geoffrey Hinton", "“Geoffrey Hinton” as an author"),
    ("follow author:hinton", "“hinton” as an author"),
    ("follow org Google DeepMind", "“Google DeepMind” as the organization"),
    ("follow cat cs.CL", "papers in category cs.CL"),
    ("follow cs.CL", "papers in category cs.CL"),
    ("follow by akhaliq", "“akhaliq” as a submitter"),
    ("follow https://arxiv.org/abs/2405.12345v2", "papers like 2405.12345"),
    ("alert add like:2405.12345", "papers like 2405.12345"),
    ("alert add https://arxiv.org/abs/2405.12345 daily", "papers like 2405.12345"),
]


@pytest.mark.parametrize("whom", ["author", "org", "cat", "by"])
def test_whom_to_follow_must_be_said(talk: Talk, whom: str) -> None:
    assert f"“follow {whom}” needs a name, such as" in talk.say(f"follow {whom}")


@pytest.mark.parametrize(("typed", "meaning"), FOLLOWED)
def test_people_labs_and_categories_can_be_followed(talk: Talk, typed: str, meaning: str) -> None:
    assert f"I look for {meaning}." in talk.say(typed)
    assert "is set" in talk.press("Save alert")


def test_an_alert_or_any_query_can_be_tested(talk: Talk) -> None:
    month_of(talk, *many(6, "LoRA"))
    talk.say("alert add lora")
    talk.press("Save alert")
    talk.hold(
        ("alert test 1", "Alert 1: “lora”"),
        ("alert test 1", "6 of 6 papers"),
        ("alert test zebra", "None of 6 papers of the last 30 days match it"),
        ("alert test #1", "Alert 1: “lora”"),
    )


def test_the_most_alerts_is_said(talk: Talk) -> None:
    for number in range(50):
        talk.newsroom.alert(f"topic{number}")
    assert "50 alerts, which is the most" in talk.say("alert add lora")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (" ".join(f"w{n}" for n in range(61)), "61 terms; 60 is the most"),
        (" OR ".join(f"w{n}" for n in range(61)), "61 terms; 60 is the most"),
        ("x" * 1001, "1,001 characters; 1,000 is the most"),
        ("lora max 51", "1 to 50 papers"),
        ("lora daily at 25:00", "as a time of day"),
        ("-survey", "needs a word to look for"),
        ("", "needs a query"),
    ],
)
def test_what_is_too_much_or_too_little_is_said_and_not_saved(
    talk: Talk, query: str, said: str
) -> None:
    assert said in talk.say(f"alert add {query}")
    assert talk.last.is_error
    with talk.store.read() as tx:
        assert drafts.get_drafts(tx, ANN) == []


@pytest.mark.parametrize("query", [" ".join(f"w{n}" for n in range(60)), "x" * 1000])
def test_what_is_just_within_the_limits_is_saved_and_matched(talk: Talk, query: str) -> None:
    talk.say(f"alert add {query}")
    assert "Alert 1 is set" in talk.press("Save alert")
    talk.newsroom.now += timedelta(minutes=1)
    assert talk.newsroom.list_papers(TODAY, paper("All of it", abstract=query)) == 1


def test_hours_of_rest_and_bounds_are_set_and_said(talk: Talk) -> None:
    talk.hold(
        ("alert settings", "Quiet hours: none"),
        ("alert quiet 22:00-7:00", "Quiet hours: 22:00 to 07:00"),
        ("alert quiet from 10 pm to 7 am Europe/Berlin", "Your time zone: Europe/Berlin"),
        ("alert cap 3", "at most 3 messages a day"),
        ("alert quiet off", "Quiet hours: none"),
        ("alert settings", "at most 3 messages a day"),
    )


def test_alerts_are_snoozed_one_by_one_or_all(talk: Talk) -> None:
    talk.newsroom.alert("lora")
    talk.hold(
        ("alert snooze 1 8h", "Alert 1 “lora” says nothing until Tue 24 Nov 2026 at 23:00"),
        ("alert list", "snoozed until Tue 24 Nov 2026 at 23:00"),
        ("alert snooze 1 off", "speaks again"),
        ("alert snooze 3d", "Your alerts say nothing until Fri 27 Nov 2026 at 15:00"),
        ("alert list", "All are snoozed until Fri 27 Nov"),
        ("alert snooze off", "Your alerts speak again"),
        ("alert snooze lora for 2 days", "Alert 1 “lora” says nothing until Thu 26 Nov"),
        ("alert snooze all 3d", "Your alerts say nothing until Fri 27 Nov"),
        ("alert resume all", "is running again"),
        ("alert settings", "at most 10 messages a day"),
        ("alert snooze 1", "For how long?"),
        ("alert snooze 9 2h", "You have no alert “9”. Yours: 1."),
        ("alert snooze tomorrow", "“tomorrow” is no span of time"),
    )
    talk.say("alert settings")
    assert "Snoozed" not in words(talk)


def test_what_was_kept_back_can_be_seen(talk: Talk) -> None:
    talk.newsroom.alert("lora")
    talk.hold(("alert missed", "Nothing was kept back"))
    talk.newsroom.person(silent_until=NOW + timedelta(days=1))
    talk.newsroom.list_papers(TODAY, *many(7, "LoRA"))
    assert "1 to 5 of 7" in talk.say("alert missed")
    assert "6 to 7 of 7" in talk.press("More papers")


def test_counts_are_all_that_others_can_see(talk: Talk) -> None:
    talk.newsroom.alert("secret topic")
    talk.newsroom.alert("another", BOB)
    said = talk.say("alert count")
    assert "2 people have 2 alerts, 0 of them paused" in said
    assert "secret" not in said
    assert "secret" not in talk.say("alert list", who=BOB)


def test_who_could_not_be_reached_is_told_on_their_next_command_once(talk: Talk) -> None:
    talk.newsroom.alert("lora")
    with talk.store.write() as tx:
        alerts.pause_alerts(tx, ANN, "Your messages are closed.")
        note_unreachable(tx, ANN, "Your messages are closed.")
    assert "could not reach you by direct message: Your messages are closed." in talk.say("today")
    assert "could not reach" not in talk.say("today")
    assert "could not reach" in talk.say("alert list")
    assert "could not reach" not in talk.say("alert list", who=BOB)
    talk.say("alert resume all")
    assert "could not reach" not in talk.say("alert list")
    with talk.store.read() as tx:
        assert people.get_person(tx, ANN)
    assert talk.newsroom.list_papers(TODAY, paper("LoRA")) == 1


def test_who_was_not_reached_is_tried_again_once_they_ask_to_be_told(talk: Talk) -> None:
    with talk.store.write() as tx:
        note_unreachable(tx, ANN, "Your messages are closed.")
    talk.say("alert add lora")
    talk.press("Save alert")
    assert "could not reach" not in talk.say("alert list")
    assert talk.newsroom.list_papers(TODAY, paper("LoRA")) == 1


def test_what_waits_comes_at_once_when_the_hours_of_rest_end_earlier(talk: Talk) -> None:
    talk.newsroom.alert("lora")
    talk.say("alert quiet 14:00-7:00")
    assert talk.newsroom.list_papers(TODAY, paper("LoRA")) == 0
    talk.say("alert quiet 13:00-8:00")
    assert talk.newsroom.tell() == 0
    talk.say("alert quiet off")
    assert talk.newsroom.tell() == 1


def test_less_like_a_paper_suggests_words_to_leave_out(talk: Talk) -> None:
    month_of(
        talk,
        *many(8, "LoRA adapters"),
        *(make_paper(f"2611.2{n:04d}", f"A benchmark of LoRA {n}") for n in range(4)),
    )
    talk.newsroom.alert("lora")
    said = talk.say("less 2611.20001")
    assert "Alert 1 “lora” brings it." in said
    assert "Alert 1 with -title:benchmark: 8 papers in 30 days." in said
    assert "Alert 1, changed: “lora -title:benchmark”" in talk.press("Add -title:benchmark")
    talk.hold(("less 2611.20001", "brings it"), ("alert remove 1", "removed"))
    assert "None of your alerts brings papers like this" in talk.say("less 2611.20001")


def test_every_button_of_an_alert_is_a_command_that_works(talk: Talk) -> None:
    month_of(talk, *many(6, "LoRA"))
    talk.newsroom.alert("lora", ANN)
    talk.newsroom.list_papers(TODAY, paper("LoRA of today"))
    (message,) = talk.newsroom.queued()
    for command in buttons_of(message).values():
        talk.say(command)
        assert not talk.last.is_error, command
    for typed in ("alert add zebra", "alert list", "alert test 1", "less 2611.10001", "privacy"):
        talk.say(typed)
        for label in reversed(buttons_of(talk.last.message)):  # what saves comes last
            talk.say(typed)
            talk.press(label)
            assert not talk.last.is_error, (typed, label)


def test_a_benchmark_is_told_from_what_is_measured_on_one(talk: Talk) -> None:
    month_of(
        talk,
        *(make_paper(f"2611.2{n:04d}", f"LoRA {n}", abstract="On a benchmark.") for n in range(12)),
        *(make_paper(f"2611.3{n:04d}", f"A benchmark of LoRA {n}") for n in range(3)),
    )
    assert "Add -title:benchmark and it is 2.8 a week." in talk.say("alert add lora")
