"""Discord keeps the contract that every platform keeps."""

from tests.adapter_contract import AdapterContract


class TestDiscord(AdapterContract):
    """The `platform` fixture plays Discord."""
