"""What is said, undressed: plain words with marks, which each adapter dresses and escapes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.message.forms import Form
from bot.model import Span

Tone = Literal["plain", "primary", "danger"]
"""How an action is to be understood: "danger" asks first, at most one in view is "primary"."""

_COMMAND = re.compile(r"(?<![^\s(“])/papers (?=\S)")


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; `marks` are the stretches to stand out, in order and not overlapping."""

    plain: str = ""
    marks: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.plain)

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield (piece, is_marked) from left to right, so that an adapter can escape each."""
        end = 0
        for start, stop in self.marks:
            if end < start:
                yield self.plain[end:start], False
            yield self.plain[start:stop], True
            end = stop
        if end < len(self.plain):
            yield self.plain[end:], False

    def with_commands(self, prefix: str) -> "Text":
        """Return the words for where commands begin with `prefix` in the place of "/papers "."""
        places = [found.start() for found in _COMMAND.finditer(self.plain)]
        gone = len("/papers ") - len(prefix)

        def moved(place: int) -> int:
            return place - gone * sum(start < place for start in places)

        marks = tuple((moved(start), moved(stop)) for start, stop in self.marks)
        return Text(_COMMAND.sub(prefix, self.plain), marks)

    def cut(self, length: int) -> "Text":
        """Return at most `length` characters, ending in an ellipsis where words were lost."""
        if len(self.plain) <= length:
            return self
        kept = self.plain[: max(length - 1, 0)]
        space = kept.rfind(" ")
        # A cut at a word reads better, unless it would throw away a third of what fits.
        if space > len(kept) * 2 // 3:
            kept = kept[:space]
        kept = kept.rstrip(" ,.;:")
        marks = tuple((a, min(b, len(kept))) for a, b in self.marks if a < len(kept))
        return Text(kept + "…" if length else "", marks)


@dataclass(frozen=True, slots=True)
class Action:
    """A button: a command written down, answered as if the person had typed it.

    The command stands for itself, with dates and ids written out. One with a `form` asks for what
    it lacks: where no form can be shown, `command` is answered instead, with words or with a
    `Reply.form`. `is_on` is a toggle's state ("Saved ✓"), None for what is no toggle.
    """

    label: str
    command: str
    tone: Tone = "plain"
    is_on: bool | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Menu:
    """Ways to change what is shown, called such as "Sort by"; those that hold now are on."""

    label: str
    choices: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture beside or below words: `alt` says what it shows; 0 where a size is not known."""

    url: str
    alt: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One paper as people see it: a title that links, a line of facts, some words, buttons.

    `number` is its place in a list, which its buttons may name; 0 where it stands alone. The
    actions are ranked: a platform shows the first one or two and folds the rest into a menu.
    Where no image can be shown, nothing is said of it.
    """

    title: Text
    url: str = ""
    facts: str = ""
    body: Text = Text()
    actions: tuple[Action, ...] = ()
    links: tuple[Link, ...] = ()
    number: int = 0
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A heading, an opening, cards, a closing line and buttons; any of them may be empty.

    `thread` is what follows below it, for those who want to read on. `alt` is the one line that
    notifications, phones and screen readers begin with; "" leaves it to the platform. `topic` is
    what it is about, for platforms that file messages under tags. A platform without menus leaves
    `menus` out; one with menus leaves out those of the message's `actions` that stand in a menu.
    One that `is_apart` is a part with a place of its own: a post, where a channel holds posts.
    """

    title: str = ""
    lead: Text = Text()
    cards: tuple[Card, ...] = ()
    note: str = ""
    actions: tuple[Action, ...] = ()
    thread: tuple["Message", ...] = ()
    alt: str = ""
    topic: str = ""
    menus: tuple[Menu, ...] = ()
    is_apart: bool = False

    def with_commands(self, prefix: str) -> "Message":
        """Return the message for where commands begin with `prefix`; cards name none."""
        return replace(
            self,
            title=Text(self.title).with_commands(prefix).plain,
            lead=self.lead.with_commands(prefix),
            note=Text(self.note).with_commands(prefix).plain,
            thread=tuple(below.with_commands(prefix) for below in self.thread),
            alt=Text(self.alt).with_commands(prefix).plain,
        )
