"""What arXiv's answers have in common: announcements, withdrawals, categories, names."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.model import Arrival, Authority, Listing, Paper
from bot.model.doi import doi_in
from bot.model.identity import paper_id
from bot.sources.bounded_values import instant, integer
from bot.sources.clean_text import title_words, words
from bot.sources.person_names import listed_names

SOURCE = "arxiv"
NAME = "arXiv"

_NEW_YORK = ZoneInfo("America/New_York")
_ANNOUNCED = re.compile(
    r"\s*arXiv:\s*(?P<id>\S+?)(?:v(?P<version>\d+))?\s+Announce Type:\s*(?P<type>[\w-]+)"
    r"\s+Abstract:\s?(?P<abstract>.*)",
    re.DOTALL,
)
_TITLES_ID = re.compile(r"\.?\s{0,9}\(arXiv:[^()\s]{5,40}(?:\s+\[[\w.-]+\])?(?:\s+UPDATED)?\)\s*$")
_VERSION = re.compile(r"v(\d+)(?:\.pdf)?$")
_CATEGORY = re.compile(r"[a-z][a-z-]+(?:\.[A-Za-z][A-Za-z-]*)?")
_OWN_CATEGORY = re.compile(
    r"(?:cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat|astro-ph|cond-mat)\.[A-Za-z-]{2,9}"
    r"|astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph"
)
_WITHDRAWN = re.compile(
    r"\b(?:paper|article|submission|manuscript|preprint|work|note|version)\b[^.]{0,60}\bwithdrawn\b"
    r"|\bwithdrawn (?:by|due|because|from|as)\b|^\W*withdrawn\b|\bwithdrawn\W*$",
    re.IGNORECASE,
)
MOST_VERSIONS = 999

_NOTICE = 400
"""Characters; a longer text that mentions a withdrawal is an abstract about something else."""


class Announcement(NamedTuple):
    """What a feed says of a paper before its abstract."""

    kind: str
    version: int | None
    abstract: str


def read_announcement(description: str) -> Announcement:
    """Split "arXiv:ID vN Announce Type: X Abstract: …"; the kind is "" where it is not said."""
    match = _ANNOUNCED.match(description)
    if not match:
        return Announcement("", None, description)
    version = integer(match["version"] or "", MOST_VERSIONS)
    return Announcement(match["type"].lower(), version, match["abstract"])


def arrival_of(
    paper: Paper, kind: str, day: date | None, rank: int, authority: Authority
) -> Arrival:
    """Return a paper with its place on the list of a day, where it is news on that day.

    `new` is; `cross` is where the paper itself is new, since a paper of years ago can be listed
    under another category at any time; `replace` and `replace-cross` change what is known and
    announce nothing.
    """
    is_news = kind == "new" or (kind == "cross" and day is not None and _is_young(paper.id, day))
    listing = Listing(SOURCE, day, rank) if day and is_news else None
    return Arrival(paper, listing, authority)


def _is_young(known: str, day: date) -> bool:
    """Tell by its number whether a paper was submitted in the month of a day, or the one before."""
    match = re.match(r"(\d{2})(\d{2})\.", known)
    if not match:
        return False
    months = (2000 + int(match[1])) * 12 + int(match[2])
    return day.year * 12 + day.month - months <= 1


def version_in(written: str) -> int | None:
    """Return the version that an id or address ends in."""
    match = _VERSION.search(written.strip())
    return integer(match[1], MOST_VERSIONS) if match else None


def categories_in(terms: list[str]) -> tuple[str, ...]:
    """Keep arXiv's own categories, each once: feeds mix in classes of other schemes."""
    return tuple(dict.fromkeys(term for term in terms if _CATEGORY.fullmatch(term)))


def own_categories(terms: Iterable[str]) -> tuple[str, ...]:
    """Keep what can only be a category of arXiv, of words that may be any keyword."""
    return tuple(dict.fromkeys(term for term in terms if _OWN_CATEGORY.fullmatch(term)))


def is_withdrawal(remark: str, abstract: str) -> bool:
    """Tell a withdrawal: a version whose comment, or the abstract itself, says so."""
    return bool(
        (len(remark) <= _NOTICE and _WITHDRAWN.search(remark))
        or (len(abstract) <= _NOTICE and _WITHDRAWN.search(abstract))
    )


def make_paper(
    known: str,
    title: str,
    abstract: str,
    *,
    authors: tuple[str, ...],
    categories: tuple[str, ...],
    published: date | None = None,
    version: int | None = None,
    revised: date | None = None,
    doi: str = "",
    journal: str = "",
    remark: str = "",
) -> Paper:
    """Build a paper from what arXiv wrote, its LaTeX read.

    The notice that stands in the place of a withdrawn paper's abstract is no abstract: what was
    known of the paper stays.
    """
    named, said = title_words(title_in(title)), words(abstract)
    is_withdrawn = is_withdrawal(remark, said.readable)
    is_notice = is_withdrawn and len(said.readable) <= _NOTICE and _WITHDRAWN.search(said.readable)
    return Paper(
        id=known,
        title=named.readable,
        abstract="" if is_notice else said.readable,
        authors=authors,
        published=published,
        categories=categories,
        original_title=named.original,
        original_abstract="" if is_notice else said.original,
        version=version,
        revised=revised,
        is_withdrawn=is_withdrawn,
        doi=doi_in(doi),
        journal=words(journal).readable,
        remark=words(remark).readable,
    )


def names_in(joined: str) -> tuple[str, ...]:
    """Split "Ann Lee, Bob Ray Jr., and Carl Doe (MIT)"; a comma before Jr or III parts nobody."""
    return listed_names(joined, lambda name: words(name).readable)


def title_in(written: str) -> str:
    """Return a title without the id that feeds added to it until 2024."""
    return _TITLES_ID.sub("", written)


def day_in_new_york(written: str) -> date | None:
    """Return the day that arXiv means by an instant, ISO or as mails write it."""
    read = instant(written)
    if read is None:
        return None
    return (read.astimezone(_NEW_YORK) if read.tzinfo else read).date()


def known_in(written: str) -> str | None:
    """Return the id in what feeds and OAI write: an address, or `oai:arXiv.org:ID vN`."""
    return paper_id(written.strip().removeprefix("oai:arXiv.org:"))
