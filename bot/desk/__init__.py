"""The desk: where adapters bring what they hear, from whichever process."""

from bot.desk.front import FrontDesk

__all__ = ["FrontDesk"]
