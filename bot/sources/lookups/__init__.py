"""Archives beside arXiv that are asked for one paper at a time, when somebody names it."""

from bot.config import Config
from bot.sources.lookups.acl_anthology import AclAnthology
from bot.sources.lookups.doi_agencies import DoiAgencies
from bot.sources.lookups.lookup_source import LookupSource
from bot.sources.lookups.openreview import OpenReview

__all__ = ["AclAnthology", "DoiAgencies", "LookupSource", "OpenReview", "connect"]


def connect(_config: Config) -> list[LookupSource]:
    """Return the archives that every bot asks."""
    return [LookupSource(one) for one in (DoiAgencies(), OpenReview(), AclAnthology())]
