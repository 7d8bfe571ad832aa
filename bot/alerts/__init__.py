"""Alerts: many standing queries, and which of them a new paper matches."""

from bot.alerts.frequencies import Frequencies
from bot.alerts.percolator import Percolator

__all__ = ["Frequencies", "Percolator"]
