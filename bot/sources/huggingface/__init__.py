"""Hugging Face's daily papers: lists and single papers, fetched and parsed."""

from bot.sources.huggingface.client import SPACING_S, fetch_day, fetch_paper, fetch_span
from bot.sources.huggingface.parser import NAME, SOURCE, parse_daily, parse_list, parse_paper
from bot.sources.huggingface.source import HuggingFace, connect

__all__ = [
    "NAME",
    "SOURCE",
    "SPACING_S",
    "HuggingFace",
    "connect",
    "fetch_day",
    "fetch_paper",
    "fetch_span",
    "parse_daily",
    "parse_list",
    "parse_paper",
]
