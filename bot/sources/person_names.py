"""Names of authors as bibliographies and feeds write them, as people say them."""

import re
from collections.abc import Callable, Iterable, Iterator

MOST_AUTHORS, LONGEST_NAME = 10_000, 300
"""The longest list of authors that was ever printed holds 5,154 of them."""

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|V|VI)\.?", re.IGNORECASE)
_COMPANY = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|GmbH|AG|Corp|Co|PLC|S\.?A|B\.?V|Pty Ltd)\.?", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s~-]*){1,4}")
_NOBODY = re.compile(r"(?:and\s+)?(?:others|et\.?\s*al\.?)", re.IGNORECASE)
_ET_AL = re.compile(r",?\s{1,9}(?:et\.?\s*al\.?|and others)$", re.IGNORECASE)
_ASIDE = re.compile(r"\s{0,9}(?:\([^()]*\)|\[\d+\])")
_LEADING_GROUP = re.compile(
    r"^([^,;:]{3,80}\b(?:Collaborations?|Consortium|Team)):\s+", re.IGNORECASE
)
_AND = re.compile(r"(,?)\s{1,9}(?:and|&)\s+|\n+", re.IGNORECASE)

Plain = Callable[[str], str]


def listed_names(written: str, plain: Plain) -> tuple[str, ...]:
    """Read "Ann Lee, Bob Ray Jr., and Carl Doe (MIT)", or names that semicolons part.

    Given names come first there, unless the family names are parted from initials or by
    semicolons. `plain` reads the markup of a name.
    """
    text = _without_asides(written)
    if group := _LEADING_GROUP.match(text):
        text = f"{group[1]}, {text[group.end() :]}"
    if ";" in text:
        return _kept(map(_turned, _parts(text, ";")), plain)
    names = (part for piece in _AND.split(text) if piece for part in _comma_list(piece))
    return _kept(names, plain)


def bibtex_names(written: str, plain: Plain) -> tuple[str, ...]:
    """Read "Lee, Ann and {The Team} and de la Cruz, Jr., Juan and others".

    What stands in braces is one word, whatever is in it. Lists that are parted by commas or
    semicolons in the place of "and" are read, too.
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names  # noqa: PLC0415

    text = _without_asides(written)
    pieces = [part for one in _parts(text, ";") for part in split_multiple_persons_names(one)]
    pieces = [re.sub(r"^and\s+", "", one, flags=re.IGNORECASE).strip() for one in pieces]
    is_list = _is_comma_list(pieces)
    names = (part for one in pieces for part in (_comma_list(one) if is_list else [_turned(one)]))
    return _kept(names, plain)


def in_order(name: str) -> str:
    """Return "Rowe, Jr., Martin" as it is said: Martin Rowe Jr."""
    return _turned(name)


def _kept(names: Iterable[str], plain: Plain) -> tuple[str, ...]:
    """Return the names that name somebody: "others" do not, nor does what has no letter."""
    read: Iterator[str] = (plain(name) for name in names)
    clean = (name.strip(" ,;*†‡")[:LONGEST_NAME] for name in read)
    named = [one for one in clean if any(map(str.isalpha, one)) and not _NOBODY.fullmatch(one)]
    return tuple(named[:MOST_AUTHORS])


def _without_asides(written: str) -> str:
    """Drop affiliations in parentheses, which may stand within each other."""
    before = ""
    while before != written and "(" in written + "[":
        before, written = written, _ASIDE.sub("", written)
    return written


def _turned(name: str) -> str:
    """Put the given names first; what is in braces stays as it is."""
    name = _ET_AL.sub("", name)
    parts = _parts(name, ",")
    if len(parts) == 1 or _COMPANY.fullmatch(parts[-1]):
        return name.strip(" ,") if len(parts) > 1 else name.strip().rstrip(",")
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[1]):
        return " ".join(parts)
    from bibtexparser.middlewares.names import parse_single_name_into_parts  # noqa: PLC0415

    read = parse_single_name_into_parts(name, strict=False)
    first, suffix = read.first, read.jr
    if first and suffix and _SUFFIX.fullmatch(" ".join(first)):
        first, suffix = suffix, first
    return " ".join([*first, *read.von, *read.last, *suffix])


def _is_comma_list(pieces: list[str]) -> bool:
    """Tell whether commas part people, as in "Ann Lee, Bo Kim, and Carl Doe"."""
    split = [_parts(one, ",") for one in pieces]
    if any(len(parts) > 3 for parts in split):
        return True
    if any(len(parts) == 3 and not any(map(_SUFFIX.fullmatch, parts[1:])) for parts in split):
        return True
    has_oxford_comma = any(
        one.endswith(",") and len(parts) > 1 for one, parts in zip(pieces, split, strict=True)
    )
    is_mixed = any(len(parts) == 1 and " " in parts[0] for parts in split)
    return (has_oxford_comma or is_mixed) and all(
        all(map(_is_whole, parts)) for parts in split if len(parts) > 1
    )


def _is_whole(part: str) -> bool:
    """Tell a name with given and family name from half of one."""
    words = part.split()
    return len(words) > 1 and not words[0][:1].islower() and not _INITIALS.fullmatch(part)


def _comma_list(piece: str) -> list[str]:
    """Part "Ann Lee, Bob Ray, Jr., Carl Doe" and "Lee, A. B., Kim, C."."""
    parts = _parts(piece, ",")
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 == 0 and pairs and all(_INITIALS.fullmatch(given) for _, given in pairs):
        return [f"{given} {family}" for family, given in pairs]
    names: list[str] = []
    for part in parts:
        if names and (_SUFFIX.fullmatch(part) or _COMPANY.fullmatch(part)):
            joint = ", " if _COMPANY.fullmatch(part) else " "
            names[-1] = f"{names[-1]}{joint}{part}"
        else:
            names.append(part)
    return names


def _parts(text: str, sign: str) -> list[str]:
    """Split where a sign stands outside of braces; empty parts go."""
    if sign not in text:
        return [text.strip()] if text.strip() else []
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"\\.|[{{}}{sign}]", text, re.DOTALL):
        depth = max(0, depth + {"{": 1, "}": -1}.get(match[0], 0))
        if match[0] == sign and depth == 0:
            parts.append(text[start : match.start()].strip())
            start = match.end()
    return [part for part in [*parts, text[start:].strip()] if part]
