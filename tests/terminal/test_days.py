"""Days without a list, as they are read on a screen."""

from tests.terminal.test_contract import platform
from tests.troubled_days import TroubledDays

__all__ = ["platform"]


class TestTerminal(TroubledDays):
    """The `platform` fixture is a person at a keyboard."""
