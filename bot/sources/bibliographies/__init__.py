"""Bibliographies, as reference managers and anthologies write them."""

from bot.sources.bibliographies.bibtex import parse_bibtex

__all__ = ["parse_bibtex"]
