"""Bibliographies, as reference managers and anthologies write them."""

from bot.sources.bibliographies.bibtex import parse_bibtex
from bot.sources.bibliographies.ris import parse_ris

__all__ = ["parse_bibtex", "parse_ris"]
