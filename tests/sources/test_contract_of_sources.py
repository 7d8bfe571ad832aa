"""Each source keeps the contract."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from bot.sources.arxiv import ArXivSource, Hosts
from bot.sources.feeds import FeedSource
from bot.sources.huggingface import HuggingFace
from bot.sources.source_protocol import Source
from tests.replay import Replay, make_item
from tests.replay_arxiv import item, rss
from tests.sources.source_contract import DAY, SourceContract


class TestHuggingFace(SourceContract):
    def open(self, server: Replay) -> Source:
        return HuggingFace(server.endpoint, spacing_s=0.0)

    def serve(self, server: Replay, titles: Sequence[str]) -> None:
        items = [make_item(f"2611.{n:05d}", title) for n, title in enumerate(titles)]
        server.days[f"{DAY}"] = [dict(one) if one["title"] else {"paper": {}} for one in items]


class TestArXiv(SourceContract):
    def open(self, server: Replay) -> Source:
        return ArXivSource(Hosts.under(server.endpoint), ["cs.CL"], spacing_s=0.0)

    def serve(self, server: Replay, titles: Sequence[str]) -> None:
        server.arxiv.feed = rss(
            *(item(f"2611.{n:05d}v1", title=escape(title)) for n, title in enumerate(titles))
        )


ITEM = """<item><title>{title}</title><link>https://lab.example/{place}</link>
<guid>https://lab.example/{place}</guid><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate>
<description>&lt;p&gt;We grow.&lt;/p&gt;</description><author>Ann Lee</author></item>"""


class TestFeeds(SourceContract):
    def open(self, server: Replay) -> Source:
        return FeedSource("lab", f"{server.endpoint}/lab.xml")

    def serve(self, server: Replay, titles: Sequence[str]) -> None:
        items = [ITEM.format(title=escape(one), place=n) for n, one in enumerate(titles)]
        head = '<rss version="2.0"><channel><title>Lab</title>'
        server.feeds["/lab.xml"] = f"{head}{''.join(items)}</channel></rss>".encode()
