"""Where a source may send us on to: its own site or a listed mirror, and nowhere inside."""

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

MOST = 5
_TWO_PARTS = frozenset("co com ac org net gov edu ne or go".split())


def next_url(url: str, location: str, mirrors: Collection[str] = ()) -> str | None:
    """Return the address that a redirect leads to, None where it must not be followed.

    It must stay on the site or go to one of the `mirrors` (hosts), must not lose its encryption,
    and must not lead from outside to an address of a private network.
    """
    try:
        target = urljoin(url, location)
        here, there = urlsplit(url), urlsplit(target)
        port = there.port
    except ValueError:
        return None
    if there.scheme not in ("http", "https") or not there.hostname or not here.hostname:
        return None
    if here.scheme == "https" and there.scheme != "https":
        return None
    if here.hostname == there.hostname:
        return target if port == here.port or here.scheme != there.scheme else None
    is_known = site_of(here.hostname) == site_of(there.hostname) or there.hostname in mirrors
    if not is_known or (is_private(there.hostname) and not is_private(here.hostname)):
        return None
    return target


def host_of(location: str) -> str:
    """Return the host in an address, cleaned for people to read."""
    try:
        host = urlsplit(location[:500]).hostname or "nowhere"
    except ValueError:
        return "nowhere"
    return "".join(sign for sign in host if sign.isalnum() or sign in ".-:")[:100]


def site_of(host: str) -> str:
    """Return the domain that one owner has: arxiv.org of rss.arxiv.org, lab.ac.uk of www.lab.ac.uk.

    An address in numbers is a site of its own.
    """
    if _as_ip(host):
        return host
    labels = host.lower().rstrip(".").split(".")
    count = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TWO_PARTS else 2
    return ".".join(labels[-count:])


def is_private(host: str) -> bool:
    """Tell whether a host is, or its name leads to, a machine that is not on the internet."""
    if ip := _as_ip(host):
        return not ip.is_global
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False  # behind a proxy no name can be looked up; the proxy knows its own rules
    addresses = (_as_ip(str(one[4][0])) for one in found)
    return any(not ip.is_global for ip in addresses if ip)


def _as_ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
