"""What Slack's errors mean for a delivery: gone, refused, not now, or perhaps taken."""

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ConnectionTimeoutError,
    InvalidURL,
)
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone, Refused, WorkspaceGone

FAILURES = (SlackClientError, ClientError, OSError, TimeoutError, ValueError, AttributeError)
"""All that a call may raise; the last two where an answer is not the JSON that it claims to be."""

BAD_TOKENS = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)

_REINSTALL = (
    "Slack no longer takes my bot token: reinstall the app to the workspace and set "
    "SLACK_BOT_TOKEN to its new token."
)
_INVITE = "I am not in that channel: type /invite and my name there, then try again."
_NO_CHANNEL = (
    "I cannot see that channel: if it is private, type /invite and my name there; "
    "if it was deleted, choose another one."
)
_RIGHTS = "The rules of this workspace keep me from posting there: ask an admin to allow the app."
_NO_PERSON = "I cannot send that person direct messages: the account is gone or not open to me."

_GONE = {
    "not_in_channel": _INVITE,
    "channel_not_found": _NO_CHANNEL,
    "is_archived": "That channel is archived: unarchive it, or choose another one.",
    "restricted_action": _RIGHTS,
    "restricted_action_read_only_channel": _RIGHTS,
    "restricted_action_thread_only_channel": _RIGHTS,
    "restricted_action_non_threadable_channel": _RIGHTS,
    "ekm_access_denied": _RIGHTS,
    "no_permission": _RIGHTS,
    "access_denied": _RIGHTS,
    "message_limit_exceeded": (
        "This workspace has reached the number of messages that its plan allows: ask an admin."
    ),
    "org_login_required": (
        "Slack is moving this workspace to an organization: ask an admin when that's done."
    ),
    "team_access_not_granted": _RIGHTS,
    "user_not_found": _NO_PERSON,
    "user_disabled": _NO_PERSON,
    "user_not_visible": _NO_PERSON,
    "cannot_dm_bot": "That account is a bot: bots cannot get direct messages from me.",
    "messages_tab_disabled": (
        "My direct messages are switched off: turn on the Messages Tab under App Home "
        "in the settings of the app."
    ),
    "missing_scope": (
        "The app lacks a permission: compare its scopes with what “papers slack manifest” "
        "prints, add what's missing and reinstall it."
    ),
}

# https://docs.slack.dev/reference/methods/chat.postMessage#errors: "some aspect of the
# operation succeeded before the error was raised".
_PERHAPS_TAKEN = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
)


_NOT_NOW = frozenset(
    {"accesslimited", "external_channel_migrating", "team_added_to_org", "update_failed"}
)
"""What ends by itself, though Slack says for none of them when."""


def translate(error: Exception) -> DeliveryError:
    """Return what a failed call means; never holds a token, an address or Slack's own text."""
    if isinstance(error, SlackApiError):
        return _refused(error)
    # aiohttp raises these before the first byte of a request has left.
    unsent = ClientConnectorError | ConnectionTimeoutError | ClientHttpProxyError | InvalidURL
    if isinstance(error, unsent):
        return DeliveryError(f"Slack cannot be reached ({type(error).__name__}).")
    return AmbiguousDelivery(f"Slack did not answer as it should ({type(error).__name__}).")


def code_of(error: Exception) -> str:
    """Return Slack's own word for what went wrong, "" where it said none."""
    response = error.response if isinstance(error, SlackApiError) else None
    if not isinstance(response, AsyncSlackResponse) or not isinstance(response.data, dict):
        return ""
    return str(response.data.get("error") or "")


def _refused(error: SlackApiError) -> DeliveryError:
    status = _status_of(error)
    code = code_of(error)
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        return DeliveryError("Slack asks to wait.", retry_after_s=_retry_after(error))
    if code in BAD_TOKENS:
        return WorkspaceGone(_REINSTALL)
    if text := _GONE.get(code):
        return DestinationGone(text)
    if status >= 500 or not code or code in _PERHAPS_TAKEN:
        return AmbiguousDelivery(f"Slack failed while it answered ({code or status}).")
    said = f"Slack refused the message ({code})."
    return DeliveryError(said) if code in _NOT_NOW else Refused(said)


def _status_of(error: SlackApiError) -> int:
    # Where an answer is no JSON, the SDK hands over aiohttp's response instead of its own.
    response = error.response
    return int(getattr(response, "status_code", getattr(response, "status", 0)))


def _retry_after(error: SlackApiError) -> float:
    written = getattr(error.response, "headers", {}).get("Retry-After", "")
    return float(written) if str(written).isdigit() else 30.0
