"""For you: what somebody does tells what they like, and each suggestion says because of what."""

from datetime import date, timedelta

from bot.jobs import plan_digests
from bot.model import Arrival, Listing
from bot.store import alerts, personal_data
from tests.community.conftest import LORA, SINKS
from tests.conftest import make_paper
from tests.fakes import ROOMY
from tests.newsroom import ANN, BOB, TODAY
from tests.talk import Talk, buttons_of, words_of

DAY = timedelta(days=1)
KINDS = {
    "adapters": "low rank adapters finetuning language models matrices",
    "robots": "robots grasping objects manipulation policies gripper",
    "proteins": "protein folding structure biology residues",
}


def stock(talk: Talk, per_kind: int = 4) -> dict[str, list[str]]:
    """List papers of three kinds, as popular as each other; return their ids by kind."""
    found: dict[str, list[str]] = {}
    for k, (kind, words) in enumerate(KINDS.items()):
        for n in range(per_kind):
            paper_id = f"2611.2{k}{n:03d}"
            found.setdefault(kind, []).append(paper_id)
            told = make_paper(
                paper_id, f"{kind.title()} {chr(97 + n + 4 * k) * 4}", abstract=words, upvotes=10
            )
            talk.newsroom.take_in(Arrival(told, Listing("huggingface", TODAY, 5 + n)))
    return found


def shown(talk: Talk) -> list[str]:
    return [card.title.plain.split()[0] for card in talk.last.message.cards]


def test_what_was_saved_brings_its_like_and_says_so(talk: Talk) -> None:
    ids = stock(talk)
    talk.say(f"save {ids['robots'][0]}")
    said = talk.say("for you")
    assert shown(talk)[:3] == ["Robots"] * 3
    assert "because you saved “Robots eeee”" in said
    assert ids["robots"][0] not in str(buttons_of(talk.last.message))


def test_votes_alerts_and_choices_tell_as_well(talk: Talk) -> None:
    ids = stock(talk)
    talk.say(f"vote {ids['proteins'][0]}")
    assert "because you voted for “Proteins iiii”" in talk.say("for you")
    talk.say(f"interested {ids['robots'][0]}", who=BOB)
    assert "because you like “Robots eeee”" in talk.say("for you", who=BOB)
    assert "Proteins" not in shown(talk)[:3]


def test_what_an_alert_brought_tells_a_little(talk: Talk) -> None:
    talk.newsroom.now -= 2 * DAY
    talk.newsroom.alert("gripper")
    talk.newsroom.now += 2 * DAY
    stock(talk, per_kind=1)
    talk.newsroom.queued()
    told = make_paper("2611.29999", "Robots zzzz", abstract=KINDS["robots"] + " xray", upvotes=1)
    without = make_paper("2611.29998", "Robots yyyy", abstract=KINDS["robots"][:30], upvotes=1)
    talk.newsroom.take_in(Arrival(told), Arrival(without, Listing("huggingface", TODAY, 9)))
    assert "because of your alert “gripper”" in talk.say("for you")
    with talk.store.read() as tx:
        assert [one.query for one in alerts.get_alerts(tx, ANN)] == ["gripper"]


def test_what_is_not_of_interest_keeps_its_like_away(talk: Talk) -> None:
    ids = stock(talk)
    talk.say(f"save {ids['robots'][0]}")
    talk.say(f"save {ids['proteins'][0]}")
    talk.say(f"not interested {ids['proteins'][1]}")
    talk.say(f"not interested {ids['proteins'][2]}")
    talk.say("for you")
    assert shown(talk)[:3] == ["Robots"] * 3


def test_one_begins_by_five_quick_choices_of_different_kinds(talk: Talk) -> None:
    stock(talk)
    said = talk.say("for you")
    assert "I don't know yet what you like" in said
    assert len(talk.last.message.cards) == 5
    assert "Noted: you'd like more papers like" in talk.press("I like this")
    assert "because you like" in talk.press("For you")


def test_without_any_paper_there_is_nothing_to_choose(talk: Talk) -> None:
    talk.newsroom.now += 100 * DAY
    assert "I hold no recent papers yet" in talk.say("for you")


def test_forgetting_is_one_command_and_keeps_the_library(talk: Talk) -> None:
    ids = stock(talk)
    talk.say(f"save {ids['robots'][0]}")
    talk.say(f"interested {ids['robots'][1]}")
    talk.newsroom.now += DAY
    assert "Your votes and your library stay" in talk.say("for you forget")
    assert "I don't know yet what you like" in talk.say("for you")
    assert "Robots eeee" in talk.say("saved")


