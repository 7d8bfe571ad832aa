"""A library of one's own: kept, noted, tagged, read, found again, and the group's beside it."""

from datetime import timedelta

from tests.community.conftest import LORA, ROBOTS, SINKS
from tests.conftest import make_paper
from tests.newsroom import BOB, TODAY
from tests.talk import Talk, buttons_of

MINUTE = timedelta(minutes=1)


def test_a_paper_is_saved_and_taken_out_by_the_same_words(talk: Talk) -> None:
    assert "Saved “LoRA for speech”." in talk.say(f"save {LORA}")
    talk.say(f"paper {LORA}")
    assert "Saved ✓" in buttons_of(talk.last.message)
    talk.newsroom.now += MINUTE
    assert "I took “LoRA for speech” out" in talk.say(f"save {LORA}")
    assert "You haven't saved anything yet" in talk.say("saved")
    talk.newsroom.now += MINUTE
    assert "Saved" in talk.say(f"save {LORA}")


def test_a_note_and_tags_are_read_behind_the_paper(talk: Talk) -> None:
    said = talk.say(f"save https://arxiv.org/abs/{LORA}v2 for the reading group #RLHF, #to-read")
    assert "with your note “for the reading group” and #rlhf #to-read" in said
    assert "for the reading group #rlhf #to-read" in talk.say("saved")


def test_what_has_a_note_is_not_lost_by_a_second_press(talk: Talk) -> None:
    talk.say(f"save {LORA} for Tuesday")
    talk.newsroom.now += MINUTE
    assert "is in your library with your note “for Tuesday”" in talk.say(f"save {LORA}")
    assert "I took" in talk.press("Take it out")
    talk.newsroom.now += MINUTE
    assert "“for Tuesday”" in talk.press("Put it back")


def test_tags_are_added_and_a_new_note_takes_the_place_of_the_old(talk: Talk) -> None:
    talk.say(f"save {LORA} first words #one")
    assert "“second words” and #one #two" in talk.say(f"save {LORA} second words #two")


def test_a_library_is_searched_by_the_one_language_and_by_notes(talk: Talk) -> None:
    talk.say(f"save {LORA} ask Mira #speech")
    talk.say(f"save {SINKS} #speech")
    talk.say(f"save {ROBOTS}")
    for asked, found in [
        ("saved", 3),
        ("saved title:lora", 1),
        ("saved -lora", 2),
        ("saved mira", 1),
        ("saved #speech", 2),
        ("saved #speech streaming", 1),
        ("saved upvotes:>5", 2),
        ("saved unread", 3),
    ]:
        talk.say(asked)
        assert len(talk.last.message.cards) == found, asked
    assert "Nothing in your library fits that" in talk.say("saved zebra")


def test_papers_are_read_and_unread(talk: Talk) -> None:
    talk.say(f"save {LORA}")
    talk.say(f"save {SINKS}")
    assert "Marked “LoRA for speech” as read." in talk.say(f"read {LORA}")
    assert "LoRA" not in talk.say("saved unread")
    assert "LoRA" in talk.say("saved read")
    assert "back among the unread" in talk.press("Mark as unread")
    assert "isn't in your library" in talk.say(f"read {ROBOTS}")


def test_a_long_library_comes_in_pages(talk: Talk) -> None:
    more = [make_paper(f"2611.1000{n}", f"Paper number {n}") for n in range(7)]
    talk.newsroom.list_papers(TODAY, *more)
    for number, one in enumerate(more):
        talk.newsroom.now += number * MINUTE
        talk.say(f"save {one.id} #pile")
    assert "1 to 5 of 7" in talk.say("saved #pile")
    assert talk.last.message.cards[0].title.plain == "Paper number 6"
    assert "6 to 7 of 7" in talk.press("More")


def test_the_groups_library_tells_how_many_and_never_who_or_what_they_wrote(talk: Talk) -> None:
    talk.say(f"save {LORA} a secret plan #speech", who=BOB)
    talk.say(f"save {LORA}")
    said = talk.say("saved here")
    assert "saved by 2 here" in said
    assert "secret" not in said
    assert "LoRA" in talk.say("saved here #speech")
    assert "Nobody here has saved a paper that fits “secret”" in talk.say("saved here secret")


def test_nobody_sees_the_library_of_another(talk: Talk) -> None:
    talk.say(f"save {LORA} mine alone", who=BOB)
    assert "You haven't saved anything yet" in talk.say("saved")
