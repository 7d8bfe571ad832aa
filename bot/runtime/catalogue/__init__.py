"""The catalogue: what pages, feeds and the API read, from whichever process."""

from bot.runtime.catalogue.catalogue import StoredCatalogue

__all__ = ["StoredCatalogue"]
