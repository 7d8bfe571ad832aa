"""A group's list: submitted, credited, taken off, and posted as the channel has chosen."""

from datetime import date, timedelta

import pytest

from bot.jobs import plan_submissions
from bot.message import Destination
from bot.model import Arrival, Listing
from tests.community.conftest import LORA, SINKS
from tests.conftest import make_paper
from tests.fakes import ROOMY
from tests.newsroom import ANN, BOB, CHANNEL
from tests.talk import Talk, words_of

ELSEWHERE = Destination("slack", "T1/C2")


def posted(talk: Talk) -> list[str]:
    """Return what is posted within a minute."""
    talk.newsroom.now += timedelta(minutes=1)
    plan_submissions(talk.store, ["slack"], talk.newsroom.now, lambda _: ROOMY)
    return [words_of(message) for message in talk.newsroom.queued()]


def test_a_paper_is_submitted_with_its_credit_and_note(talk: Talk) -> None:
    assert "Thanks! “LoRA for speech” is on your group's list" in talk.say(
        f"submit https://arxiv.org/abs/{LORA} worth a look", name="Ann"
    )
    said = talk.say("submit", who=BOB)
    assert "submitted by Ann" in said
    assert "“worth a look”" in said


def test_who_is_second_hears_who_was_first(talk: Talk) -> None:
    talk.say(f"submit {LORA} worth a look", name="Ann")
    said = talk.say(f"submit {LORA}", who=BOB, name="Bob")
    assert "Ann was first" in said
    assert "They wrote: “worth a look”" in said
    assert "You submitted “LoRA for speech” yourself" in talk.say(f"submit {LORA}")


def test_one_is_taken_back_by_whoever_made_it_alone(talk: Talk) -> None:
    talk.say(f"submit {LORA}")
    assert "Somebody else submitted" in talk.say(f"withdraw {LORA}", who=BOB)
    assert "is off your group's list" in talk.say(f"withdraw {LORA}")
    assert "isn't on your group's list" in talk.say(f"withdraw {LORA}")
    assert "Thanks!" in talk.say(f"submit {LORA}", who=BOB)


def test_what_an_admin_takes_off_stays_off(talk: Talk) -> None:
    talk.say(f"submit {LORA}")
    assert "is off your group's list" in talk.say(f"unsubmit {LORA}", who=BOB)
    assert "stays off" in talk.say(f"submit {LORA}")
    assert "Nobody has submitted" in talk.say("submit")


def test_it_is_posted_at_once_where_no_digest_could_hold_it(talk: Talk) -> None:
    assert "I'm posting it here now." in talk.say(f"submit {LORA} worth a look", name="Ann")
    (message,) = posted(talk)
    assert message.startswith("Ann submitted a paper")
    assert "“worth a look”" in message
    assert posted(talk) == []


def test_a_channel_chooses_how_it_is_posted(talk: Talk) -> None:
    talk.newsroom.subscribe()
    assert "goes out with the next digest here" in talk.say(f"submit {LORA}")
    assert posted(talk) == []
    assert "I post what people submit here at once" in talk.say("submissions at once")
    talk.say(f"submit {SINKS}", name="Ann")
    assert len(posted(talk)) == 1
    talk.press("Take it back")
    assert "with the next digest" in talk.say("submissions with the digest")
    assert "I couldn't read “never”" in talk.say("submissions never")


def test_what_one_channel_submits_is_not_told_in_another(talk: Talk) -> None:
    talk.say(f"submit {LORA} our secret", name="Ann")
    assert "Nobody has submitted" in talk.say("submit", where=ELSEWHERE)
    assert "Ann" not in talk.say(f"paper {LORA}", where=ELSEWHERE)
    talk.say(f"submit {SINKS} for all of us", where=ANN, name="Ann")
    assert "for all of us" in talk.say("submit", where=ELSEWHERE)


