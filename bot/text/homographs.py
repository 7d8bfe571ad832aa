"""Words that a hyphen makes others: a re-creation is no recreation, and to re-sign is to stay.

Where both are words that mean something else, to close one up would give precision away.
"""

from functools import cache

_WORDS = (
    # re-sign: to do it again; resign: another verb
    "react rebound recall recede recite reclaim recoil recollect recommend record recount recover "
    "recovery recreate recreation recreational recruit redress reduce refer refine reflect reform "
    "refrain refund refuse refusal regard regress reject relate relay release relieve remain "
    "remark remind remit remote remove repair repeat repel repetition report repose represent "
    "representation repress reply reprove request require research resent reserve reservation "
    "reside resign resist resolve resolution resort resound resource respond restore restrain "
    "result resume retail retain retire retort retract retreat return reveal reverse review "
    "revise revive reward "
    "coin coop cover "
    "premise preposition present presentation preserve pretend prevent preview "
    "profile profound program pronoun propose protest proverb provide "
    "unionize unionise union "
    "contact content contest contract decline default define defuse depart depress design detail "
    "devise disease discover display dispose distance exact exchange expose extract inform "
    "information input instance interest interview invent invest maybe mission multiply nonsense "
    "nowhere perform permit postal subject submission superb supervision surface"
).split()
_ENDINGS = ("", "s", "es", "d", "ed", "ing", "r", "er", "ion", "al", "able", "ment")


def is_another_word(closed: str) -> bool:
    """Tell whether a compound closed up would be read as a word of another meaning."""
    return closed in _forms()


@cache
def _forms() -> frozenset[str]:
    bases = {base for word in _WORDS for base in (word, word.removesuffix("e"))}
    return frozenset(base + ending for base in bases for ending in _ENDINGS)
