"""Emoji below messages as votes and saves: heard of one by one, and put right after an absence."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import RowMapping, delete, select

from bot.model import Destination, Gesture, ReactedMessage
from bot.store.community.saves import drop_save, get_save, put_save
from bot.store.community.votes import put_vote
from bot.store.database import Transaction
from bot.store.schema import reactions
from bot.store.upsert import insert_if_absent


def add_reaction(
    tx: Transaction,
    workspace: str,
    below: ReactedMessage,
    person: Destination,
    gesture: Gesture,
    now: datetime,
) -> bool:
    """Take a reaction for what it means; False where it was heard of before."""
    row = _key(below, person, gesture)
    row |= {"workspace": workspace, "paper_id": below.paper_id, "at": now}
    if not insert_if_absent(tx, reactions, row):
        return False
    _apply(tx, workspace, person, below.paper_id, gesture, now)
    return True


def remove_reaction(
    tx: Transaction,
    workspace: str,
    below: ReactedMessage,
    person: Destination,
    gesture: Gesture,
    now: datetime,
) -> bool:
    """Take back what a reaction meant; False where nothing was known of it."""
    is_it = [reactions.c[name] == value for name, value in _key(below, person, gesture).items()]
    if not tx.execute(delete(reactions).where(*is_it)).rowcount:
        return False
    if not _stands_elsewhere(tx, workspace, person, below.paper_id, gesture):
        _undo(tx, workspace, person, below.paper_id, gesture, now)
    return True


def settle_reactions(
    tx: Transaction,
    workspace: str,
    below: ReactedMessage,
    gesture: Gesture,
    people: Collection[Destination],
    now: datetime,
) -> int:
    """Hear who reacts to a message now, and make up for what was missed; return how much it was.

    What a person did otherwise since, such as taking a vote back by its button, stands: only
    what differs from the reactions that were heard of is news.
    """
    known = _people_below(tx, below, gesture)
    came, went = set(people) - known, known - set(people)
    for person in came:
        add_reaction(tx, workspace, below, person, gesture, now)
    for person in went:
        remove_reaction(tx, workspace, below, person, gesture, now)
    return len(came) + len(went)


def reacted_messages(
    tx: Transaction, workspace: str, since: datetime
) -> list[tuple[ReactedMessage, Gesture]]:
    """Return below which messages people have reacted since a moment, and how."""
    columns = (
        reactions.c.destination,
        reactions.c.message,
        reactions.c.paper_id,
        reactions.c.gesture,
    )
    statement = select(*columns).distinct().where(reactions.c.workspace == workspace)
    rows = tx.execute(statement.where(reactions.c.at >= since)).mappings()
    return [(_message(row), Gesture(row["gesture"])) for row in rows]


def forget_reactions(tx: Transaction, before: datetime) -> None:
    """Forget reactions of long ago; the votes and saves that they made stay."""
    tx.execute(delete(reactions).where(reactions.c.at < before))


def _apply(
    tx: Transaction, workspace: str, person: Destination, root: str, gesture: Gesture, now: datetime
) -> None:
    if gesture is Gesture.VOTE:
        put_vote(tx, workspace, person, root, now)
    elif get_save(tx, workspace, person, root) is None:
        put_save(tx, workspace, person, root, now)


def _undo(
    tx: Transaction, workspace: str, person: Destination, root: str, gesture: Gesture, now: datetime
) -> None:
    if gesture is Gesture.VOTE:
        put_vote(tx, workspace, person, root, now, is_on=False)
        return
    kept = get_save(tx, workspace, person, root)
    # Who wrote something to it wants more than the emoji said.
    if kept and not kept.note and not kept.tags:
        drop_save(tx, workspace, person, root, now)


def _stands_elsewhere(
    tx: Transaction, workspace: str, person: Destination, root: str, gesture: Gesture
) -> bool:
    """Tell whether somebody says the same of a paper below another message."""
    statement = select(reactions.c.message).where(
        reactions.c.workspace == workspace,
        reactions.c.person == str(person),
        reactions.c.paper_id == root,
        reactions.c.gesture == gesture.value,
    )
    return tx.execute(statement.limit(1)).first() is not None


def _people_below(tx: Transaction, below: ReactedMessage, gesture: Gesture) -> set[Destination]:
    statement = select(reactions.c.person).where(
        reactions.c.destination == str(below.destination),
        reactions.c.message == below.message,
        reactions.c.gesture == gesture.value,
    )
    return set(map(Destination.parse, tx.execute(statement).scalars()))


def _key(below: ReactedMessage, person: Destination, gesture: Gesture) -> dict[str, object]:
    return {
        "destination": str(below.destination),
        "message": below.message,
        "person": str(person),
        "gesture": gesture.value,
    }


def _message(row: RowMapping) -> ReactedMessage:
    return ReactedMessage(Destination.parse(row["destination"]), row["message"], row["paper_id"])
