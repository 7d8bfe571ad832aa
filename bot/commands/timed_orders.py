"""Reading orders that hold times: what is doubtful is asked about, and nothing is guessed."""

from bot.calendar.timed_text import Manner, TimedText, read_timed
from bot.compose import doubt_messages
from bot.errors import UserError


def read_order(text: str, manner: Manner, command: str) -> TimedText:
    """Read an order; raises UserError that asks about the first doubt.

    `command` is the verb that it stood behind: each answer is offered as a whole command.
    """
    timed = read_timed(text, manner)
    if not timed.doubts:
        return timed
    asked = doubt_messages.ask(timed.doubts[0], manner.most)
    raise UserError(asked, corrections=tuple(doubt_messages.corrections(command, timed)))
