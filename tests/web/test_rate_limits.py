"""How often one reader may ask, and who counts as one."""

import pytest

from adapters.web.rate_limits import MOST_READERS, Rate, RateLimits, reader_of


@pytest.mark.parametrize(
    ("peer", "forwarded", "reader"),
    [
        ("127.0.0.1", "", ""),
        ("::1", "", ""),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9", "127.0.0.1", "203.0.113.9"),
        ("10.0.0.5", "nonsense", "10.0.0.5"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("127.0.0.1", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", "", ""),
        ("/run/web.sock", "203.0.113.9", "/run/web.sock"),
    ],
)
def test_a_reader_is_whom_a_trusted_proxy_names(peer: str, forwarded: str, reader: str) -> None:
    assert reader_of(peer, forwarded) == reader


def test_a_bucket_holds_a_burst_and_fills_with_time() -> None:
    now = 0.0
    limits = RateLimits(lambda: now)
    rate = Rate(a_second=2, at_once=3)
    assert [limits.wait_s("ann", rate) for _ in range(4)] == [0, 0, 0, 0.5]
    now = 0.25
    assert limits.wait_s("ann", rate) == 0.25
    now = 0.5
    assert limits.wait_s("ann", rate) == 0
    assert limits.wait_s("bob", rate) == 0
    now = 100
    assert [limits.wait_s("ann", rate) for _ in range(4)][:3] == [0, 0, 0]


def test_only_so_many_readers_are_kept_in_memory() -> None:
    limits = RateLimits(lambda: 0.0)
    rate = Rate(1, 1)
    for number in range(MOST_READERS + 10):
        limits.wait_s(str(number), rate)
    assert limits.wait_s("0", rate) == 0
    assert limits.wait_s(str(MOST_READERS + 9), rate) > 0
