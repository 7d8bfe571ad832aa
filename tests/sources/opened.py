"""Sources that ask a server of a test, as if it were all of them."""

from bot.sources.arxiv import ArXivSource, Hosts
from bot.sources.feeds import FeedSource
from bot.sources.huggingface import HuggingFace
from bot.sources.source_protocol import Source


def opened_sources(endpoint: str, *categories: str, **feeds: str) -> list[Source]:
    """Return Hugging Face, arXiv for some categories, and feeds by name and path; in a hurry."""
    return [
        HuggingFace(endpoint, spacing_s=0.0),
        ArXivSource(Hosts.under(endpoint), categories, spacing_s=0.0),
        *(FeedSource(name, f"{endpoint}{path}") for name, path in feeds.items()),
    ]
