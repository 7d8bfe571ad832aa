"""`papers search` for machines: JSON hits, and a file of queries."""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bot.app import App
from bot.cli import PREFIX
from bot.cli.index_update import catch_up
from bot.cli.shell_options import Options
from bot.commands.search_verbs import run_search
from bot.compose import search_messages
from bot.errors import UserError
from bot.model import Hit, SearchResult
from bot.model.identity import page_url

MOST = 1000

_WITHOUT = re.compile(r"-(?!-|h$|n\d*$).")


def search(words: Sequence[str]) -> int:
    """Print hits as JSON, or with -n alone as a person reads them."""
    options, query = _read(words)
    with closing(App()) as app:
        catch_up(app)
        if options.source:
            for line in _queries(options.source):
                print(json.dumps(_ids(app, line, options.n), ensure_ascii=False), flush=True)
        elif options.json:
            found = app.search.find(query, options.n)
            print(json.dumps(_found(query, found), ensure_ascii=False, indent=2))
        else:
            message = search_messages.page(run_search(app.search, query, options.n), query, 1)
            # Pages are of another size than was asked for here.
            app.show(replace(message, actions=()).with_commands(PREFIX), PREFIX)
    return 0


def _read(words: Sequence[str]) -> tuple[argparse.Namespace, str]:
    parser = Options("search", "Find papers, for machines.")
    parser.add_argument("--json", action="store_true", help="print hits as JSON")
    parser.add_argument("-n", type=int, default=10, help="how many hits at most")
    parser.add_argument("--from", dest="source", help="a file with one query a line, - for input")
    # `-survey` belongs to the query, and `-neural` too, though it begins like `-n`.
    without = [word for word in words if _WITHOUT.match(word)]
    options, rest = parser.parse_known_args([word for word in words if word not in without])
    rest += without
    if not 1 <= options.n <= MOST:
        raise UserError(f"-n {options.n} is out of range: 1 to {MOST}.")
    if not rest and not options.source:
        raise UserError('“search” needs a query, such as: papers search "speech recognition"')
    return options, " ".join(rest)


def _queries(source: str) -> Iterator[str]:
    """Yield the query of each line; a JSON line's is in `text` or `query`."""
    if source == "-":
        lines = sys.stdin.read().splitlines()
    else:
        try:
            lines = Path(source).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", "") or "it is no text in UTF-8"
            raise UserError(f"{source} cannot be read: {reason}.") from error
    for line in lines:
        if line.strip():
            yield _query(line.strip())


def _query(line: str) -> str:
    if line.startswith("{"):
        try:
            row = json.loads(line)
        except ValueError:
            return line
        return str(row.get("text") or row.get("query") or "")
    return line


def _ids(app: App, query: str, most: int) -> dict[str, object]:
    found = app.search.find_ids(query, most)
    return {"query": query, "corrected": found.corrected or None, "ids": list(found.ids)}


def _found(query: str, found: SearchResult) -> dict[str, object]:
    return {
        "query": query,
        "corrected": found.corrected or None,
        "total": found.total or found.near,
        "is_near": found.is_near,
        "hits": [_hit(hit) for hit in found.hits],
    }


def _hit(hit: Hit) -> dict[str, object]:
    paper = hit.paper
    return {
        "id": paper.id,
        "title": paper.title,
        "score": round(hit.score, 4),
        "url": page_url(paper.id),
        "authors": list(paper.authors),
        "published": paper.published.isoformat() if paper.published else None,
        "upvotes": paper.upvotes,
        "abstract": paper.abstract,
    }