def test_one_that_the_list_has_an_hour_later_is_one_paper_with_two_credits(talk: Talk) -> None:
    new = make_paper("2611.00077", "Knitting at scale", upvotes=1)
    talk.newsroom.take_in(Arrival(new))
    talk.say("submit 2611.00077", name="Ann")
    talk.newsroom.now += timedelta(hours=1)
    listing = Listing("huggingface", date(2026, 11, 24), 4, "bob")
    talk.newsroom.take_in(Arrival(new, listing))
    said = talk.say("paper 2611.00077")
    assert "submitted by Ann" in said
    assert "by bob" in said
    talk.say("today")
    assert [card.title.plain for card in talk.last.message.cards].count("Knitting at scale") == 1
    assert "submitted by Ann" in talk.say("today")


def test_channel_and_words_are_named_where_nobody_told_a_name(talk: Talk) -> None:
    talk.say(f"submit {LORA}")
    assert "submitted by somebody here" in talk.say("submit", where=CHANNEL)


PREPRINT = "https://lab.example/drafts/knots.pdf"


def test_what_nobody_can_fetch_is_listed_under_the_title_that_is_given(talk: Talk) -> None:
    asked = talk.say(f"submit {PREPRINT}")
    assert "I couldn't find a paper there. Tell me its title" in asked
    said = talk.say(f'submit {PREPRINT} "Knots that learn" worth a look #knots', name="Ann")
    assert "Thanks! “Knots that learn” is on your group's list" in said
    listed = talk.say("submit", who=BOB)
    assert "Knots that learn" in listed
    assert "submitted by Ann" in listed
    assert "“worth a look #knots”" in listed
    assert talk.last.message.cards[0].url == PREPRINT
    assert "Ann submitted “Knots that learn”" in talk.say(
        "submit http://www.lab.example/drafts/knots.pdf/ “Knots”", who=BOB, name="Bob"
    )


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("10.1145/7", "https://doi.org/10.1145/7"),
        ("https://dl.acm.org/doi/10.1145/7", "https://doi.org/10.1145/7"),
        ("openreview:B8YMV9gfQo", "https://openreview.net/forum?id=B8YMV9gfQo"),
        ("https://aclanthology.org/P17-1001.pdf", "https://aclanthology.org/P17-1001"),
        ("https://arxiv.org/abs/2611.99999v2", "https://huggingface.co/papers/2611.99999"),
    ],
)
def test_a_titled_link_leads_to_the_page_of_its_work(talk: Talk, link: str, url: str) -> None:
    talk.say(f'submit {link} "Knots that learn"')
    talk.say("submit")
    assert talk.last.message.cards[0].url == url


def test_a_titled_link_is_seen_where_it_was_submitted_and_nowhere_else(talk: Talk) -> None:
    talk.say(f'submit {PREPRINT} "Knots that learn"')
    assert "Nobody has submitted" in talk.say("submit", where=ELSEWHERE)
    assert "Knots that learn" not in talk.say("search knots")


def test_a_titled_link_is_taken_back_by_its_own_and_off_by_an_admin(talk: Talk) -> None:
    talk.say(f'submit {PREPRINT} "Knots that learn"')
    assert "Somebody else submitted that link" in talk.say(f"withdraw {PREPRINT}", who=BOB)
    assert "is off your group's list" in talk.say(f"withdraw {PREPRINT}")
    talk.say(f'submit {PREPRINT} "Knots that learn"')
    assert "is off your group's list" in talk.say(f"unsubmit {PREPRINT}", who=BOB)
    assert "stays off" in talk.say(f'submit {PREPRINT} "Knots"')
    assert "Nobody has submitted" in talk.say("submit")


@pytest.mark.parametrize(
    "link", ["ftp://lab.example/a", "https://a:b@lab.example/a", "lab", "http://x"]
)
def test_what_is_no_link_is_no_submission(talk: Talk, link: str) -> None:
    assert "I couldn't find a paper" in talk.say(f'submit {link} "Knots that learn"')
    assert "Nobody has submitted" in talk.say("submit")
