"""Messages are cut into legal ones, tested at the edges: n−1, n, n+1."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Action, Card, Image, Limits, Link, Message, Text, fit, split_actions
from bot.message.limits import words_of

LIMITS = Limits(
    title=20, text=50, facts=20, total=120, cards=3, buttons=4, label=8, command=30, url=40
)


def cards(count: int) -> tuple[Card, ...]:
    return tuple(Card(Text(f"t{n}"), number=n) for n in range(1, count + 1))


@pytest.mark.parametrize(("count", "parts"), [(0, 1), (2, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_cards_fill_one_message_before_the_next(count: int, parts: int) -> None:
    assert len(fit(Message(cards=cards(count)), LIMITS)) == parts


@pytest.mark.parametrize(("length", "kept"), [(19, 19), (20, 20), (21, 20)])
def test_a_title_is_cut_only_past_its_limit(length: int, kept: int) -> None:
    (part,) = fit(Message(title="x" * length), LIMITS)
    assert len(part.title) == kept
    assert part.title.endswith("…") == (length > 20)


@pytest.mark.parametrize(("length", "parts"), [(49, 1), (50, 1), (51, 2), (100, 2), (101, 3)])
def test_a_long_opening_is_spread_and_no_letter_is_lost(length: int, parts: int) -> None:
    fitted = fit(Message(lead=Text("y" * length)), LIMITS)
    assert len(fitted) == parts
    assert sum(len(part.lead.plain) for part in fitted) == length


def test_an_opening_breaks_at_line_ends_first() -> None:
    lines = ["first line of words", "second line of words", "third line of words"]
    fitted = fit(Message(lead=Text("\n".join(lines))), LIMITS)
    assert [part.lead.plain for part in fitted] == ["\n".join(lines[:2]), lines[2]]


def test_marks_follow_the_words_they_mark() -> None:
    plain = "one two " * 10 + "MARKED " + "three " * 5
    start = plain.index("MARKED")
    fitted = fit(Message(lead=Text(plain, ((start, start + 6),))), LIMITS)
    marked = [piece for part in fitted for piece, is_marked in part.lead.pieces() if is_marked]
    assert marked == ["MARKED"]


def test_escaping_counts_towards_the_limit() -> None:
    escaping = replace(LIMITS, measure=lambda words: len(words.replace("&", "&amp;")))
    (part,) = fit(Message(title="&" * 20), escaping)
    assert escaping.measure(part.title) <= 20
    assert part.title.startswith("&&")


def test_heading_opens_the_first_and_closing_ends_the_last() -> None:
    message = Message("Heading", Text("Lead"), cards(5), "Note", (Action("More", "more"),))
    first, last = fit(message, LIMITS)
    assert (first.title, first.lead.plain, first.note, first.actions) == (
        "Heading",
        "Lead",
        "",
        (),
    )
    assert (last.title, last.note, last.actions) == ("", "Note", (Action("More", "more"),))


def test_buttons_that_a_platform_cannot_hold_are_left_out() -> None:
    card = Card(
        Text("t"),
        actions=(Action("A label too long", "short"), Action("Long", "c" * 31)),
        links=(Link("PDF", "https://x/" + "u" * 40), Link("Page", "https://x/1")),
    )
    (part,) = fit(Message(cards=(card,)), LIMITS)
    assert [action.command for action in part.cards[0].actions] == ["short"]
    assert len(part.cards[0].actions[0].label) == 8
    assert [link.label for link in part.cards[0].links] == ["Page"]


texts = st.text(st.sampled_from("ab &<\n.é"), max_size=200)


@given(
    title=texts,
    lead=texts,
    note=texts,
    bodies=st.lists(st.tuples(texts, texts, texts), max_size=8),
)
def test_every_part_is_legal_and_cards_stay_in_order(
    title: str, lead: str, note: str, bodies: list[tuple[str, str, str]]
) -> None:
    limits = replace(LIMITS, measure=lambda words: len(words.replace("&", "&amp;")))
    wanted = tuple(
        Card(Text(name), facts=facts, body=Text(body), number=n)
        for n, (name, facts, body) in enumerate(bodies, start=1)
    )
    parts = fit(Message(title, Text(lead), wanted, note), limits)
    for part in parts:
        assert sum(map(limits.measure, words_of(part))) <= limits.total
        assert len(part.cards) <= limits.cards
        assert all(limits.measure(card.title.plain) <= limits.title for card in part.cards)
        assert limits.measure(part.title) <= limits.title
        assert limits.measure(part.lead.plain) <= limits.text
    assert [card.number for part in parts for card in part.cards] == list(range(1, len(bodies) + 1))


MENU = replace(LIMITS, beside=2, menu=3, links_are_buttons=False)


@pytest.mark.parametrize(
    ("count", "beside", "folded"), [(2, 2, 0), (3, 3, 0), (4, 2, 2), (5, 2, 3), (6, 2, 3)]
)
def test_what_does_not_stand_beside_a_card_folds_into_its_menu(
    count: int, beside: int, folded: int
) -> None:
    actions = tuple(Action(f"a{n}", f"do {n}") for n in range(count))
    (part,) = fit(Message(cards=(Card(Text("t"), actions=actions),)), MENU)
    shown, menu = split_actions(part.cards[0], MENU)
    assert (len(shown), len(menu)) == (beside, folded)
    assert (*shown, *menu) == part.cards[0].actions == actions[: beside + folded]


@pytest.mark.parametrize(("cards", "parts"), [(1, 1), (2, 2)])
def test_a_menu_takes_the_place_of_one_button(cards: int, parts: int) -> None:
    actions = tuple(Action(f"a{n}", f"do {n}") for n in range(5))
    message = Message(cards=(Card(Text("t"), actions=actions),) * cards)
    assert len(fit(message, MENU)) == parts


@pytest.mark.parametrize(("buttons", "kept"), [(1, 1), (2, 2), (3, 5)])
def test_a_menu_needs_room_beside_the_buttons(buttons: int, kept: int) -> None:
    actions = tuple(Action(f"a{n}", f"do {n}") for n in range(6))
    (part,) = fit(
        Message(cards=(Card(Text("t"), actions=actions),)), replace(MENU, buttons=buttons)
    )
    assert len(part.cards[0].actions) == kept


@pytest.mark.parametrize(("links", "parts"), [(3, 1), (4, 1), (5, 2)])
def test_links_that_are_buttons_count_as_such(links: int, parts: int) -> None:
    cards = tuple(Card(Text("t"), links=(Link("PDF", "https://x/1"),)) for _ in range(links))
    assert len(fit(Message(cards=cards), replace(LIMITS, cards=9))) == parts


@pytest.mark.parametrize(("links", "actions"), [(3, 1), (4, 0), (5, 0)])
def test_the_links_of_a_card_leave_its_actions_the_buttons_that_remain(
    links: int, actions: int
) -> None:
    card = Card(
        Text("t"),
        actions=(Action("a", "do"), Action("b", "do")),
        links=(Link("PDF", "https://x/1"),) * links,
    )
    (part,) = fit(Message(cards=(card,)), LIMITS)
    assert len(part.cards[0].actions) == actions
    assert len(part.cards[0].links) == min(links, 4)


@pytest.mark.parametrize(("length", "is_kept"), [(39, True), (40, True), (41, False)])
def test_an_image_is_left_out_where_its_address_is_too_long(length: int, is_kept: bool) -> None:
    image = Image("https://x/".ljust(length, "i"), "A figure with a long name")
    (part,) = fit(Message(cards=(Card(Text("t"), image=image),)), LIMITS)
    kept = part.cards[0].image
    assert (kept is not None) == is_kept
    assert kept is None or len(kept.alt) <= 20


def test_what_follows_below_is_fitted_and_hangs_on_the_first_part() -> None:
    below = (Message(lead=Text("y" * 51)), Message(title="z" * 21))
    first, *rest = fit(Message(cards=cards(4), thread=below, alt="w" * 21), LIMITS)
    assert [len(part.lead.plain) for part in first.thread] == [50, 1, 0]
    assert len(first.thread[-1].title) == len(first.alt) == 20
    assert all(not part.thread and not part.alt for part in rest)


WEIGHED = replace(LIMITS, weigh=lambda message: 10 * len(message.cards) + len(_plain(message)))


def _plain(message: Message) -> str:
    return "".join(words_of(message))


@pytest.mark.parametrize(("length", "kept"), [(47, 47), (48, 48), (49, 48)])
def test_what_a_platform_adds_to_words_counts_where_it_weighs_them(length: int, kept: int) -> None:
    card = Card(Text("t" * 20), body=Text("x" * length), number=1)
    limits = replace(WEIGHED, total=78)
    (part,) = fit(Message(cards=(card,)), limits)
    assert len(part.cards[0].body.plain) == kept


def test_cards_whose_links_no_longer_fit_go_into_the_next_message() -> None:
    some = tuple(Card(Text("t" * 20), number=n) for n in range(1, 4))
    assert [len(part.cards) for part in fit(Message(cards=some), replace(WEIGHED, total=89))] == [
        2,
        1,
    ]
    assert [len(part.cards) for part in fit(Message(cards=some), replace(WEIGHED, total=90))] == [3]
