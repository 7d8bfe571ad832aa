"""Days without a list, as they are read in a Discord that is played."""

from tests.troubled_days import TroubledDays


class TestDiscord(TroubledDays):
    """The `platform` fixture plays Discord."""
