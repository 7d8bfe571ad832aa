"""How far a typed word is from one that may be meant: a distance with the slips people make.

Damerau and Levenshtein's distance (each stretch edited once), where a letter that is missing,
doubled or swapped, or a vowel for another, costs less than a consonant that is simply wrong.
"""

_VOWELS = frozenset("aeiouy")
_WRONG, _WRONG_VOWEL, _SWAPPED = 1.1, 0.8, 0.7
_MISSING, _MISSING_DOUBLE = 0.8, 0.5
_TOO_MUCH, _DOUBLED = 0.9, 0.6
_WRONG_BEGINNING = 0.5
"""On top, where the first letter differs: people rarely get that wrong."""


def slips(typed: str, meant: str) -> float:
    """Return what it costs to have typed one word for another, 0 for the same."""
    before: list[float] = []
    last = [0.0]
    for place in range(len(meant)):
        last.append(last[-1] + (_MISSING_DOUBLE if _is_double(meant, place) else _MISSING))
    for row, letter in enumerate(typed):
        too_much = _DOUBLED if _is_double(typed, row) else _TOO_MUCH
        here = [last[0] + too_much]
        for column, wanted in enumerate(meant):
            missing = _MISSING_DOUBLE if _is_double(meant, column) else _MISSING
            cost = min(
                last[column] + _exchanged(letter, wanted),
                last[column + 1] + too_much,
                here[column] + missing,
            )
            if before and column and _is_swapped(typed, row, meant, column):
                cost = min(cost, before[column - 1] + _SWAPPED)
            here.append(cost)
        before, last = last, here
    return last[-1] + (_WRONG_BEGINNING if typed[:1] != meant[:1] else 0.0)


def _is_double(word: str, place: int) -> bool:
    return place > 0 and word[place - 1] == word[place]


def _exchanged(letter: str, wanted: str) -> float:
    if letter == wanted:
        return 0.0
    return _WRONG_VOWEL if letter in _VOWELS and wanted in _VOWELS else _WRONG


def _is_swapped(typed: str, row: int, meant: str, column: int) -> bool:
    return typed[row] == meant[column - 1] and typed[row - 1] == meant[column]
