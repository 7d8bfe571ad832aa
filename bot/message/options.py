"""What a verb may be told, one thing at a time, for platforms that ask for each by its name."""

from dataclasses import dataclass
from typing import Literal

OptionKind = Literal["text", "number", "flag", "place", "audience"]
"""What people give: words, a number, yes or no, a channel of the platform, who may see it.

A place says where the command is meant to be typed, and an audience that all may see the answer:
neither is a part of the text.
"""

Completed = Literal[
    "", "query", "paper", "whom", "author", "topic", "alert", "zone", "time", "day", "verb"
]
"""What completes an option while it is typed; "" nothing."""


@dataclass(frozen=True, slots=True)
class OptionChoice:
    """One of the few things that an option may be; `value` stands for it in the command."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a verb may be told; `written` is how it stands in the command."""

    name: str
    summary: str
    kind: OptionKind = "text"
    written: str = "{}"
    choices: tuple[OptionChoice, ...] = ()
    completed: Completed = ""
    is_required: bool = False
    least: int = 1
    most: int = 100

    def write(self, value: object) -> str:
        """Return how a value stands in the command; "" where it is none."""
        if self.kind == "flag":
            return self.written if value is True else ""
        if self.kind in ("place", "audience"):
            return ""
        words = " ".join(str(value).split())
        return self.written.format(words) if words else ""
