"""A search as it is asked: the text, the query that it is read as, and the day of asking."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.query import Like, Query
from bot.search.ranking_terms import Wording, wording_of
from bot.text.tokens import tokens


@dataclass(frozen=True)
class Question:
    """What a person wants to know; `by` is the field to sort by, "" for how well it fits.

    `opening` is what was said before the text, as "which papers are about".
    """

    text: str
    query: Query
    today: date
    by: str = ""
    opening: str = ""

    @cached_property
    def wording(self) -> Wording:
        """The words that are asked for."""
        return wording_of(self.query, self.text)

    @property
    def likes(self) -> list[str]:
        """The ids of the papers that it asks for the like of."""
        return [leaf.paper_id for leaf in self.query.leaves() if isinstance(leaf, Like)]

    @cached_property
    def title(self) -> list[str]:
        """The tokens of all that was said, which may be a title, whatever it means as a query."""
        return tokens(f"{self.opening} {self.text}")
