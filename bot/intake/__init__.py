"""Bringing papers in: ask the sources, store what they say, write down what came of it."""

from bot.intake.intake import Intake, Sources

__all__ = ["Intake", "Sources"]
