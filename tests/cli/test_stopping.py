"""Signals end work cleanly: what it does at its end is waited for."""

import asyncio
import contextlib
import os
import signal

import pytest

from bot.cli.interrupts import until_stopped


async def test_work_that_comes_to_its_end_was_not_stopped() -> None:
    async def work() -> None:
        await asyncio.sleep(0)

    assert await until_stopped(work())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_cancels_the_work_and_waits_for_its_last_steps(number: int) -> None:
    steps: list[str] = []

    async def work() -> None:
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), number)
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            steps.append("tidied up")

    assert not await until_stopped(work())
    assert steps == ["tidied up"]


async def test_a_signal_is_heard_before_the_work_takes_its_first_breath() -> None:
    async def work() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()

    assert not await until_stopped(work())


async def test_what_goes_wrong_in_the_work_is_raised() -> None:
    async def work() -> None:
        raise LookupError("broken")

    with pytest.raises(LookupError, match="broken"):
        await until_stopped(work())


def test_a_second_ctrl_c_waits_no_longer() -> None:
    async def work() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(os.kill, os.getpid(), signal.SIGINT)
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        loop.call_soon(os.kill, os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(until_stopped(work()))
