"""What a group makes of a paper: on its buttons, among its facts, and said back."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.compose.cards import title_of
from bot.message import Action, Card, Message, Text
from bot.model import Paper, Standing

VOTE, SAVE = "vote", "save"
SOMEBODY = "somebody here"
_NOBODY = Standing()
_UPVOTES = re.compile(r"^↑ [\d,]+")
_SHORT = 80
"""Characters of a title that is named within a sentence."""


def vote_button(paper_id: str, standing: Standing = _NOBODY) -> Action:
    """Offer to vote, or to take that back; the count stands on the button."""
    counted = f" · {standing.votes:,}" if standing.votes else ""
    if standing.has_voted:
        return Action(f"Voted ✓{counted}", f"unvote {paper_id}", is_on=True)
    return Action(f"Vote{counted}", f"{VOTE} {paper_id}", is_on=False)


def save_button(paper_id: str, standing: Standing = _NOBODY) -> Action:
    """Offer to save a paper, or to take it out again."""
    if standing.has_saved:
        return Action("Saved ✓", f"unsave {paper_id}", is_on=True)
    return Action("Save", f"{SAVE} {paper_id}", is_on=False)


def papers_on(message: Message) -> list[str]:
    """Return the ids of the papers on a message that can be voted for."""
    return [known for card in message.cards if (known := _paper_on(card))]


def with_standings(message: Message, standings: Mapping[str, Standing]) -> Message:
    """Return a message whose buttons and facts tell what the group makes of its papers."""
    if not standings:
        return message
    return replace(message, cards=tuple(_dressed(card, standings) for card in message.cards))


def _paper_on(card: Card) -> str:
    for action in card.actions:
        verb, _, known = action.command.partition(" ")
        if verb == VOTE:
            return known
    return ""


def _dressed(card: Card, standings: Mapping[str, Standing]) -> Card:
    known = _paper_on(card)
    standing = standings.get(known)
    if standing is None:
        return card
    buttons = {
        f"{VOTE} {known}": vote_button(known, standing),
        f"{SAVE} {known}": save_button(known, standing),
    }
    actions = tuple(buttons.get(action.command, action) for action in card.actions)
    return replace(card, actions=actions, facts=_with_group(card.facts, standing))


def _with_group(facts: str, standing: Standing) -> str:
    """Put the group's votes behind all the world's: "↑ 43 · 3 here · 2 comments"."""
    if standing.credit and "submitted by" not in facts:
        credit = f"submitted by {standing.credit.name or SOMEBODY}"
        facts = f"{facts} · {credit}" if facts else credit
    if not standing.votes:
        return facts
    here = f"{standing.votes:,} here"
    if upvotes := _UPVOTES.match(facts):
        return f"{upvotes[0]} · {here}{facts[upvotes.end() :]}"
    return f"{here} · {facts}" if facts else here


def voted(paper: Paper, standing: Standing) -> Message:
    """Confirm a vote, or that it was taken back."""
    name = named(paper)
    if standing.has_voted:
        said = f"You voted for {name}. {_count_here(standing.votes)}"
        return Message(lead=Text(said), actions=(Action("Take it back", f"unvote {paper.id}"),))
    said = f"You took your vote for {name} back."
    return Message(lead=Text(said), actions=(Action("Vote again", f"{VOTE} {paper.id}"),))


def not_voted(paper: Paper) -> Message:
    """Say that there is no vote to take back."""
    return Message(
        lead=Text(f"You haven't voted for {named(paper)}, so there's nothing to take back."),
        actions=(Action("Vote for it", f"{VOTE} {paper.id}"),),
    )


def named(paper: Paper) -> str:
    """Name a paper within a sentence."""
    return f"“{Text(title_of(paper)).cut(_SHORT).plain}”"


def _count_here(votes: int) -> str:
    return "It's the first vote here." if votes == 1 else f"That makes {votes:,} here."
