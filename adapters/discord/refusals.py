"""What Discord's refusals and broken connections mean for a delivery."""

import aiohttp
import discord

from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone, Refused, Scope

FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TypeError, KeyError)
"""All that discord.py lets through when a request fails.

A TypeError or KeyError is how it stumbles over a page that a proxy sent instead of JSON.
"""

REFUSED = (
    "Discord refused the bot's token; make a new one at "
    "https://discord.com/developers/applications (Bot, Reset Token)"
)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_GONE = {
    10003: "This channel no longer exists; use the command again in another one.",
    10004: "I am no longer in this server; invite me again.",
    10008: "The message was deleted.",
    10013: "This Discord account no longer exists.",
    50001: "I cannot see this channel; give me View Channel here, then use the command again.",
    50007: "You take no direct messages from me; allow them in the privacy settings of a server "
    "that we share.",
    50013: "I may not write here; give me Send Messages and Embed Links in this channel, then use "
    "the command again.",
    50083: "This thread is archived; open it again, then use the command again.",
    50278: "We share no server any more, so Discord lets me send you nothing; join one that I am "
    "in, or invite me to yours.",
}
_OF_THE_MESSAGE = frozenset({20009, 50035, 200000, 200001, 240000})
"""What is wrong with the message and not with the place, whatever the status."""

_PASSING = frozenset({408, 409, 425})
_TOO_MANY_DMS = 40003
_PATIENCE_S = 600.0
"""After a refusal that may last: ten thousand of them in ten minutes ban an address."""


def sending(error: Exception, scope: Scope = "destination") -> DeliveryError:
    """Explain why a message was not, or perhaps was, taken; `scope` says how far a wait reaches."""
    if (known := _refusal(error)) is not None:
        known.scope = known.scope if known.scope == "platform" else scope
        return known
    return AmbiguousDelivery("The connection to Discord failed; the message may have arrived.")


def before_sending(error: Exception) -> DeliveryError:
    """Explain a failure before anything was sent, or of a change that can be done again."""
    return _refusal(error) or DeliveryError("Discord cannot be reached now.")


def reading(error: Exception) -> DeliveryError:
    """Explain why it cannot be told whether a message arrived: not now, or never."""
    known = before_sending(error)
    if isinstance(known, DestinationGone):
        return AmbiguousDelivery(
            "I cannot look whether the message arrived; give me Read Message History here."
        )
    return known


def _refusal(error: Exception) -> DeliveryError | None:
    """Translate what surely kept the message from being taken; None where that is unknown."""
    match error:
        case discord.RateLimited():
            return DeliveryError("Discord asks to wait.", error.retry_after)
        case discord.LoginFailure():
            return DeliveryError(REFUSED, _PATIENCE_S, "platform")
        case discord.DiscordServerError():
            return None
        case discord.HTTPException():
            return _answer(error)
        case aiohttp.ClientConnectorError() | aiohttp.ClientHttpProxyError():
            return DeliveryError("Discord cannot be reached now.")
    return None


def _answer(error: discord.HTTPException) -> DeliveryError:
    if error.status == 429:
        # discord.py waits for Discord's own by itself: this is Cloudflare's, for this address.
        return DeliveryError(
            "Discord asks to wait.", _retry_after(error) or _PATIENCE_S, "platform"
        )
    if error.status == 401:
        return DeliveryError(REFUSED, _PATIENCE_S, "platform")
    if error.code == _TOO_MANY_DMS:
        return DeliveryError("Discord opens no more direct messages for now.", _PATIENCE_S)
    if error.code in _GONE:
        return DestinationGone(_GONE[error.code])
    said = f"Discord answered {error.status} (code {error.code}): {error.text}"
    if error.status in (403, 404) and error.code not in _OF_THE_MESSAGE:
        return DestinationGone(said)
    return DeliveryError(said) if error.status in _PASSING else Refused(said)


def _retry_after(error: discord.HTTPException) -> float | None:
    """Read the header: a 429 without `Via` is Cloudflare's, and holds no JSON."""
    try:
        return float(error.response.headers["Retry-After"])
    except (KeyError, ValueError):
        return None
