"""Secrets are kept encrypted, change their keys, and count once where that matters."""

import asyncio
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from bot.errors import ConfigError
from bot.runtime.vault import StoreVault
from bot.store import Store, workspaces
from tests.conftest import NOW

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def make_vault(store: Store, *keys: str, after: timedelta = timedelta()) -> StoreVault:
    return StoreVault(lambda: store, keys or (OLD,), lambda: NOW + after)


def written(store: Store) -> list[str]:
    with store.read() as tx:
        return [row[0] for row in tx.exec_driver_sql("SELECT content FROM secrets")]


async def test_a_secret_comes_back_and_is_not_written_in_plain(each_store: Store) -> None:
    vault = make_vault(each_store)
    await vault.put("token", "xoxb-1")
    await vault.put("token", "xoxb-" + "9" * 1000)
    assert await vault.get("token") == "xoxb-" + "9" * 1000
    assert await vault.get("other") is None
    (content,) = written(each_store)
    assert "xoxb" not in content


async def test_a_secret_is_taken_by_one_of_many_who_ask_at_once(each_store: Store) -> None:
    vault = make_vault(each_store)
    await vault.put("state", "open")
    taken = await asyncio.gather(*(vault.take("state") for _ in range(8)))
    assert sorted(filter(None, taken)) == ["open"]
    assert await vault.get("state") is None


@pytest.mark.parametrize(("after_s", "is_there"), [(599, True), (600, False), (601, False)])
async def test_a_secret_for_a_while_ends(store: Store, after_s: int, is_there: bool) -> None:
    await make_vault(store).put("state", "open", for_s=600)
    later = make_vault(store, after=timedelta(seconds=after_s))
    assert (await later.get("state") is not None) == is_there
    assert (await later.take("state") is not None) == is_there
    await later.put("another", "x")
    assert len(written(store)) == 1


async def test_keys_can_be_changed_without_losing_anything(store: Store) -> None:
    await make_vault(store, OLD).put("token", "xoxb-1")
    assert await make_vault(store, NEW).get("token") is None
    assert await make_vault(store, NEW, OLD).get("token") == "xoxb-1"
    # It was encrypted anew by being read: the old key can go.
    assert await make_vault(store, NEW).get("token") == "xoxb-1"


async def test_a_secret_goes_with_its_workspace(store: Store) -> None:
    vault = make_vault(store)
    await vault.put("one", "x", workspace="slack:T1")
    await vault.put("two", "x", workspace="slack:T2")
    with store.write() as tx:
        workspaces.purge_workspace(tx, "slack:T1", NOW)
    assert await vault.get("one") is None
    assert await vault.get("two") == "x"


@pytest.mark.parametrize("keys", [(), ("short",), (OLD, "short")])
def test_without_a_good_key_it_is_said_how_to_make_one(store: Store, keys: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError, match=r"generate_key") as caught:
        StoreVault(lambda: store, keys, lambda: NOW)
    assert caught.value.variable == "PAPERS_SECRET_KEYS"
    assert "short" not in str(caught.value)
