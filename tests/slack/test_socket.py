"""Socket Mode stays connected, whatever becomes of the SDK's own monitor."""

import asyncio
import contextlib

from adapters.slack.socket import watch
from tests.adapter_contract import until


class FakeSocket:
    """A connection that fails the given looks."""

    def __init__(self, looks: list[bool]) -> None:
        self.wss_uri: str | None = "wss://used-up"
        self.looks = looks
        self.connected_to: list[str | None] = []

    async def is_connected(self) -> bool:
        return self.looks.pop(0) if self.looks else True

    async def connect(self) -> None:
        self.connected_to.append(self.wss_uri)


async def watch_until_seen(client: FakeSocket) -> None:
    watching = asyncio.create_task(watch(client, every_s=0.001))
    await until(lambda: not client.looks)
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching


async def test_a_deaf_socket_is_replaced_at_a_new_address() -> None:
    client = FakeSocket([True, False, False, True])
    await watch_until_seen(client)
    assert client.connected_to == [None]


async def test_a_socket_that_the_sdk_mends_itself_is_left_alone() -> None:
    client = FakeSocket([False, True, False, True])
    await watch_until_seen(client)
    assert client.connected_to == []
