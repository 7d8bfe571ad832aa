"""Whatever comes in together is written together, and each asker gets its own answer."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.store.coordination.batcher import Batcher


async def test_what_comes_while_the_one_before_is_written_goes_in_one_batch() -> None:
    batches: list[list[int]] = []
    may_write = threading.Event()

    def write(items: Sequence[int]) -> list[int]:
        assert may_write.wait(10)
        batches.append(list(items))
        return [item * 10 for item in items]

    batcher = Batcher(write)
    asking = [asyncio.create_task(batcher.put(item)) for item in range(1)]
    await asyncio.sleep(0)
    asking += [asyncio.create_task(batcher.put(item)) for item in range(1, 4)]
    await asyncio.sleep(0)
    may_write.set()
    assert await asyncio.gather(*asking) == [0, 10, 20, 30]
    assert [item for batch in batches for item in batch] == [0, 1, 2, 3]
    assert len(batches) <= 2


async def test_a_batch_that_fails_tells_its_own_and_the_next_is_written() -> None:
    def write(items: Sequence[str]) -> list[str]:
        if "bad" in items:
            raise KeyError("bad")
        return list(items)

    batcher = Batcher(write)
    with pytest.raises(KeyError):
        await batcher.put("bad")
    assert await batcher.put("good") == "good"


async def test_one_that_waits_no_longer_disturbs_nobody() -> None:
    may_write = threading.Event()

    def write(items: Sequence[int]) -> list[int]:
        assert may_write.wait(10)
        return list(items)

    batcher = Batcher(write)
    gone, waiting = (asyncio.create_task(batcher.put(item)) for item in (1, 2))
    await asyncio.sleep(0)
    gone.cancel()
    may_write.set()
    assert await waiting == 2
