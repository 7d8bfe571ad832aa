"""Digital object identifiers: found in whatever people write, cleaned, and made addresses again."""

import re
from urllib.parse import unquote

_ESCAPED = re.compile(r"\{?\\([_%&#{}])\}?|\$\\?_\$")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>|\\^`]+")
_PUBLISHER_TAIL = re.compile(r"(?:[?#].*|/(?:full|abstract|pdf|epdf|html|meta)/?|\.pdf)$")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_LONGEST = 200
_LONGEST_TEXT = 2000


def doi_in(written: str) -> str:
    r"""Return the DOI that stands in a text, a link or a field, "" where none does.

    LaTeX's escapes (`\_`), percent signs of links, resolvers and publishers' addresses before it
    are taken away. DOIs mean the same in both cases; they are kept in small letters.
    """
    text = _ESCAPED.sub(lambda match: match[1] or "_", written[:_LONGEST_TEXT])
    if "%2f" in text.lower():
        text = unquote(text)
    match = _DOI.search(text)
    if not match:
        return ""
    before = text[: match.start()]
    is_publishers = "://" in before and "doi.org" not in before.lower()
    found = _closed(_PUBLISHER_TAIL.sub("", match[0]) if is_publishers else match[0])
    return found.lower() if len(found) <= _LONGEST else ""


def doi_url(doi: str) -> str:
    """Return where a DOI leads, "" for what is none."""
    return f"https://doi.org/{doi}" if re.fullmatch(r"10\.\d{4,9}/[^\s<>\"]+", doi) else ""


def _closed(found: str) -> str:
    """Drop what closes the sentence or the brackets around a DOI, not those within it."""
    before = ""
    while before != found:
        before = found
        found = found.rstrip(".,;:'”’")
        for opening, closing in _PAIRS:
            if found.endswith(closing) and found.count(closing) > found.count(opening):
                found = found[:-1]
    return found
