"""What is said about the data that is stored of a person."""

from collections.abc import Mapping

from bot.message import Action, Message, Text


def exported(counts: Mapping[str, int], part: str, page: int, pages: int) -> Message:
    """Hand out what is stored about somebody."""
    more = (Action("Next part", f"privacy export page {page + 1}"),) if page < pages else ()
    return Message(
        title="What I store about you",
        lead=Text(f"{_say_counts(counts)}\n\n{part}" if page == 1 else part or "That was all."),
        note=f"Part {page} of {pages}" if pages > 1 else "",
        actions=(*more, Action("Delete all of it", "privacy delete")),
    )


def to_be_deleted(counts: Mapping[str, int]) -> Message:
    """Ask before all is forgotten."""
    return Message(
        title="Delete all that I store about you?",
        lead=Text(
            f"{_say_counts(counts)}\nDigests that you set up in channels go on without your name. "
            "This cannot be undone."
        ),
        actions=(
            Action("Delete all of it", "privacy delete yes"),
            Action("Show it first", "privacy export"),
        ),
    )


def deleted(count: int) -> Message:
    """Confirm that all is forgotten."""
    things = "1 thing" if count == 1 else f"{count:,} things"
    return Message(
        lead=Text(
            f"Done: I have forgotten {things}. What was sent stays where it was sent; delete that "
            "there."
        )
    )


def _say_counts(counts: Mapping[str, int]) -> str:
    stored = [f"{name}: {count:,}" for name, count in counts.items() if count]
    return ", ".join(stored) + "." if stored else "Nothing."
