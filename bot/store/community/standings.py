"""How papers stand in a group, and with whoever looks at them."""

from collections.abc import Collection

from bot.model import Destination, Standing
from bot.store.community import marks
from bot.store.community.submissions import credits_of
from bot.store.database import Transaction
from bot.store.papers import roots_of
from bot.store.schema import saves, votes


def standings_of(
    tx: Transaction,
    workspace: str,
    person: Destination | None,
    ids: Collection[str],
    place: Destination | None = None,
) -> dict[str, Standing]:
    """Return how each of some stored papers stands; `person` is nobody for what all will see.

    Who submitted one is told as far as that may be seen in a `place`.
    """
    roots = roots_of(tx, ids)
    works = set(roots.values())
    voted = marks.count_marks(tx, votes, workspace, works)
    saved = marks.count_marks(tx, saves, workspace, works)
    mine = marks.marked_by(tx, votes, workspace, person, voted) if person else ()
    kept = marks.marked_by(tx, saves, workspace, person, saved) if person else ()
    credited = credits_of(tx, workspace, works, place) if place else {}
    return {
        known: Standing(
            voted.get(root, 0), saved.get(root, 0), root in mine, root in kept, credited.get(root)
        )
        for known, root in roots.items()
    }
