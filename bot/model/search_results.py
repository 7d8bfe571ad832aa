"""What a search finds."""

from dataclasses import dataclass

from bot.model.papers import Paper

Span = tuple[int, int]
"""A half-open stretch [start, stop) of characters of a text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that a search found; marks say where the matched words stand in its texts.

    It is near when it does not hold all that was asked for, related when meaning alone found it.
    """

    paper: Paper
    score: float
    title_marks: tuple[Span, ...] = ()
    abstract_marks: tuple[Span, ...] = ()
    summary_marks: tuple[Span, ...] = ()
    is_near: bool = False
    is_related: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer of a search: `total` papers hold all that was asked for, `near` follow them.

    Both count all of them, however few `hits` were asked for; `problems` say what of the query
    could not be understood. It is partial while the index is being built, and where nothing at all
    is stored, `is_bare` says so; `asks_nothing` is a text of which nothing could be looked for.
    `asked` is the text without its `order`, which is relevance, date or upvotes.

    Where words were misspelt, `corrected` is the text that was searched for, and `as_typed` one
    that searches for what was typed; `suggestion` is a text that may have been meant.
    """

    hits: tuple[Hit, ...]
    total: int
    near: int = 0
    problems: tuple[str, ...] = ()
    asked: str = ""
    order: str = "relevance"
    is_partial: bool = False
    is_bare: bool = False
    asks_nothing: bool = False
    corrected: str = ""
    as_typed: str = ""
    suggestion: str = ""

    @property
    def is_near(self) -> bool:
        """Tell whether there are papers, but none that holds all that was asked for."""
        return self.near > 0 and self.total == 0
