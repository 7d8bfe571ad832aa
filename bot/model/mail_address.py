"""Mail addresses as people write them, and the mailboxes they name."""

import re

from bot.model.destinations import Destination

MAIL = "email"
LONGEST = 180
_LOCAL = r"[^\s@<>\"(),:;\\\[\]|]+"
_DOMAIN = r"(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}"
_ADDRESS = re.compile(rf"<?(?:mailto:)?({_LOCAL}@{_DOMAIN})(?:\|[^>]*)?>?\.?", re.IGNORECASE)


def mail_address(written: str) -> str | None:
    """Return the address that a text is, in small letters; None where it is none.

    Links that chats make of addresses are read; a domain of other letters is written in ASCII.
    """
    match = _ADDRESS.fullmatch(written.strip())
    if not match:
        return None
    local, _, domain = match[1].lower().rpartition("@")
    try:
        plain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    address = f"{local}@{plain}"
    is_odd = ".." in local or local.startswith(".") or local.endswith(".") or not address.isascii()
    return None if is_odd or not address.isprintable() or len(address) > LONGEST else address


def mailbox(address: str) -> Destination:
    """Return the destination that mail to an address goes to."""
    return Destination(MAIL, address)


def mail_workspace(address: str) -> str:
    """Return what an address goes with: all of a domain wait together where it asks for that."""
    return f"{MAIL}:{address.rpartition('@')[2]}"
