"""Whether a digest brings each paper in a post of its own: “robotics one post a paper”."""

import re

_APART = re.compile(
    r"\b(?:with\s+)?(?:one|a|1)\s+(?:post|message|thread)\s+"
    r"(?:(?:a|per|for\s+each|for\s+every|each)\s+paper|each)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:all\s+(?:papers\s+)?)?(?:in|as)\s+(?:one|a\s+single)\s+(?:post|message)\b",
    re.IGNORECASE,
)


def split_posts(argument: str) -> tuple[bool | None, str]:
    """Return what an order says of that, None where nothing, and the rest."""
    for pattern, is_apart in ((_APART, True), (_TOGETHER, False)):
        rest, count = pattern.subn(" ", argument)
        if count:
            return is_apart, " ".join(rest.split())
    return None, argument
