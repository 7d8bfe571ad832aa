"""The first call to Slack: wait while it cannot be reached, stop where it refuses a token."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from adapters.slack.refusals import BAD_TOKENS, FAILURES, code_of, translate
from bot.errors import ConfigError

_log = logging.getLogger(__name__)
_LONGEST_WAIT_S = 60.0

Answer = TypeVar("Answer")


async def until_reached(
    ask: Callable[[], Awaitable[Answer]], variable: str, first_wait_s: float
) -> Answer:
    """Ask until Slack answers, at growing intervals; `variable` holds the token that is used.

    Raises ConfigError, naming `variable`, where the token is refused: waiting mends no token.
    """
    wait_s = first_wait_s
    while True:
        try:
            return await ask()
        except FAILURES as error:
            if (code := code_of(error)) in BAD_TOKENS | {"missing_scope"}:
                raise ConfigError(variable, _refusal(variable, code)) from error
            meaning = translate(error)
        _log.warning("%s Trying again in %g s.", meaning, max(wait_s, meaning.retry_after_s or 0))
        await asyncio.sleep(max(wait_s, meaning.retry_after_s or 0))
        wait_s = min(wait_s * 2, _LONGEST_WAIT_S)


def _refusal(variable: str, code: str) -> str:
    if variable == "SLACK_APP_TOKEN":
        return (
            f"Slack refuses it ({code}); make one with the scope connections:write under "
            "Basic Information → App-Level Tokens of your app."
        )
    return f"Slack refuses it ({code}); copy it anew from OAuth & Permissions of your app."
