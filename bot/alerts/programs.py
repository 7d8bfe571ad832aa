"""What remains to be asked of a candidate: a small program over the features of one paper."""

from array import array
from collections.abc import Callable, Sequence

from bot.alerts.anchors import ALL, FIELDS, NOT, ROW, SPECIAL
from bot.alerts.arrays import Flags, Ints


class Trial:
    """One paper on trial.

    `is_held` flags its features; `rows` returns the numbers of the words of a field in their
    order, a row or several; `holds_special` asks a leaf that no feature tells.
    """

    def __init__(
        self,
        is_held: Flags,
        rows: Callable[[str], Sequence[Ints]],
        holds_special: Callable[[int], bool],
    ) -> None:
        self._is_held = is_held
        self._rows_of = rows
        self._holds_special = holds_special
        self._rows: dict[int, list[bytes]] = {}

    def passes(self, program: Sequence[int]) -> bool:
        """Run a program."""
        stack: list[bool] = []
        place = 0
        while place < len(program):
            code = program[place]
            place += 1
            if code >= 0:
                stack.append(self._is_held[code] > 0)
            elif code == NOT:
                stack.append(not stack.pop())
            elif code == SPECIAL:
                stack.append(self._holds_special(program[place]))
                place += 1
            elif code == ROW:
                count, field = program[place], program[place + 1]
                row = program[place + 2 : place + 2 + count]
                stack.append(self._has_row(field, row))
                place += 2 + count
            else:
                count = program[place]
                place += 1
                operands, stack[-count:] = stack[-count:], []
                stack.append(all(operands) if code == ALL else any(operands))
        return stack.pop()

    def _has_row(self, field: int, wanted: Sequence[int]) -> bool:
        """Tell whether numbers stand in a row: found as bytes, which is several times faster."""
        if field not in self._rows:
            self._rows[field] = [row.tobytes() for row in self._rows_of(FIELDS[field])]
        needle = array("i", wanted).tobytes()
        return any(_find_aligned(row, needle) for row in self._rows[field])


def _find_aligned(row: bytes, needle: bytes) -> bool:
    place = row.find(needle)
    while place >= 0 and place % 4:
        place = row.find(needle, place + 1)
    return place >= 0
