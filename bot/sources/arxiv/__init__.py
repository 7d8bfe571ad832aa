"""arXiv: its feeds, its API and its OAI-PMH, asked politely and parsed into papers."""

from bot.sources.arxiv.client import SPACING_S, ArXiv, Hosts
from bot.sources.arxiv.entries import NAME, SOURCE
from bot.sources.arxiv.parser import parse
from bot.sources.arxiv.source import ArXivSource, connect

__all__ = ["NAME", "SOURCE", "SPACING_S", "ArXiv", "ArXivSource", "Hosts", "connect", "parse"]
