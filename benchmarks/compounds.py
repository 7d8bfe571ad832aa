"""What it brings that compounds match however they're written: real papers, before and after.

    python -m benchmarks.compounds [--count 200] [--samples 20] [FILE]

The commonest hyphenated compounds of the papers are asked for as people write them closed up, and
as they are written. *Before* is the closed word among the words as they stand, and the hyphenated
one as words in a row; *after* is what the query matches. Sampled gains are printed with the words
around them, and all losses, to be judged by eye.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.corpora import read_rows
from bot.model import Paper
from bot.query import View, matches, parse, view
from bot.text.tokens import tokens

FILE = Path(__file__).parents[2] / "shared" / "data" / "hf_daily" / "papers_to_2025-12.jsonl.gz"
TODAY = date(2026, 1, 1)
_COMPOUND = re.compile(r"(?<![\w-])[A-Za-z]+(?:-[A-Za-z0-9]+)(?![\w-])")


def main() -> None:
    """Print a line a compound, then samples of what is new."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("file", type=Path, nargs="?", default=FILE)
    options = parser.parse_args()
    papers = [
        Paper(id=str(place), title=row["title"], abstract=row["abstract"])
        for place, row in enumerate(read_rows(options.file))
    ]
    views = [view(paper) for paper in papers]
    plain = [_plain(paper) for paper in papers]
    gains: list[tuple[str, View]] = []
    totals = Counter[str]()
    for compound in _commonest(papers, options.count):
        for query in (compound.replace("-", ""), compound):
            before, after = _before(query, plain), _after(query, views)
            gains += [(query, views[place]) for place in sorted(after - before)]
            kind = "hyphenated" if "-" in query else "closed"
            totals.update({f"{kind} before": len(before), f"{kind} after": len(after)})
            print(f"{query:30}{len(before):7}{len(after):7}")
            for place in before - after:
                print(f"  LOST {_around(query, views[place])}")
    print(dict(totals), f"{len(papers):,} papers")
    for query, one in random.Random(1).sample(gains, min(options.samples, len(gains))):
        print(f"  {query}: {_around(query, one)}")


def _commonest(papers: Sequence[Paper], count: int) -> list[str]:
    held = Counter[str]()
    for paper in papers:
        said = _COMPOUND.findall(f"{paper.title} {paper.abstract}")
        held.update({one.lower() for one in said})
    return [compound for compound, _ in held.most_common(count)]


def _before(query: str, plain: Sequence[str]) -> set[int]:
    wanted = f" {' '.join(tokens(query))} "
    return {place for place, held in enumerate(plain) if wanted in held}


def _plain(paper: Paper) -> str:
    """Return the tokens of a paper as they stand, title and abstract apart."""
    return f" {' '.join(tokens(paper.title))} ¦ {' '.join(tokens(paper.abstract))} "


def _after(query: str, views: Sequence[View]) -> set[int]:
    asked = parse(query)
    return {place for place, one in enumerate(views) if matches(asked, one, TODAY)}


def _around(query: str, one: View) -> str:
    """Return the words around what is new, as the paper writes them."""
    letters = r"[\s-]?".join(map(re.escape, query.replace("-", "")))
    text = f"{one.paper.title}. {one.paper.abstract}"
    match = re.search(letters, text, re.IGNORECASE)
    return text[max(match.start() - 20, 0) : match.end() + 20] if match else one.paper.title[:60]


if __name__ == "__main__":
    main()
