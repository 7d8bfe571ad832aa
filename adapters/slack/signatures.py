"""Slack's signatures on HTTP requests: forged, stale and repeated ones are refused."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

from slack_sdk.signature import Clock, SignatureVerifier

WINDOW_S = 600.0
"""A signature may be 5 minutes old, or 5 minutes early where clocks differ."""
_MOST = 200_000


class SignatureGate:
    """Lets each signed request through once.

    The SDK's verifier raises on a timestamp that is no number and on a signature that is not
    ASCII, and takes an exact replay within 5 minutes. What passed on this process is known
    here; what passed on another the desk is asked.
    """

    def __init__(self, signing_secret: str, now: Callable[[], float] = time.time) -> None:
        self._verifier = SignatureVerifier(signing_secret, _ClockFrom(now))
        self._now = now
        self._passed: OrderedDict[str, float] = OrderedDict()

    def lets_in(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Tell whether a request is Slack's and new; after "yes" the same one gets "no"."""
        signature = headers.get("X-Slack-Signature", "")
        try:
            is_signed = self._verifier.is_valid(
                body, headers.get("X-Slack-Request-Timestamp"), signature
            )
        except (ValueError, TypeError, OverflowError):
            return False
        if not is_signed:
            return False
        return self._is_new(signature)

    def _is_new(self, signature: str) -> bool:
        now = self._now()
        while self._passed:
            oldest, passed_at = next(iter(self._passed.items()))
            if now - passed_at <= WINDOW_S and len(self._passed) < _MOST:
                break
            del self._passed[oldest]
        if signature in self._passed:
            return False
        self._passed[signature] = now
        return True


class _ClockFrom(Clock):
    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now()
