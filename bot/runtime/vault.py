"""The vault: what platforms may not lose, encrypted with keys that can be changed."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import ConfigError
from bot.store import Store, secrets

KEYS = "PAPERS_SECRET_KEYS"
_HOW = (
    "make one with: python -c 'from cryptography.fernet import Fernet; "
    "print(Fernet.generate_key().decode())'"
)


class StoreVault:
    """Implements `bot.message.Vault` over the database; the first key encrypts, all of them read.

    What an older key encrypted is encrypted anew by the first when it is read.
    """

    def __init__(
        self, store: Callable[[], Store], keys: Sequence[str], clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._clock = clock
        self._ciphers = _ciphers(keys)
        self._all = MultiFernet(self._ciphers)

    async def put(
        self, name: str, secret: str, workspace: str = "", for_s: float | None = None
    ) -> None:
        """Keep a secret under a name, for a while or for good."""
        await asyncio.to_thread(self._put, name, secret, workspace, for_s)

    async def get(self, name: str) -> str | None:
        """Return a secret; None where there is none, or no key that reads it."""
        return await asyncio.to_thread(self._get, name)

    async def take(self, name: str) -> str | None:
        """Return a secret to the first who asks, and to nobody after."""
        return await asyncio.to_thread(self._take, name)

    async def drop(self, name: str) -> None:
        """Forget a secret."""
        await asyncio.to_thread(self._drop, name)

    def _put(self, name: str, secret: str, workspace: str, for_s: float | None) -> None:
        now = self._clock()
        until = now + timedelta(seconds=for_s) if for_s is not None else None
        content = self._all.encrypt(secret.encode()).decode()
        with self._store().write() as tx:
            secrets.put_secret(tx, name, workspace, content, until, now)

    def _get(self, name: str) -> str | None:
        with self._store().read() as tx:
            content = secrets.get_secret(tx, name, self._clock())
        if content is None or (secret := self._read(content)) is None:
            return None
        if self._is_old(content):
            self._renew(name, content)
        return secret

    def _take(self, name: str) -> str | None:
        with self._store().write() as tx:
            content = secrets.take_secret(tx, name, self._clock())
        return self._read(content) if content else None

    def _drop(self, name: str) -> None:
        with self._store().write() as tx:
            secrets.drop_secret(tx, name)

    def _read(self, content: str) -> str | None:
        try:
            return self._all.decrypt(content.encode()).decode()
        except InvalidToken:
            return None

    def _is_old(self, content: str) -> bool:
        try:
            self._ciphers[0].decrypt(content.encode())
        except InvalidToken:
            return True
        return False

    def _renew(self, name: str, content: str) -> None:
        rotated = self._all.rotate(content.encode()).decode()
        with self._store().write() as tx:
            secrets.change_secret(tx, name, content, rotated)


def _ciphers(keys: Sequence[str]) -> list[Fernet]:
    if not keys:
        raise ConfigError(KEYS, f"tokens are kept encrypted, so it takes a key; {_HOW}")
    try:
        return [Fernet(key) for key in keys]
    except ValueError as error:
        raise ConfigError(KEYS, f"one of its keys is none; {_HOW}") from error
