"""Reading packed files as a stream, and noticing where one breaks off."""

import gzip
import zlib
from pathlib import Path
from typing import IO, cast

from backports import zstd

PACKED = (".gz", ".zst")

DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError)
"""What reading a packed file raises where it is damaged or not whole."""


def unpacked_name(path: Path) -> str:
    """Return what a file is called without the ending that says how it is packed."""
    return path.stem if path.suffix in PACKED else path.name


def open_unpacked(path: Path, raw: IO[bytes] | None = None) -> IO[bytes]:
    """Open a file for reading, unpacked where its name says that it is packed."""
    raw = raw or path.open("rb")
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.GzipFile(path, fileobj=raw))
    if path.suffix == ".zst":
        return cast(IO[bytes], zstd.open(raw))
    return raw
