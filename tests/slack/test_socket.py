"""Socket Mode stays connected, whatever becomes of the SDK's own monitor."""

import asyncio
import contextlib
from time import monotonic

from adapters.slack import socket
from adapters.slack.socket import Line
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


async def watch_until_seen(client: FakeSocket, line: Line | None = None) -> None:
    watching = asyncio.create_task((line or Line()).watch(client, every_s=0.001))
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


async def test_a_socket_that_is_open_but_deaf_is_replaced_after_a_while() -> None:
    line, client = Line(), FakeSocket([True, True, True])
    line._heard_at = monotonic() - socket.QUIET_S
    await watch_until_seen(client, line)
    assert client.connected_to == [None]


async def test_a_socket_on_which_something_was_heard_is_not_deaf() -> None:
    line, client = Line(), FakeSocket([True, True])
    line._heard_at = monotonic() - socket.QUIET_S
    await line._hear("a message")
    await watch_until_seen(client, line)
    assert client.connected_to == []


async def test_a_socket_that_does_not_answer_is_said_to_be_ailing() -> None:
    line, hangs = Line(), asyncio.Event()

    class Dead(FakeSocket):
        async def connect(self) -> None:
            await hangs.wait()

    watching = asyncio.create_task(line.watch(Dead([False] * 9), every_s=0.001))
    assert line.ailing() == ""
    await until(line.ailing)
    assert line.ailing() == "Slack's socket does not answer"
    hangs.set()
    await until(lambda: not line.ailing())
    watching.cancel()
