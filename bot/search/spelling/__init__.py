"""Spelling: words that no paper holds are taken for the nearest that many papers hold."""

from bot.search.spelling.correction import Change, Correction
from bot.search.spelling.speller import Speller

__all__ = ["Change", "Correction", "Speller"]
