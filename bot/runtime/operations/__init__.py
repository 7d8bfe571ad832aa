"""How a running process is doing: its health, its figures, and where both can be asked for."""

from bot.runtime.operations.health import Health
from bot.runtime.operations.metrics import Metrics

__all__ = ["Health", "Metrics"]
