"""What alerts are filed under: each thing that a paper can hold, as a 64-bit key.

Keys are hashes with a seed of this process, so nobody can make two things meet, and that two of
a million meet by chance has odds of one in ten million. They are never stored.
"""

from typing import Literal, NamedTuple

from bot.query import And, Has, Leaf, Like, Node, Not, Or, Phrase, Prefix, Tagged, Word

LONGEST_BEGINNING = 3
"""Letters of a beginning* that it is filed under."""

SPREAD = 0x9E3779B97F4A7C15
"""What a key is multiplied by before the next word is added; odd, so that nothing is lost."""

MASK = (1 << 64) - 1

Kind = Literal["word", "pair", "triple", "acronym", "beginning", "tag"]

RUNS: tuple[Kind, ...] = ("word", "pair", "triple")
"""Words in a row, by how many they are."""


class Space(NamedTuple):
    """A kind of feature, and the field ("" is anywhere) or the sort of tag it is about."""

    kind: Kind
    field: str

    @property
    def salt(self) -> int:
        """What keeps the keys of two spaces apart."""
        return hash(self) & MASK

    def key(self, *words: str) -> int:
        """Return the key of a word, or of words in a row."""
        key = 0
        for word in words:
            key = (key * SPREAD + hash(word)) & MASK
        return key ^ self.salt


class Feature(NamedTuple):
    """A key in its space."""

    space: Space
    key: int


ALWAYS = Feature(Space("tag", "always"), 0)
NEVER = Feature(Space("tag", "never"), 1)
"""What every paper holds, and what none does."""

Clause = tuple[Feature, ...]
"""Features of which a paper must hold at least one."""


def query_key(node: Node) -> int:
    """Return the key of a query: the same for two that ask the same.

    What Python makes of a dataclass is a hash of its values without its class, so that all of some
    words and any of them would have the same.
    """
    match node:
        case And(parts) | Or(parts):
            inner = tuple(map(query_key, parts))
        case Not(part):
            inner = (query_key(part),)
        case _:
            inner = (hash(node),)
    return hash((type(node).__name__, *inner)) & MASK


def clauses_of(leaf: Leaf) -> tuple[Clause, ...]:
    """Return clauses that all hold where a leaf holds; () where nothing can be said."""
    match leaf:
        case Word(token, field, is_acronym):
            return (_clause(Space("acronym" if is_acronym else "word", field), (token,)),)
        case Phrase(tokens, field):
            length = min(len(tokens), len(RUNS))
            space = Space(RUNS[length - 1], field)
            runs = (tokens[n : n + length] for n in range(len(tokens) - length + 1))
            return tuple(_clause(space, run) for run in runs)
        case Prefix(field=field):
            begun = sorted({variant[:LONGEST_BEGINNING] for variant in leaf.variants})
            found = _clause(Space("beginning", field), *((one,) for one in begun))
            return ((*found, *_clause(Space("word", field), (leaf.whole,))),)
        case Tagged(field, value, is_beginning=False):
            return (_clause(Space("tag", field), (value,)),)
        case Has(part):
            return (_clause(Space("tag", "part"), (part,)),)
        case Like(paper_id):
            return (_clause(Space("tag", "like"), (paper_id,)),)
        case _:
            return ()


def is_told_by_clauses(leaf: Leaf) -> bool:
    """Tell whether a leaf holds wherever its clauses do; a long phrase's parts may lie apart."""
    match leaf:
        case Phrase(tokens):
            return len(tokens) <= len(RUNS)
        case Tagged():
            return not leaf.is_beginning
        case _:
            return isinstance(leaf, Word | Has | Like)


def _clause(space: Space, *alternatives: tuple[str, ...]) -> Clause:
    return tuple(Feature(space, space.key(*words)) for words in alternatives)
