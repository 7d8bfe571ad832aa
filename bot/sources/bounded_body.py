"""The body of an answer, unpacked piece by piece and never past a bound."""

import zlib
from collections.abc import AsyncIterator

GZIP = "gzip"
ENCODINGS = ("", "identity", GZIP, "x-gzip", "deflate")
"""One of these at most: what is packed twice is meant to burst."""

_EITHER_HEADER = 32 + zlib.MAX_WBITS


class Overflow(Exception):
    """There is more of it than the bound allows."""


class Unreadable(Exception):
    """It is packed in a way that nobody asked for, or damaged."""


async def read_bounded(chunks: AsyncIterator[bytes], encoding: str, most: int) -> bytes:
    """Return a body that arrives in chunks, raw from the wire; raises Overflow or Unreadable."""
    encoding = encoding.strip().lower()
    if encoding not in ENCODINGS:
        raise Unreadable(encoding)
    unpack = _Unpacker(most) if encoding not in ("", "identity") else None
    body = bytearray()
    async for chunk in chunks:
        body += unpack.feed(chunk, most - len(body)) if unpack else chunk
        if len(body) > most:
            raise Overflow
    if unpack and not unpack.is_whole:
        raise Unreadable("it breaks off")
    return bytes(body)


class _Unpacker:
    def __init__(self, most: int) -> None:
        self._most = most
        self._stream = zlib.decompressobj(_EITHER_HEADER)
        self._is_first = True

    @property
    def is_whole(self) -> bool:
        """Whether the end was reached, or nothing was sent at all."""
        return self._stream.eof or self._is_first

    def feed(self, chunk: bytes, room: int) -> bytes:
        """Unpack a chunk, one byte more than there is room for at most."""
        try:
            return self._unpack(chunk, room + 1)
        except zlib.error as error:
            raise Unreadable(str(error)) from error
        finally:
            self._is_first = self._is_first and not chunk

    def _unpack(self, chunk: bytes, room: int) -> bytes:
        try:
            return self._stream.decompress(chunk, room)
        except zlib.error:
            if not self._is_first:
                raise
            # Some servers send deflate without its header.
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._stream.decompress(chunk, room)
