"""How well search ranks: nDCG@10 on judged sets, beside plain BM25 on the same tokens.

    python -m benchmarks.relevance FOLDER…

A folder holds corpus.jsonl.gz (id, title, text), queries.jsonl (id, text) and qrels.tsv
(query, document, grade).
"""

import argparse
import csv
import json
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.model import Arrival, Change, Paper
from bot.search import Search
from bot.sources.files import read_files
from bot.text import tokens

Judged = dict[str, dict[str, int]]


class PlainBM25:
    """Okapi BM25 (k1 1.2, b 0.75) over title and text as one bag of words."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._ids = [paper.id for paper in papers]
        bags = [Counter(tokens(f"{paper.title} {paper.abstract}")) for paper in papers]
        self._lengths = [sum(bag.values()) for bag in bags]
        self._mean = sum(self._lengths) / len(bags)
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, bag in enumerate(bags):
            for token, count in bag.items():
                self._postings[token].append((place, count))

    def find_ids(self, text: str, limit: int) -> list[str]:
        """Return the best documents for a query."""
        scores: dict[int, float] = defaultdict(float)
        for token in tokens(text):
            holders = self._postings.get(token, [])
            weight = math.log(1 + (len(self._ids) - len(holders) + 0.5) / (len(holders) + 0.5))
            for place, count in holders:
                norm = 1.2 * (0.25 + 0.75 * self._lengths[place] / self._mean)
                scores[place] += weight * count * 2.2 / (count + norm)
        best = sorted(scores, key=lambda place: (-scores[place], place))[:limit]
        return [self._ids[place] for place in best]


def ndcg(ids: Sequence[str], grades: dict[str, int], depth: int = 10) -> float:
    """Return the normalized discounted cumulative gain, 1 for a perfect order."""
    gained = sum(grades.get(one, 0) / math.log2(n + 2) for n, one in enumerate(ids[:depth]))
    perfect = sorted(grades.values(), reverse=True)[:depth]
    best = sum(grade / math.log2(n + 2) for n, grade in enumerate(perfect))
    return gained / best if best else 0.0


def main() -> None:
    """Print a line a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    print(f"{'set':14}{'papers':>8}{'queries':>9}{'ours':>8}{'BM25':>8}{'ratio':>8}")
    for folder in parser.parse_args().folders:
        papers = list(_papers(folder / "corpus.jsonl.gz").values())
        queries, judged = _queries(folder / "queries.jsonl"), _judged(folder / "qrels.tsv")
        asked = {key: text for key, text in queries.items() if judged.get(key)}
        with tempfile.TemporaryDirectory() as cache:
            ours = _search(Path(cache), papers)
            plain = PlainBM25(papers)
            means = [
                sum(ndcg(engine.find_ids(text, 10), judged[key]) for key, text in asked.items())
                / len(asked)
                for engine in (ours, plain)
            ]
        print(
            f"{folder.name:14}{len(papers):8}{len(asked):9}{means[0]:8.3f}{means[1]:8.3f}"
            f"{means[0] / means[1]:8.3f}"
        )


def _papers(path: Path) -> dict[str, Paper]:
    return {one.paper.id: one.paper for one in read_files([path]) if isinstance(one, Arrival)}


def _search(folder: Path, papers: Sequence[Paper]) -> Search:
    changes = [Change(revision, paper) for revision, paper in enumerate(papers, start=1)]
    search = Search(
        folder,
        lambda after, limit: changes[after : after + limit],
        lambda _: {},
        lambda: datetime.now(UTC),
    )
    search.catch_up()
    return search


def _queries(path: Path) -> dict[str, str]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {str(row["id"]): row["text"] for row in rows}


def _judged(path: Path) -> Judged:
    judged: Judged = defaultdict(dict)
    with path.open(encoding="utf-8") as lines:
        for query, document, grade in csv.reader(lines, delimiter="\t"):
            if grade.isdigit():  # some sets begin with a line of names
                judged[query][document] = int(grade)
    return judged


if __name__ == "__main__":
    main()
