"""Commands that vote and save, and those that emoji are translated into."""

from bot.commands.community.paper_notes import read_note
from bot.commands.context import Context
from bot.commands.paper_lists import wanted_paper
from bot.compose import library_messages, standings
from bot.message import Message
from bot.model import Gesture, Paper, ReactedMessage
from bot.store import Transaction, papers
from bot.store.community import reactions, saves, votes
from bot.store.community.standings import standings_of


def vote(context: Context, argument: str) -> Message:
    """Vote for a paper; the same again takes the vote back."""
    paper = wanted_paper(context, argument)
    request = context.request
    with context.store.write() as tx:
        root = root_of(tx, paper)
        votes.toggle_vote(tx, request.workspace, request.person, root, context.now)
        return _say_vote(context, tx, paper)


def unvote(context: Context, argument: str) -> Message:
    """Take a vote back."""
    paper = wanted_paper(context, argument)
    request = context.request
    with context.store.write() as tx:
        root = root_of(tx, paper)
        gone = votes.put_vote(tx, request.workspace, request.person, root, context.now, is_on=False)
        return _say_vote(context, tx, paper) if gone else standings.not_voted(paper)


def save(context: Context, argument: str) -> Message:
    """Keep a paper, with a note and tags; the same again, without any, takes it out."""
    said = read_note(argument)
    paper = wanted_paper(context, said.paper)
    with context.store.write() as tx:
        return _save(context, tx, paper, said.note, said.tags)


def _save(
    context: Context, tx: Transaction, paper: Paper, note: str | None, tags: tuple[str, ...]
) -> Message:
    who = (context.request.workspace, context.request.person, root_of(tx, paper))
    was_there = saves.get_save(tx, *who) is not None
    if note is not None or tags:
        saves.put_save(tx, *who, context.now, note, tags)
    elif not saves.toggle_save(tx, *who, context.now):
        return library_messages.dropped(paper)
    kept = saves.get_save(tx, *who)
    assert kept is not None
    return library_messages.saved(paper, kept, was_there=was_there)


def unsave(context: Context, argument: str) -> Message:
    """Take a paper out of one's library."""
    paper = wanted_paper(context, argument)
    request = context.request
    with context.store.write() as tx:
        root = root_of(tx, paper)
        gone = saves.drop_save(tx, request.workspace, request.person, root, context.now)
    return library_messages.dropped(paper) if gone else library_messages.not_saved(paper)


def react(context: Context, argument: str) -> Message:
    """Hear that an emoji was put below a message: `vote 2405.12345 below MESSAGE`."""
    gesture, below, paper = _reaction(context, argument)
    request = context.request
    with context.store.write() as tx:
        reactions.add_reaction(tx, request.workspace, below, request.person, gesture, context.now)
        return _say_reaction(context, tx, gesture, paper)


def unreact(context: Context, argument: str) -> Message:
    """Hear that it was taken away again."""
    gesture, below, paper = _reaction(context, argument)
    request = context.request
    with context.store.write() as tx:
        reactions.remove_reaction(
            tx, request.workspace, below, request.person, gesture, context.now
        )
        return _say_reaction(context, tx, gesture, paper)


def root_of(tx: Transaction, paper: Paper) -> str:
    """Return the id that stands for a stored paper's work."""
    return papers.roots_of(tx, [paper.id])[paper.id]


def _reaction(context: Context, argument: str) -> tuple[Gesture, ReactedMessage, Paper]:
    """Read a reaction; one below no message is the same wherever it is said."""
    named, _, message = argument.partition(" below ")
    gesture, _, written = named.strip().partition(" ")
    if gesture not in list(Gesture):
        gesture, written = Gesture.VOTE, named
    paper = wanted_paper(context, written)
    with context.store.read() as tx:
        root = root_of(tx, paper)
    below = ReactedMessage(context.request.destination, message.strip(), root)
    return Gesture(gesture), below, paper


def _say_vote(context: Context, tx: Transaction, paper: Paper) -> Message:
    request = context.request
    standing = standings_of(tx, request.workspace, request.person, [paper.id])[paper.id]
    return standings.voted(paper, standing)


def _say_reaction(context: Context, tx: Transaction, gesture: Gesture, paper: Paper) -> Message:
    if gesture is Gesture.VOTE:
        return _say_vote(context, tx, paper)
    request = context.request
    kept = saves.get_save(tx, request.workspace, request.person, root_of(tx, paper))
    if kept is None:
        return library_messages.dropped(paper)
    return library_messages.saved(paper, kept, was_there=False)
