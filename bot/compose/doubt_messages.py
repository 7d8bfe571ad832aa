"""What is asked where words could be a time, a topic, or nothing that can be done."""

from collections.abc import Iterator

from bot.calendar.timed_text import Doubt, DoubtKind, Offer, TimedText
from bot.message import Text

_ASKED = {
    DoubtKind.AT_NIGHT_OR_DAY: "Is “{said}” in the morning or in the afternoon?",
    DoubtKind.PART_OF_DAY: "At what time, for “{said}”?",
    DoubtKind.TIMES_DIFFER: "You gave several times: {said}. Which one do you mean?",
    DoubtKind.TIME_RANGE: "I need one time, and “{said}” is a range. Which one do you mean?",
    DoubtKind.NO_TIME: "I couldn't read “{said}” as a time of day. Write it like 9am or 17:30.",
    DoubtKind.DAYS_DIFFER: "You gave days that don't go together: {said}. Which do you mean?",
    DoubtKind.NO_DAYS: "That leaves no day at all. Name the days you want, like mon,thu.",
    DoubtKind.ZONES_DIFFER: "You gave several time zones: {said}. Which one do you mean?",
    DoubtKind.ZONE_IS_SEVERAL: "“{said}” can mean several time zones. Where are you?",
    DoubtKind.NO_ZONE: "I don't know the time zone “{said}”. Write it like Europe/Berlin or UTC+2.",
    DoubtKind.COUNTS_DIFFER: "You gave several numbers: {said}. How many papers do you want?",
    DoubtKind.COUNT_IS_OUT_OF_RANGE: "“{said}” is out of range: it can be 1 to {most} papers.",
    DoubtKind.TOO_OFTEN: "I can't do “{said}”. Papers come out once a day, so daily is what fits; "
    "two times a day work as well.",
    DoubtKind.TOO_RARE: "I can't do “{said}”. Once a week is the longest I can wait.",
    DoubtKind.WHICH_TIMES: "When would “{said}” be?",
    DoubtKind.AT_ONCE_OR_LATER: "You said “{said}” and a time as well. Which one do you mean?",
    DoubtKind.NO_DIGEST_AT_ONCE: "A digest comes at a set time, so “{said}” doesn't say when. "
    "You can post one by hand once it's set up.",
    DoubtKind.NO_ALERT_WHEN_READY: "“{said}” is for digests. An alert comes at once, or at a set "
    "time.",
    DoubtKind.NOT_FROM_A_DAY_ON: "I can't start or stop on a given day, so I don't know what to "
    "do with “{said}”.",
    DoubtKind.ELSEWHERE: "I can only post where you ask me to, so “{said}” isn't something I can "
    "do from here. Say it in that place instead, or set it up right here.",
    DoubtKind.PART_OR_TOPIC: "I'm not sure what “{said}” is. What do you mean?",
    DoubtKind.SLIP: "Did you mean “{near}” by “{said}”?",
}
_LONGEST = 60


def ask(doubt: Doubt, most: int) -> str:
    """Ask about one doubt in a sentence."""
    said = Text(doubt.said).cut(_LONGEST).plain.replace(" / ", "” and “")
    if doubt.kind.name.endswith("DIFFER"):
        said = f"“{said}”"
    near = doubt.offers[0].says if doubt.offers else ""
    return _ASKED[doubt.kind].format(said=said, near=near, most=most)


def corrections(command: str, timed: TimedText) -> Iterator[tuple[str, str]]:
    """Yield what can be said instead of a doubtful text: words for a button, and the command."""
    for offer in timed.doubts[0].offers if timed.doubts else ():
        yield _label(offer, timed.doubts[0]), f"{command} {offer.text}".strip()


def _label(offer: Offer, doubt: Doubt) -> str:
    if not offer.says:
        return f"“{Text(doubt.said).cut(30).plain}” is part of the topic"
    if offer.says == "without it":
        return "Set it up here" if doubt.kind is DoubtKind.ELSEWHERE else "Go on without it"
    return offer.says[:1].upper() + offer.says[1:]
