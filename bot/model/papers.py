"""Papers, the lists that hold them, and how those lists stand."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum

from bot.model.destinations import Account

MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Paper:
    """One work. `id` never carries a version; None or empty means "not known", never "none".

    `title` and `abstract` are as people read them; the originals are as the source wrote them,
    and empty where that is the same. `version` is the newest that was seen, `revised` its day;
    `comments` counts a discussion, `remark` is the authors' own on arXiv. The first of the
    `categories` is the primary one. `sources` and `submitters` are whoever listed it.
    `summary_by` is MACHINE where a language model of ours wrote the summary.
    """

    id: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    categories: tuple[str, ...] = ()
    upvotes: int | None = None
    comments: int | None = None
    ai_summary: str = ""
    ai_keywords: tuple[str, ...] = ()
    code_url: str = ""
    code_stars: int | None = None
    project_url: str = ""
    organization: str = ""
    thumbnail: str = ""
    original_title: str = ""
    original_abstract: str = ""
    version: int | None = None
    revised: date | None = None
    is_withdrawn: bool | None = None
    doi: str = ""
    journal: str = ""
    remark: str = ""
    media: tuple[str, ...] = ()
    organization_account: str = ""
    accounts: tuple[Account, ...] = ()
    discussion: str = ""
    authors_take_part: bool | None = None
    sources: tuple[str, ...] = ()
    submitters: tuple[str, ...] = ()
    summary_by: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A paper's place on the list of a source for a day; `rank` counts from 1."""

    source: str
    day: date
    rank: int
    submitter: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """What was counted of a paper at an instant; None where that was not said."""

    at: datetime
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None


class Authority(IntEnum):
    """Whose word on a paper counts more, where two speak of the same version of it."""

    MACHINE = -1
    FILE = 0
    LIST = 1
    FEED = 2
    RECORD = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a source hands over: a paper and, where it stood on a daily list, its listing.

    `told_at` is when the source said so; None means just now.
    """

    paper: Paper
    listing: Listing | None = None
    authority: Authority = Authority.FILE
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in an answer or a file that is no paper: `where` it stands and why not."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """What is known of a source's list for a day from asking for it.

    `problem` is the last try's, "" where it succeeded, and `failing_since` the first of the
    `failures` in a row; `papers` and `fetched_at` are the last success's, which no failure
    erases. `stale_as` names the day whose list came in the place of this one's. `seen_closed`
    counts the answers since the list closed; `next_at` is None where nothing more is asked.
    """

    source: str
    day: date
    tried_at: datetime
    papers: int = 0
    problem: str = ""
    fetched_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    stale_as: date | None = None
    seen_closed: int = 0
    next_at: datetime | None = None
    etag: str = ""
    last_modified: str = ""


class ListState(Enum):
    """How a source's list for a day stands."""

    UNASKED = "unasked"
    FILLING = "filling"
    CLOSED = "closed"
    EMPTY = "empty"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Change:
    """A paper as it stands since a revision of the store; removed ones leave the index."""

    revision: int
    paper: Paper
    is_removed: bool = False
