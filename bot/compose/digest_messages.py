"""Editions of digests as messages: the highlights with their reasons, and what stands beside."""

from collections.abc import Sequence
from dataclasses import replace

from bot.compose.cards import abstract_card, brief_card, lead_card, say_day, title_of
from bot.compose.interest_messages import say_example
from bot.compose.list_messages import count_papers, lists_of
from bot.compose.submission_messages import submitted_card
from bot.message import SHORTEST_BUTTON, Action, Card, Message, Text
from bot.model import Digest, DigestKind, Highlight, Paper, Pick, PickKind, Rise


def digest(edition: Digest, *, is_apart: bool = False) -> Message:
    """Word an edition; one without papers says why nothing came.

    Where each paper `is_apart`, none is told in a line alone.
    """
    title = _heading(edition)
    entries = (*edition.highlights, *edition.missed)
    if not entries and not edition.brought:
        return Message(title=title, lead=Text(_why_empty(edition)), topic=edition.topic)
    cards = [
        _with_pick((lead_card if n == 1 or is_apart else brief_card)(entry.paper, number=n), entry)
        for n, entry in enumerate(entries, start=1)
    ]
    cards += [
        submitted_card(one.paper, one.submission, n)
        for n, one in enumerate(edition.brought, start=len(cards) + 1)
    ]
    papers = [*(entry.paper for entry in entries), *(one.paper for one in edition.brought)]
    has_more = edition.considered > len(edition.highlights)
    return Message(
        title=title,
        lead=Text(" ".join(_about(edition)) if edition.highlights else _why_empty(edition)),
        cards=tuple(cards),
        note=" ".join(map(_say_rise, edition.risen)),
        actions=(_all_of(edition),) if has_more else (),
        alt=_in_a_line(papers[0], len(papers) - 1),
        topic=edition.topic,
        thread=(_abstracts(papers),) if edition.has_abstracts else (),
    )


def _abstracts(papers: Sequence[Paper]) -> Message:
    """Return what is read on below an edition: every abstract, with the paper's picture."""
    return Message(
        title="Abstracts",
        cards=tuple(abstract_card(paper, number=n) for n, paper in enumerate(papers, start=1)),
    )


def set_apart(edition: Message) -> tuple[Message, ...]:
    """Return an edition as a message for each paper; what stands over all opens the first."""
    if not edition.cards:
        return (edition,)
    count = len(edition.cards)
    alone = [
        Message(
            cards=(replace(card, number=0),),
            note=f"{edition.title}: {number} of {count}",
            alt=card.title.plain,
            topic=edition.topic,
            is_apart=True,
        )
        for number, card in enumerate(edition.cards, start=1)
    ]
    alone[0] = replace(alone[0], lead=edition.lead)
    last = alone[-1]
    note = "\n".join(filter(None, (last.note, edition.note)))
    return (*alone[:-1], replace(last, note=note, actions=edition.actions))


def _all_of(edition: Digest) -> Action:
    """Offer all that an edition was picked from, with its days and topic written out.

    How many there are isn't said: lists still grow, and what was posted before stands in them too.
    """
    command = lists_of(edition.days[-1], edition.days[0])
    about = f"{command} on {edition.topic}"
    if edition.topic and len(about) <= SHORTEST_BUTTON:
        return Action(f"All on {Text(edition.topic).cut(40).plain}", about)
    return Action("All papers", command)


def _heading(edition: Digest) -> str:
    day = say_day(edition.local_date)
    name = {
        DigestKind.DAILY: f"Papers for {day}",
        DigestKind.WEEK: f"Best of the week to {day}",
        DigestKind.MONTH: f"Best of the month to {day}",
        DigestKind.FOR_YOU: f"For you, {day}",
    }[edition.kind]
    return f"{edition.topic}: {name[0].lower()}{name[1:]}" if edition.topic else name


def _with_pick(card: Card, entry: Highlight) -> Card:
    """Say below a highlight why it was picked, and let people ask for more or less like it."""
    said = say_pick(entry.pick)
    known = entry.paper.id
    actions = tuple(one for one in card.actions if one.command != f"less {known}")
    more: tuple[Action, ...]
    if entry.pick and entry.pick.kind is PickKind.FOR_YOU:
        more = (Action("Not for me", f"not interested {known}"),)
    else:
        more = (
            Action("More like this", f"more like {known}"),
            Action("Less like this", f"less like {known}"),
        )
    facts = " · ".join(filter(None, (card.facts, said)))
    return replace(card, facts=facts, actions=(*actions, *more))


def say_pick(pick: Pick | None) -> str:
    """Say why a paper was picked; "" where nobody wrote it down."""
    if pick is None:
        return ""
    if pick.because:
        return say_example(pick.because, pick.title)
    votes = "1 vote" if pick.count == 1 else f"{pick.count:,} votes"
    people = "1 person" if pick.count == 1 else f"{pick.count:,} people"
    return {
        PickKind.UPVOTES: "picked for its upvotes",
        PickKind.RISING: f"picked for +{pick.count:,} since yesterday",
        PickKind.VOTED_HERE: f"picked for {votes} from here",
        PickKind.SAVED_HERE: f"picked because {people} here saved it",
        PickKind.LIKED: f"picked because it's like “{Text(pick.title).cut(36).plain}”",
        PickKind.VARIETY: "picked for variety",
        PickKind.LATE: f"you missed this: +{pick.count:,} since its list closed",
    }.get(pick.kind, "")


def _say_rise(rise: Rise) -> str:
    """Say how far a paper came: "“LoRA” had 12↑ when posted here, and has 180↑ now."."""
    title = Text(title_of(rise.paper)).cut(40).plain
    return f"“{title}” had {rise.then:,}↑ when it was posted here, and has {rise.now:,}↑ now."


def _in_a_line(first: Paper, others: int) -> str:
    """Return the line of a notification: the first paper's title, and how many come besides."""
    more = f" and {others} more" if others else ""
    return title_of(first) + more


def _about(edition: Digest) -> list[str]:
    count = len(edition.highlights)
    about = [_chosen(edition, count, edition.considered) + _from_days(edition) + "."]
    if edition.added_later:
        came = "One of them" if edition.added_later == 1 else f"{edition.added_later} of them"
        about.append(f"{came} came after this was posted.")
    if edition.is_late:
        about.append("Sorry, this comes late: I was not running when it was due.")
    if edition.problem:
        about.append(edition.problem)
    return about


def _chosen(edition: Digest, count: int, considered: int) -> str:
    if edition.kind is DigestKind.FOR_YOU:
        return "What fits what you vote for and save"
    if count == considered:
        return "The only one" if count == 1 else f"All {count}, the best first"
    return f"The {'one' if count == 1 else count} to read of {considered:,}"


def _from_days(edition: Digest) -> str:
    """Say which lists papers are from, unless the heading says it."""
    if edition.days == (edition.local_date,) or not edition.days:
        return ""
    newest, oldest = edition.days[0], edition.days[-1]
    if newest == oldest:
        return f", from {say_day(newest)}"
    return f", from {say_day(oldest)} to {say_day(newest)}"


def _why_empty(edition: Digest) -> str:
    if edition.kind is DigestKind.FOR_YOU:
        return "Nothing new fits what you like this time. Vote and save, and I learn what does."
    if edition.problem:
        return edition.problem
    if edition.considered and edition.topic:
        new = count_papers(edition.considered)
        return f"Nothing on “{edition.topic}” among {new} new on the list."
    return f"No new papers. {edition.quiet}".strip()
