"""Bringing papers in: ask the sources, store what they say, write down what came of it."""

from bot.intake.backfill import Step
from bot.intake.importing import Importer
from bot.intake.intake import Intake, Sources

__all__ = ["Importer", "Intake", "Sources", "Step"]
