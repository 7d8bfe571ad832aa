"""Discord keeps the contract that every platform keeps."""

import pytest

from adapters.discord import answers
from tests.adapter_contract import AdapterContract


class TestDiscord(AdapterContract):
    """All of it, in a Discord that is played."""

    @pytest.fixture(autouse=True)
    def at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Wait for no answer: the simulator's clock stands still while the desk thinks."""
        monkeypatch.setattr(answers, "QUICK_S", 0.0)
