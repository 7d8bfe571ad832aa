"""Papers' pages at OpenReview and in the ACL Anthology: the ids that links hold, and back."""

import re

_LONGEST = 500
_OPENREVIEW = re.compile(
    r"(?:openreview:|(?:https?://)?(?:\w{3,5}\.)?openreview\.net/"
    r"(?:forum|pdf|attachment|revisions|references/\w{3,9})\?(?:[^\s#]{1,300}&)?id=)"
    r"(?P<id>[\w-]{5,30})(?:[&#]\S*)?",
    re.IGNORECASE,
)
_ANTHOLOGY = re.compile(
    r"(?:acl:|(?:https?://)?(?:www\.)?(?:aclanthology\.\w{2,5}|aclweb\.org/anthology)/"
    r"(?:[a-z0-9-]{1,20}/){0,4})"
    r"(?P<id>\d{4}\.[a-z0-9_]+(?:-[a-z0-9_]+)+\.\d{1,4}|[a-z]\d{2}-\d{4})"
    r"(?:v\d{1,2})?(?:\.[a-z]{3,8})?/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_AROUND = " \t\r\n\"'“”<>()[],;.!"


def venue_id(written: str) -> str:
    """Return the id of a paper that a link to its venue names, "" where it is none.

    `openreview:FORUM` and `acl:2023.acl-long.1` (or `acl:P17-1001`) are themselves read, too.
    """
    if len(written) > _LONGEST:
        return ""
    bare = written.strip(_AROUND)
    if match := _OPENREVIEW.fullmatch(bare):
        return f"openreview:{match['id']}"
    if match := _ANTHOLOGY.fullmatch(bare):
        known = match["id"]
        return f"acl:{known.lower() if '.' in known else known.upper()}"
    return ""


def venue_url(known: str) -> str:
    """Return the page of a paper that a venue has, "" for other ids."""
    venue, _, own = known.partition(":")
    pages = {"openreview": "https://openreview.net/forum?id=", "acl": "https://aclanthology.org/"}
    return f"{pages[venue]}{own}" if venue in pages and venue_id(known) == known else ""
