"""What `like:` means: papers nearer to each other than all but a few pairs are."""

from collections.abc import Callable, Collection

from bot.model import Paper
from bot.search.entry import gist_of
from bot.search.index.look import Look


class Likeness:
    """Implements `bot.query.Likeness` over the index; without semantics nothing is alike."""

    def __init__(self, look: Callable[[], Look]) -> None:
        self._look = look

    def ids_like(self, paper_id: str) -> list[str]:
        """Return the ids of the stored papers that are like one."""
        look = self._look()
        row = look.with_ids([paper_id]).get(paper_id)
        if row is None or look.semantics is None:
            return []
        return look.ids(look.with_rows(look.semantics.rows_like(row)))

    def liked_by(self, paper: Paper, ids: Collection[str]) -> list[str]:
        """Return those of some ids that a paper, stored or new, is like."""
        look = self._look()
        rows = look.with_ids([*ids, paper.id])
        own = rows.pop(paper.id, None)
        if look.semantics is None or not rows:
            return []
        others = list(rows.values())
        is_like = (
            look.semantics.is_like_paper(gist_of(paper), others)
            if own is None
            else look.semantics.is_like(own, others)
        )
        return [one for one, is_alike in zip(rows, is_like, strict=True) if is_alike]
