"""What a mail server's answers mean for a delivery."""

import re

from bot.errors import DeliveryError, DestinationGone, Refused

_SPAN = re.compile(r"\b(\d{1,5})\s*(s|sec|second|min|minute|hour)s?\b", re.IGNORECASE)
_UNITS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "hour": 3600}
_TOO_MUCH = re.compile(
    r"\b4\.7\.\d|rate|too many|too much|throttl|quota|limit|slow down|reputation", re.IGNORECASE
)
_OF_THE_MAIL = re.compile(r"\b5\.(?:2\.3|3\.4|6\.\d)\b")
"""RFC 3463: too long for the mailbox or the server, or in a form that it can't read."""

A_WHILE_S = 300.0


def refusal_of_server(code: int, said: str) -> DeliveryError:
    """Return what it means that a server takes nothing from us: all mail waits."""
    return DeliveryError(f"the mail server said: {said_by(code, said)}", A_WHILE_S, "platform")


def refusal_of_mail(code: int, said: str) -> DeliveryError:
    """Return what it means that one mail was refused.

    5xx is for good, and its mailbox gets no more, unless it's about the mail itself; 4xx is for
    now. Where the server finds that we send too much, all mail to that domain waits for as long
    as it says.
    """
    words = said_by(code, said)
    if code >= 500 and (code == 552 or _OF_THE_MAIL.search(said)):
        return Refused(f"The mail server refuses this mail: {words}.")
    if code >= 500:
        return DestinationGone(
            f"The mail server refuses mail to this address: {words}. Check the address, then link "
            "it again."
        )
    if code == 421 or _TOO_MUCH.search(said):
        return DeliveryError(f"the mail server asks to wait: {words}", _wait_s(said), "workspace")
    return DeliveryError(f"the mail server can't take it now: {words}")


def said_by(code: int, said: str) -> str:
    """Return a server's answer in one line, without the address it may repeat."""
    line = " ".join(said.split())
    line = re.sub(r"<?[^\s<>@]{1,64}@[^\s<>@]+>?", "…", line)
    return f"{code} {line[:200]}".strip()


def _wait_s(said: str) -> float:
    match = _SPAN.search(said)
    return float(match[1]) * _UNITS[match[2].lower()] if match else A_WHILE_S
