"""What `like:` means: papers nearer to each other than all but a few pairs are."""

from collections.abc import Callable, Collection

from bot.model import Paper
from bot.search.index.snapshot import Snapshot
from bot.search.index_entry import gist_of


class Likeness:
    """Implements `bot.query.Likeness` over the index; without semantics nothing is alike."""

    def __init__(self, snapshot: Callable[[], Snapshot]) -> None:
        self._snapshot = snapshot

    def ids_like(self, paper_id: str) -> list[str]:
        """Return the ids of the stored papers that are like one."""
        snapshot = self._snapshot()
        row = snapshot.with_ids([paper_id]).get(paper_id)
        if row is None or snapshot.semantics is None:
            return []
        return snapshot.ids(snapshot.with_rows(snapshot.semantics.rows_like(row)))

    def liked_by(self, paper: Paper, ids: Collection[str]) -> list[str]:
        """Return those of some ids that a paper, stored or new, is like."""
        snapshot = self._snapshot()
        rows = snapshot.with_ids([*ids, paper.id])
        own = rows.pop(paper.id, None)
        if snapshot.semantics is None or not rows:
            return []
        others = list(rows.values())
        is_like = (
            snapshot.semantics.is_like_paper(gist_of(paper), others)
            if own is None
            else snapshot.semantics.is_like(own, others)
        )
        return [one for one, is_alike in zip(rows, is_like, strict=True) if is_alike]
