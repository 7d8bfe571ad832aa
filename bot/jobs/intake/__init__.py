"""Bringing papers in: ask the sources, store what they say, write down what came of it."""

from bot.jobs.intake.backfill import Step
from bot.jobs.intake.importer import Importer
from bot.jobs.intake.intake import Intake

__all__ = ["Importer", "Intake", "Step"]
