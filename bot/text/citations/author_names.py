"""Names of authors taken apart, for formats that ask for the family name first."""

from typing import NamedTuple

SUFFIXES = frozenset("Jr. Jr Sr. Sr II III IV II. III. IV.".split())
_GROUPS = frozenset(
    "collaboration team group consortium lab labs laboratory university institute initiative "
    "network project committee research inc inc. ltd ltd. llc gmbh corp corp. authors".split()
)
_MANY_WORDS = 6


class NameParts(NamedTuple):
    """A name: `family` alone for a group, and `suffix` such as Jr."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def is_group(self) -> bool:
        """Whether it is to be written as it is."""
        return not self.given

    @property
    def inverted(self) -> str:
        """The name with the family first; a group's comma at the end says that it is whole."""
        if self.is_group:
            return f"{self.family}," if "," in self.family else self.family
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


def name_parts(name: str) -> NameParts:
    """Take apart "Ludwig van Beethoven Jr."; small words before the last one belong to it."""
    words = name.split()
    suffix = words[-1] if len(words) > 2 and words[-1] in SUFFIXES else ""
    if suffix:
        words.pop()
    if not _is_person(name, words):
        return NameParts(name)
    first = len(words) - 1
    while first > 1 and words[first - 1][:1].islower():
        first -= 1
    return NameParts(" ".join(words[first:]), " ".join(words[:first]), suffix)


def _is_person(name: str, words: list[str]) -> bool:
    if not 2 <= len(words) <= _MANY_WORDS or any(sign in name for sign in ",;()[]{}&:/0123456789"):
        return False
    said = {word.lower() for word in words}
    return words[0][:1].isupper() and not said & _GROUPS and "and" not in said and "the" not in said
