"""A paper with words behind it: “2405.12345 for the reading group #rlhf”."""

import re
from dataclasses import dataclass

from bot.model.work_identity import work_id

MOST_CHARACTERS, MOST_TAGS = 500, 10

_BESIDE_DOI = re.compile(r"^doi:? +(?=10\.)", re.IGNORECASE)
_TAG = re.compile(r"(?<![^\s,;(])#([\w-]{1,40})", re.UNICODE)


@dataclass(frozen=True, slots=True)
class PaperNote:
    """What was written behind a paper; `note` is None where nothing was."""

    paper: str
    note: str | None = None
    tags: tuple[str, ...] = ()


def read_note(argument: str) -> PaperNote:
    """Read a paper, a note and #tags; what begins with no id or link is a title and nothing else.

    Tags are folded to lower case, and leave the note.
    """
    first, _, rest = _BESIDE_DOI.sub("doi:", argument.strip()).partition(" ")
    if not work_id(first) and "://" not in first:
        return PaperNote(argument.strip())
    tags = tuple(dict.fromkeys(tag.lower() for tag in _TAG.findall(rest)))[:MOST_TAGS]
    note = " ".join(_TAG.sub(" ", rest).split())[:MOST_CHARACTERS].strip(" ,;:-–—")
    return PaperNote(first, note or None, tags)
