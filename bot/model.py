"""The nouns of the project, as frozen dataclasses."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, IntEnum
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Destination:
    """A place that messages can be sent to, written `platform:address`.

    Only the adapter of `platform` understands `address`; a person is named by the
    destination of their direct messages.
    """

    platform: str
    address: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.address}"

    @classmethod
    def parse(cls, written: str) -> "Destination":
        """Read what `str()` wrote."""
        platform, _, address = written.partition(":")
        return cls(platform, address)


class Account(NamedTuple):
    """An author's account at Hugging Face, by the author's name as the paper gives it."""

    author: str
    handle: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One work. `id` never carries a version; None or empty means "not known", never "none".

    `title` and `abstract` are as people read them; the originals are as the source wrote them,
    and empty where that is the same. `version` is the newest that was seen, `revised` its day;
    `comments` counts a discussion, `remark` is the authors' own on arXiv. The first of the
    `categories` is the primary one. `sources` and `submitters` are whoever listed it.
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


Span = tuple[int, int]
"""A half-open stretch [start, stop) of characters of a text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that a search found; marks say where the matched words stand in its texts.

    It is near when it does not hold all that was asked for.
    """

    paper: Paper
    score: float
    title_marks: tuple[Span, ...] = ()
    abstract_marks: tuple[Span, ...] = ()
    summary_marks: tuple[Span, ...] = ()
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a search: `total` papers hold all that was asked for, `near` follow them.

    Both count all of them, however few `hits` were asked for; `problems` say what of the query
    could not be understood. It is partial while the index is being built, and where nothing at all
    is stored, `is_bare` says so; `asks_nothing` is a text of which nothing could be looked for.
    `asked` is the text without its `order`, which is relevance, date or upvotes.

    Where words were misspelt, `corrected` is the text that was searched for, and `as_typed` one
    that searches for what was typed; `suggestion` is a text that may have been meant.
    """

    hits: tuple[Hit, ...]
    total: int
    near: int = 0
    problems: tuple[str, ...] = ()
    asked: str = ""
    order: str = "relevance"
    is_partial: bool = False
    is_bare: bool = False
    asks_nothing: bool = False
    corrected: str = ""
    as_typed: str = ""
    suggestion: str = ""

    @property
    def is_near(self) -> bool:
        """Tell whether there are papers, but none that holds all that was asked for."""
        return self.near > 0 and self.total == 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """A local time on some weekdays (0 is Monday) in an IANA zone.

    Where `is_when_ready`, the weekdays are those of the lists that are waited for, each until
    it is complete and it is `at` in the zone; None waits for no hour.
    """

    at: time | None
    weekdays: frozenset[int]
    timezone: str
    is_when_ready: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """A destination's standing order for a digest; paused while `paused_reason` says why.

    `covered_until` is the newest list that had closed when the last edition was made.
    """

    id: int
    workspace: str
    destination: Destination
    owner: Destination
    topic: str
    schedule: Schedule
    top: int
    next_run_at: datetime
    covered_until: date | None = None
    paused_reason: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an alert looks for, and how its person is told; no schedule means at once.

    `most` bounds its papers a message, or a day where it is told at once.
    """

    query: str
    schedule: Schedule | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A person's standing query; `number` is what the person calls it by.

    It is told as its terms say, and says nothing until `silent_until`.
    """

    id: int
    workspace: str
    person: Destination
    number: int
    query: str
    created_at: datetime
    paused_reason: str = ""
    schedule: Schedule | None = None
    most: int | None = None
    silent_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody wants to be told of papers.

    `quiet` are the hours of rest by their clock, from and until; `most_a_day` bounds the
    messages that come at once; `unreachable` says why direct messages fail, "" where they do not.
    """

    destination: Destination
    workspace: str
    timezone: str
    quiet: tuple[time, time] | None = None
    most_a_day: int | None = None
    silent_until: datetime | None = None
    unreachable: str = ""
    is_told: bool = True


class Reason(NamedTuple):
    """An alert that a paper matched: its number, and its query as it was then."""

    number: int
    query: str


FindState = Literal["waiting", "told", "over", "silent", "before", "gone"]
"""Waiting for its time; told; kept back over a bound; not wanted just then; there before the
alert; nobody to tell."""


@dataclass(frozen=True, slots=True)
class Find:
    """A paper that somebody's alerts matched, and what became of it; `why` says it in words.

    `is_gathered` where it is told together with others; `period` names the delivery.
    """

    person: Destination
    paper_id: str
    workspace: str
    reasons: tuple[Reason, ...]
    found_at: datetime
    due_at: datetime | None = None
    is_gathered: bool = False
    state: FindState = "waiting"
    why: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A paper that was picked, with the newest day that lists it."""

    paper: Paper
    day: date


@dataclass(frozen=True, slots=True)
class Digest:
    """One edition for a date: what was picked from the lists of `days`, newest first.

    `considered` counts the papers it was picked from; `is_late` marks an edition that catches
    up after an outage; `problem` says which lists are missing and why, `quiet` why there is
    nothing new today; `added_later` counts the highlights that entered after it was posted.
    """

    local_date: date
    topic: str
    highlights: tuple[Highlight, ...]
    days: tuple[date, ...]
    considered: int
    is_late: bool = False
    problem: str = ""
    quiet: str = ""
    added_later: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A paper as it stands since a revision of the store; removed ones leave the index."""

    revision: int
    paper: Paper
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """A part of a query, and how many of the papers hold it."""

    said: str
    count: int


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a query would have brought in some days, out of `considered` papers.

    `until` is the last of these days where it is not today: there were no papers since.
    `causes` are the words that bring most; `exclusions` what would be left with a word left
    out; `narrower` what a better query in the place of a broad one would have brought.
    """

    days: int
    considered: int
    matched: int
    samples: tuple[Highlight, ...] = ()
    causes: tuple[Cause, ...] = ()
    exclusions: tuple[Cause, ...] = ()
    narrower: tuple[Cause, ...] = ()
    until: date | None = None

    @property
    def share(self) -> float:
        """The share of all papers."""
        return self.matched / self.considered if self.considered else 0.0

    @property
    def is_broad(self) -> bool:
        """Tell whether it brings so much that nobody reads it."""
        return self.considered >= 50 and self.share >= 0.08

    def a_week(self, count: int) -> float:
        """Return how many a week a number of papers is."""
        return count * 7 / self.days
