"""arXiv on this machine: its API, its feeds and its bulk, from what a test puts on the shelf."""

from collections.abc import Mapping

from aiohttp import web

from bot.model.identity import paper_id

ARXIV_NS = "http://arxiv.org/schemas/atom"
_SEARCH_NS = "http://a9.com/-/spec/opensearch/1.1/"


class ArXivShelf:
    """What arXiv would answer: today's `feed`, `records` by id, and `pages` of its bulk.

    An author's papers are the records that name the author.
    """

    def __init__(self) -> None:
        self.feed = rss()
        self.records: dict[str, str] = {}
        self.pages: list[bytes] = []

    def answers(self, path: str) -> bool:
        """Tell whether a path is one of arXiv's."""
        return path in ("/api/query", "/oai") or path.startswith("/rss/")

    def answer(self, path: str, query: Mapping[str, str]) -> web.Response:
        """Answer as arXiv does."""
        if path.startswith("/rss/"):
            body = self.feed
        elif path == "/oai":
            body = self._page(query)
        else:
            body = self._found(query)
        status = 400 if b"<title>Error</title>" in body else 200
        return web.Response(body=body, status=status, content_type="application/xml")

    def _found(self, query: Mapping[str, str]) -> bytes:
        if "id_list" in query:
            wanted = query["id_list"].split(",")
            if bad := next((one for one in wanted if paper_id(one) is None), None):
                error = "http://arxiv.org/api/errors#incorrect_id_format"
                return feed(entry(error, title="Error", abstract=f"incorrect id format for {bad}"))
            found = [self.records[one] for one in wanted if one in self.records]
        else:
            name = query["search_query"].removeprefix('au:"').removesuffix('"')
            found = [one for one in self.records.values() if f"<name>{name}</name>" in one]
        start, most = int(query["start"]), int(query["max_results"])
        total = f'<s:totalResults xmlns:s="{_SEARCH_NS}">{len(found)}</s:totalResults>'
        return feed(total, *found[start : start + most])

    def _page(self, query: Mapping[str, str]) -> bytes:
        place = int(query.get("resumptionToken", "0"))
        if place < len(self.pages):
            return self.pages[place]
        return oai(error="noRecordsMatch")


def feed(*parts: str) -> bytes:
    """Build an Atom feed."""
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{"".join(parts)}</feed>'
    ).encode()


def entry(
    written: str = "http://arxiv.org/abs/2611.00001v1",
    title: str = "T",
    abstract: str = "  An\n abstract.",
    by: str = "Bal\\'azs N",
    more: str = "",
) -> str:
    """Build an entry of the API; `more` is put in as it is."""
    return (
        f"<entry><id>{written}</id><title>{title}</title><summary>{abstract}</summary>"
        "<published>2026-11-20T18:00:00Z</published><updated>2026-11-22T18:00:00Z</updated>"
        f'{more}<author><name>{by}</name></author><category term="cs.CL"/></entry>'
    )


def rss(*items: str, day: str = "Tue, 24 Nov 2026 00:00:00 -0500") -> bytes:
    """Build the feed of a day."""
    return (
        f'<rss xmlns:arxiv="{ARXIV_NS}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>'
        f"<pubDate>{day}</pubDate>{''.join(items)}</channel></rss>"
    ).encode()


def item(
    known: str = "2611.00001v1",
    kind: str = "new",
    *,
    title: str = "T",
    abstract: str = "We align\n models.",
    by: str = "Ann Lee, Bob Ray, Jr., Cy Fox",
) -> str:
    """Build an announcement."""
    bare = known.partition("v")[0]
    return (
        f"<item><title>{title}</title><link>https://arxiv.org/abs/{bare}</link>"
        f"<description>arXiv:{known} Announce Type: {kind} \nAbstract: {abstract}</description>"
        f'<guid isPermaLink="false">oai:arXiv.org:{known}</guid><category>cs.LG</category>'
        "<category>68T45, 62H30</category><pubDate>Tue, 24 Nov 2026 00:00:00 -0500</pubDate>"
        f"<arxiv:announce_type>{kind}</arxiv:announce_type>"
        f"<dc:creator>{by}</dc:creator></item>"
    )


def oai(*records: str, token: str = "", error: str = "", said: str = "") -> bytes:
    """Build a page of the bulk, or an error of it."""
    inside = f'<error code="{error}">{said}</error>'
    if not error:
        inside = (
            f"<ListRecords>{''.join(records)}"
            f'<resumptionToken completeListSize="1090">{token}</resumptionToken></ListRecords>'
        )
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inside}</OAI-PMH>'.encode()


def record(known: str = "2611.00001", title: str = "On $k$-means", remark: str = "") -> str:
    """Build a record of the bulk with two versions."""
    return (
        f"<record><header><identifier>oai:arXiv.org:{known}</identifier></header><metadata>"
        f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{known}</id>'
        '<version version="v1"><date>Fri, 20 Nov 2026 18:00:00 GMT</date></version>'
        '<version version="v2"><date>Mon, 23 Nov 2026 02:00:00 GMT</date></version>'
        f"<title>{title}</title><authors>Ann Lee and Bob Ray</authors>"
        f"<categories>cs.LG stat.ML</categories><comments>{remark}</comments>"
        "<abstract>An abstract.</abstract></arXivRaw></metadata></record>"
    )
