"""What a text that holds times means: its parts, its topic, and what has to be asked first."""

from dataclasses import dataclass
from datetime import time
from enum import Enum, auto


class DoubtKind(Enum):
    """Why a part of a text isn't taken as it stands."""

    AT_NIGHT_OR_DAY = auto()  # “at 5”
    PART_OF_DAY = auto()  # “in the morning”
    TIMES_DIFFER = auto()
    TIME_RANGE = auto()  # “between 8 and 9”
    NO_TIME = auto()  # “at 25pm”
    DAYS_DIFFER = auto()
    NO_DAYS = auto()  # “daily except every day”
    ZONES_DIFFER = auto()
    ZONE_IS_SEVERAL = auto()  # “IST”
    NO_ZONE = auto()  # “Europe/Berln”
    COUNTS_DIFFER = auto()
    COUNT_IS_OUT_OF_RANGE = auto()
    TOO_OFTEN = auto()  # “hourly”
    TOO_RARE = auto()  # “monthly”
    WHICH_TIMES = auto()  # “twice a day”
    AT_ONCE_OR_LATER = auto()  # “at once daily”
    NO_DIGEST_AT_ONCE = auto()
    NO_ALERT_WHEN_READY = auto()
    NOT_FROM_A_DAY_ON = auto()  # “starting next monday”
    ELSEWHERE = auto()  # “in #papers”
    PART_OR_TOPIC = auto()  # “llama 3”, “daily activity recognition”
    SLIP = auto()  # “weekdys”


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to settle a doubt: what it takes the doubtful words for, and the whole text then.

    `says` is empty where the words stay part of the topic.
    """

    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that could mean several things, or nothing that can be done; `said` quotes them."""

    kind: DoubtKind
    said: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class TimedText:
    """A text taken apart: when, where on Earth, how many; what remained is the topic.

    `times` are local and in order. Nothing may be stored or posted while there are `doubts`.
    `is_weekly` tells that no day was named for “weekly”.
    """

    topic: str = ""
    times: tuple[time, ...] = ()
    weekdays: frozenset[int] | None = None
    timezone: str = ""
    count: int | None = None
    is_when_ready: bool = False
    is_at_once: bool = False
    is_weekly: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def says_when(self) -> bool:
        """Tell whether anything was said of days or hours."""
        return bool(self.times or self.weekdays or self.is_at_once or self.is_when_ready)
