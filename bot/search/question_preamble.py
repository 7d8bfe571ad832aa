"""How a question opens: "are there any papers that explore …" asks for what comes after it.

The words of an opening tell nothing about the papers that are meant. Left in, "recommend" and
"explore" bring papers on recommendation and exploration, and hardly a paper holds them all.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache

from bot.search.stems import stem

LONGEST = 25
"""Words of an opening at most."""

_KINDS = frozenset(
    "a academic all an any current existing first example examples good important key latest major "
    "more new notable other previous prior published recent related relevant scientific seminal "
    "some specific the".split()
)
_WISHES = frozenset("find interested like looking need seek seeking searching want".split())
_WISHING = _WISHES | frozenset(
    "about am can could currently for how i i'd i'm in know learn love read see to we we'd we're "
    "where would".split()
)
_WISH_BEGINS = frozenset(
    "how i i'd i'm interested looking searching seeking we we'd we're where".split()
)
_ASKING = (
    _KINDS
    | _WISHING
    | frozenset(
        "anyone are did direct do does get give has have help is list me name of please point "
        "provide recommend refer search show someone suggest tell there towards us was were what "
        "which will with you".split()
    )
)
_THINGS = "articles documents literature papers publications research studies works"
_RELATIVES = frozenset("that where which who whose".split())
_BETWEEN = _RELATIVES | frozenset(
    "also are available been can could first had has have is recently specifically there was "
    "were".split()
)
_DOINGS = (
    "address aim analyze analyse apply attempt compare concern consider cover deal demonstrate "
    "describe develop discuss done employ evaluate examine exist explore focus introduce "
    "investigate look mention present propose provide publish report show study suggest tackle "
    "try use utilize work written"
)
_ABOUT = frozenset("about around concerning on regarding".split())
_LINKS = _ABOUT | frozenset("at by for how in into of to whether with".split())

_WORD = re.compile(r"[\s,]*([\w'’]+)(?=[\s,])")


def split_opening(text: str) -> tuple[str, str]:
    """Split "which papers introduce lora" into the opening and what is asked for.

    What does not name papers and say how they have to do with the rest has no opening:
    "paper folding", or "what is attention".
    """
    words, ends = _leading(text)
    count = _length(words) if words and _may_begin(words[0]) else 0
    place = ends[count - 1] if count else 0
    return text[:place], text[place:].lstrip(" ,") if place else text


def _leading(text: str) -> tuple[list[str], list[int]]:
    """Return the words before the first sign, but never the last of all, and where each ends."""
    words: list[str] = []
    ends: list[int] = []
    while len(words) < LONGEST and (match := _WORD.match(text, ends[-1] if ends else 0)):
        words.append(match[1].lower().replace("’", "'"))
        ends.append(match.end())
    return words, ends


def _may_begin(word: str) -> bool:
    return word in _ASKING or stem([word])[0] in _stems(_THINGS)


def _length(words: Sequence[str]) -> int:
    """Return how many words the opening has."""
    stems = stem(words)
    asked = _past(words, 0, _ASKING)
    things = _past(stems, asked, _stems(_THINGS))
    if things == asked:
        return _wish(words)
    is_asked = not _KINDS.issuperset(words[:asked])
    if not is_asked and not (words[things:] and _leads_on(words[things], stems[things])):
        return 0
    end = _past_link(words, stems, things)
    return end if end > things else 0


def _wish(words: Sequence[str]) -> int:
    """Return how many words say "I am looking for", which need not name papers."""
    end = _past(words, 0, _WISHING | _KINDS)
    is_wish = words[0] in _WISH_BEGINS and not _WISHES.isdisjoint(words[:end])
    return end if is_wish and end > 1 else 0


def _leads_on(word: str, its_stem: str) -> bool:
    return word in _RELATIVES | _ABOUT or its_stem in _stems(_DOINGS)


def _past_link(words: Sequence[str], stems: Sequence[str], place: int) -> int:
    """Return the place behind "that explore or use", "written on", "exist which deal with"."""
    is_first = True
    while is_first or (words[place:] and words[place] in _RELATIVES):
        is_first = False
        place = _past(words, place, _BETWEEN)
        doing = _past(stems, place, _stems(_DOINGS), most=1)
        if doing > place and words[doing : doing + 1] in (["or"], ["and"]):
            also = _past(stems, doing + 1, _stems(_DOINGS), most=1)
            doing = also if also > doing + 1 else doing
        place = _past(words, doing, _LINKS)
    return place


def _past(words: Sequence[str], place: int, known: Collection[str], most: int = LONGEST) -> int:
    """Return the place of the first word from `place` on that is not among some."""
    end = min(len(words), place + most)
    return next((n for n in range(place, end) if words[n] not in known), end)


@cache
def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(words.split()))
