"""Where a page answers what a command asks: for mails and pages, whose buttons are links."""

import re
from urllib.parse import quote, urlencode

_PAGE = re.compile(r"\bpage (\d{1,4})$")
_LISTS = {"today": "/", "week": "/week", "month": "/month", "trending": "/trending"}


def page_path(command: str) -> str:
    """Return the path of the page that answers a command, "" where none does.

    Only what reads has a page: what changes something is no link.
    """
    verb, _, argument = command.partition(" ")
    match = _PAGE.search(argument)
    said, page = (argument[: match.start()].rstrip(), match[1]) if match else (argument, "")
    behind = f"?{urlencode({'page': page})}" if page else ""
    match verb:
        case "search" if said:
            return f"/search?{urlencode({'q': said} | ({'page': page} if page else {}))}"
        case "paper" | "similar" if said:
            return f"/{verb}/{quote(said)}"
        case "day" | "week" | "month" if said:
            return f"/{verb}/{quote(said)}{behind}"
        case _ if verb in _LISTS and not said:
            return f"{_LISTS[verb]}{behind}"
    return ""
