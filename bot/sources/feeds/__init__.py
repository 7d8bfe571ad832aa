"""Any RSS or Atom feed of papers: bioRxiv, ACL Anthology, OpenReview, the blog of a lab."""

from bot.sources.feeds.source import FeedSource, connect

__all__ = ["FeedSource", "connect"]
