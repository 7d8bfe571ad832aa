"""The fields of the language: what each is called, and which kind of value it takes."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What stands behind a field's colon."""

    TEXT = "words"
    TAG = "a name"
    COUNT = "a number"
    SINCE = "a first day"
    UNTIL = "a last day"
    DAYS = "days"
    HAS = "a part"
    LIKE = "a paper"
    ORDER = "an order"
    UNKNOWN = "nothing that is stored"


@dataclass(frozen=True, slots=True)
class Field:
    """A field as the tree names it; "" stands for title, abstract and authors together."""

    name: str
    kind: Kind


NAMES = ("author", "organization", "submitter")
"""Fields of names, in which only case and accents fold."""

ANYWHERE = ("title", "abstract", "people")
"""Where an unbound word may stand; `people` are the authors once more, folded as other words."""

TEXTS = (*ANYWHERE, *NAMES)
TAGS = ("category", "source", "id")
COUNTS = ("upvotes", "comments", "stars")
PARTS = ("code", "project", "summary", "keywords", "abstract", "authors", "organization", "date")
"""What `has:` can ask for."""

SHORT = {
    "category": "cat",
    "organization": "org",
    "submitter": "by",
}
"""How a field is written where its name is long."""

_NAMES: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.TEXT: {
        "": ("all", "any"),
        "title": ("title", "ti"),
        "abstract": ("abstract", "abs"),
        "author": ("author", "authors", "au"),
        "organization": ("org", "organization", "organisation", "lab"),
        "submitter": ("by", "submitter"),
    },
    Kind.TAG: {
        "category": ("cat", "category", "categories"),
        "source": ("source", "from"),
        "id": ("id",),
    },
    Kind.COUNT: {
        "upvotes": ("upvotes", "votes"),
        "comments": ("comments",),
        "stars": ("stars",),
    },
    Kind.SINCE: {"since": ("since", "after")},
    Kind.UNTIL: {"until": ("until", "before")},
    Kind.DAYS: {"date": ("date", "published", "submitteddate", "lastupdateddate")},
    Kind.HAS: {"has": ("has",)},
    Kind.LIKE: {"like": ("like", "similar")},
    Kind.ORDER: {"": ("sort",)},
    # arXiv has these, but no source tells them: https://info.arxiv.org/help/api/user-manual.html
    Kind.UNKNOWN: {"": ("co", "jr", "rn")},
}

SAID = "title: abstract: author: cat: org: by: source: since: until: upvotes: has: like:"
"""The fields as they are named to people; the others are other names for these."""

FIELDS = {
    alias: Field(name, kind)
    for kind, names in _NAMES.items()
    for name, aliases in names.items()
    for alias in aliases
}
"""Every way to write a field, in lower case, without its colon."""


def nearest(name: str) -> str:
    """Return the field that a misspelt name is meant to be, "" where none is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a mistake needs it

    known = [alias for alias in FIELDS if len(alias) > 2]
    near = process.extractOne(name.lower(), known, scorer=fuzz.ratio, score_cutoff=74)
    return str(near[0]) if near else ""
