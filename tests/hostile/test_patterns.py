"""No regular expression of the program can be made to stall it."""

import pytest

from tests.hostile.growth import outgrows, sizes
from tests.hostile.patterns import Use, all_uses, hostile_texts

USES = list(all_uses())
HINT = r"bound what is searched for first: \s{0,9} for \s*, or forbid what it begins with inside it"
LENGTHS = sizes(5, 20_480)


@pytest.mark.parametrize("use", USES, ids=[use.where for use in USES])
def test_no_pattern_takes_much_longer_for_a_little_more(use: Use) -> None:
    for text in hostile_texts(use.pattern):
        assert not (where := outgrows(use.run, text, LENGTHS)), f"{where}: {HINT}"


def test_a_pattern_that_backtracks_is_caught() -> None:
    """The test above can fail: these are the kinds that it is there for."""
    import re

    for pattern, way in [
        (r"(a+)+$", "match"),
        (r"(\S+)\s*-\s*(\S+)", "fullmatch"),
        (r"<([^>]+)>", "search"),
        (r"\s+$", "search"),
    ]:
        use = Use("here", re.compile(pattern), frozenset([way]))
        found = (outgrows(use.run, text, LENGTHS) for text in hostile_texts(use.pattern))
        assert any(found), pattern
