"""The desk: where adapters bring what they hear, from whichever process."""

from bot.runtime.desk.front_desk import FrontDesk

__all__ = ["FrontDesk"]