def test_it_comes_by_direct_message_and_never_twice_the_same(talk: Talk) -> None:
    ids = stock(talk)
    talk.say(f"save {ids['robots'][0]}")
    assert "I'll send you papers that fit every day at 09:00 UTC" in talk.say("for you daily")
    messages = []
    for _ in range(2):
        talk.newsroom.now = (talk.newsroom.now + DAY).replace(hour=9, minute=0)
        plan_digests(talk.store, ["slack"], talk.newsroom.now, lambda _: ROOMY)
        messages += talk.newsroom.queued()
    first, second = ([card.title.plain for card in one.cards] for one in messages)
    assert len(first) == 5
    assert not set(first) & set(second)
    assert "because you saved “Robots eeee”" in words_of(messages[0])
    assert messages[0].title.startswith("For you")
    assert "no longer send it" in talk.say("for you stop")
    assert "I don't send it to you anyway" in talk.say("for you stop")
    assert "I couldn't read “zebra”" in talk.say("for you zebra")


def test_one_persons_taste_is_told_nobody_else(talk: Talk) -> None:
    ids = stock(talk)
    talk.say(f"interested {ids['robots'][0]}")
    assert "I don't know yet" in talk.say("for you", who=BOB)
    with talk.store.read() as tx:
        assert personal_data.export(tx, ANN)["papers liked or not"]
        assert not personal_data.export(tx, BOB)["papers liked or not"]
    talk.say("privacy delete yes")
    assert "I don't know yet" in talk.say("for you")


def test_a_channel_asks_for_more_and_less(talk: Talk) -> None:
    assert "the digests here bring more like “LoRA for speech”" in talk.say(f"more like {LORA}")
    assert "the digests here bring less like “LoRA for speech”" in talk.press("Rather less like it")
    assert "bring more like" in talk.say(f"more like this {SINKS}")
    assert "for you" in talk.say(f"less like {SINKS}", where=ANN)


BEST_OF = [
    ("subscribe best of the week", "top 5 of the week, every Friday at 09:00 UTC"),
    (
        "subscribe weekly highlights robotics on mon",
        "top 5 of the week on “robotics”, every Monday",
    ),
    (
        "subscribe best of the month at 8am",
        "top 5 of the month, the first Monday of each month at 08:00",
    ),
    ("subscribe the best of each month top 3", "top 3 of the month"),
    ("subscribe best practices", "top 5 on “best practices”"),
]


def test_a_place_may_have_each_kind_of_digest(talk: Talk) -> None:
    for typed, answer in BEST_OF:
        assert answer in talk.say(typed), typed
    said = talk.say("subscriptions")
    assert said.count("•") == 4
    assert "no more digests on “best of the week robotics”" in talk.say(
        "unsubscribe best of the week robotics"
    )


def test_the_best_of_a_week_holds_what_was_shown_before(talk: Talk) -> None:
    talk.say("subscribe at 9am daily top 1")
    talk.say("subscribe best of the week at 10am top 2")
    friday = talk.newsroom.now.replace(day=27, hour=10, minute=0)
    plan_digests(talk.store, ["slack"], friday - timedelta(hours=1), lambda _: ROOMY)
    talk.newsroom.now = friday
    plan_digests(talk.store, ["slack"], friday, lambda _: ROOMY)
    daily, best = sorted(talk.newsroom.queued(), key=lambda one: "Best" in one.title)
    assert best.title == "Best of the week to Fri 27 Nov 2026"
    assert [card.title.plain for card in best.cards] == ["LoRA for speech", "Attention sinks"]
    assert [card.title.plain for card in daily.cards] == ["LoRA for speech"]


def test_the_best_of_a_month_comes_once_a_month(talk: Talk) -> None:
    talk.say("subscribe best of the month")
    titles = []
    for _ in range(70):
        talk.newsroom.now += DAY
        plan_digests(talk.store, ["slack"], talk.newsroom.now, lambda _: ROOMY)
        titles += [(talk.newsroom.now.date(), one.title) for one in talk.newsroom.queued()]
    assert [day for day, _ in titles] == [date(2026, 12, 7), date(2027, 1, 4), date(2027, 2, 1)][
        : len(titles)
    ]
    assert len(titles) >= 2
    assert titles[0][1] == "Best of the month to Mon 7 Dec 2026"
