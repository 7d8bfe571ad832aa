"""What a reader of queries could not understand, or understood perhaps not as it was meant."""

from bot.query.tree import Problem

MOST_PROBLEMS = 5


class Complaints:
    """Gathers problems and asides, each said once, with the first of its places."""

    def __init__(self) -> None:
        self._problems: dict[str, Problem] = {}
        self._left_out: dict[str, None] = {}
        self._perhaps_signs: dict[str, None] = {}

    def add(self, start: int | None, sentence: str) -> None:
        """Write down a problem with the place in the text where it begins, if it has one."""
        problem = Problem(sentence, start)
        if known := self._problems.get(sentence):
            problem = Problem(sentence, min(known, problem, key=_place).start, known.more + 1)
        self._problems[sentence] = problem

    def add_skipped(self, start: int, what: str) -> None:
        """Write down a sign that was skipped: “A “)” has no “(” before it”."""
        self.add(start, f"{what}; I skipped it.")

    def leave_out(self, word: str) -> None:
        """Write down a small word that was not asked for."""
        self._left_out[word] = None

    def take_as_word(self, word: str) -> None:
        """Write down a word that may have been meant as a sign."""
        if word.upper() in ("AND", "OR", "NOT") and not word.isupper():
            self._perhaps_signs[word] = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be understood, in the order of the text, and not too much of it."""
        found = sorted(self._problems.values(), key=_place)
        if len(found) <= MOST_PROBLEMS:
            return tuple(found)
        more = f"And {len(found) - MOST_PROBLEMS:,} other things that I could not read."
        return (*found[:MOST_PROBLEMS], Problem(more))

    @property
    def asides(self) -> tuple[str, ...]:
        """What was understood, but may be meant otherwise."""
        said = [
            f"“{one}” is a word here; the sign is {one.upper()}." for one in self._perhaps_signs
        ]
        if self._left_out:
            names = ", ".join(f"“{word}”" for word in self._left_out)
            said.insert(0, f"Left out, since small words say nothing beside others: {names}.")
        return tuple(said)


def _place(problem: Problem) -> float:
    return float("inf") if problem.start is None else problem.start
