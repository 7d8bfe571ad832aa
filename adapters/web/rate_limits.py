"""How often one reader may ask: a bucket each that fills steadily and holds a burst."""

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

MOST_READERS = 20_000

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_OWN_NETWORKS = [
    ipaddress.ip_network(written)
    for written in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10")
]


@dataclass(frozen=True, slots=True)
class Rate:
    """So many answers a second, and so many at once."""

    a_second: float
    at_once: float


READERS = Rate(10, 120)
KEY_HOLDERS = Rate(100, 1000)


class RateLimits:
    """Counts readers by name; the one that was not heard of for longest is forgotten first."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, name: str, rate: Rate) -> float:
        """Take one from a reader's bucket; return how long to wait where it is empty, else 0."""
        now = self._clock()
        left, then = self._left.get(name, (rate.at_once, now))
        left = min(left + (now - then) * rate.a_second, rate.at_once)
        waits = left < 1
        self._left[name] = (left if waits else left - 1, now)
        self._left.move_to_end(name)
        while len(self._left) > MOST_READERS:
            self._left.popitem(last=False)
        return (1 - left) / rate.a_second if waits else 0.0


def reader_of(peer: str, forwarded_for: str) -> str:
    """Return whom to count a request to, "" for this machine itself.

    Behind a proxy of one's own network that is whom the proxy names last; nobody else is believed.
    A network of IPv6 is one reader.
    """
    address = _address(peer)
    if address is None:
        return peer
    if forwarded_for and (address.is_loopback or _is_near(address)):
        named = _address(forwarded_for.rpartition(",")[2].strip())
        return _name(named) if named else _name(address)
    return "" if address.is_loopback else _name(address)


def _is_near(address: Address) -> bool:
    """Tell whether an address is of one's own network, where a proxy may stand."""
    return any(address.version == one.version and address in one for one in _OWN_NETWORKS)


def _address(written: str) -> Address | None:
    try:
        return ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return None


def _name(address: Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))
