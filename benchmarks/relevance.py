"""How well search ranks: judged sets, as typed and misspelt, beside plain BM25 (bm25s).

    python -m benchmarks.relevance [FOLDER…] [--typos FILE] [--part dev|test] [--embeddings NAME]

A folder holds corpus.jsonl.gz (id, title, text), queries.jsonl (id, text) and qrels.tsv
(query, document, grade); without one, all sets of ../shared/data/search are read. Both engines
see the same tokens. nDCG@10 takes grades as gains; the recall that comes back is recall@10 of
the misspelt queries over that of the clean ones.
"""

import argparse
import csv
import json
import math
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import bm25s

from benchmarks.misspelling import Misspeller
from bot.model import Arrival, Change, Paper
from bot.search import Search
from bot.sources.files import read_file
from bot.text.tokens import tokens

DATA = Path(__file__).parents[2] / "shared" / "data"
DEPTH = 10

FindIds = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class JudgedSet:
    """Papers, questions about them, and which papers answer which question how well."""

    name: str
    papers: Sequence[Paper]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


class PlainBM25:
    """Lucene's BM25 (k1 1.5, b 0.75) by bm25s over title and text as one bag of words."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._ids = [paper.id for paper in papers]
        self._engine = bm25s.BM25()
        texts = [tokens(f"{paper.title} {paper.abstract}") for paper in papers]
        self._engine.index(texts, show_progress=False)

    def find_ids(self, text: str) -> list[str]:
        """Return the best documents for a query; those that hold no word of it are none."""
        depth = min(DEPTH, len(self._ids))
        places, scores = self._engine.retrieve([tokens(text)], k=depth, show_progress=False)
        return [
            self._ids[place] for place, score in zip(places[0], scores[0], strict=True) if score > 0
        ]


def ndcg(ids: Sequence[str], grades: dict[str, int]) -> float:
    """Return the normalized discounted cumulative gain at 10, 1 for a perfect order."""
    gained = sum(grades.get(one, 0) / math.log2(n + 2) for n, one in enumerate(ids[:DEPTH]))
    perfect = sorted(grades.values(), reverse=True)[:DEPTH]
    best = sum(grade / math.log2(n + 2) for n, grade in enumerate(perfect))
    return gained / best if best else 0.0


def recall(ids: Sequence[str], grades: dict[str, int]) -> float:
    """Return the part of the relevant papers among the first ten, of ten where there are more."""
    relevant = {one for one, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ids[:DEPTH])) / min(DEPTH, len(relevant))


def main() -> None:
    """Print a line a set, and the mean of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--typos", type=Path, default=DATA / "typos" / "nlpaug_spelling_en.tsv.gz")
    parser.add_argument("--part", choices=["dev", "test"], help="half of the queries, by number")
    parser.add_argument("--embeddings", default="", help="as PAPERS_EMBEDDINGS: wordllama")
    options = parser.parse_args()
    folders = options.folders or sorted((DATA / "search").iterdir())
    misspeller = Misspeller(options.typos)
    print(f"{'':14}{'':8}{'':9}{'nDCG@10':^24}{'recall that comes back':^30}")
    print(
        f"{'set':14}{'papers':>8}{'queries':>9}{'ours':>8}{'BM25':>8}{'ratio':>8}"
        f"{'misspelt':>10}{'ours':>8}{'BM25':>8}"
    )
    rows = [
        _row(read_set(folder, options.part), misspeller, options.embeddings) for folder in folders
    ]
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    print(f"{'mean':47}{means[0]:8.3f}{'':10}{means[1]:8.1%}{means[2]:8.1%}")


def _row(judged: JudgedSet, misspeller: Misspeller, embeddings: str) -> tuple[float, float, float]:
    """Print the line of a set; return the ratio, and both recalls that come back."""
    plain = PlainBM25(judged.papers)
    with tempfile.TemporaryDirectory() as cache:
        search = open_search(Path(cache), judged.papers, embeddings)
        ours: FindIds = lambda text: search.find_ids(text, DEPTH).ids  # noqa: E731
        scores = [_mean(ndcg, judged, find, judged.queries) for find in (ours, plain.find_ids)]
        misspelt = misspeller.misspell_all(judged.queries, plain.find_ids)
        back = [
            _mean(recall, judged, find, misspelt)
            / _mean(recall, judged, find, {key: judged.queries[key] for key in misspelt})
            for find in (ours, plain.find_ids)
        ]
    ratio = scores[0] / scores[1]
    print(
        f"{judged.name:14}{len(judged.papers):8}{len(judged.queries):9}"
        f"{scores[0]:8.3f}{scores[1]:8.3f}{ratio:8.3f}"
        f"{len(misspelt):10}{back[0]:8.1%}{back[1]:8.1%}",
        flush=True,
    )
    return ratio, back[0], back[1]


def _mean(
    measure: Callable[[Sequence[str], dict[str, int]], float],
    judged: JudgedSet,
    find: FindIds,
    queries: dict[str, str],
) -> float:
    return sum(measure(find(text), judged.grades[key]) for key, text in queries.items()) / len(
        queries
    )


def read_set(folder: Path, part: str | None = None) -> JudgedSet:
    """Read a judged set; queries that nothing answers are left out."""
    papers = {one.paper.id: one.paper for one in read_file(folder / "corpus.jsonl.gz")
              if isinstance(one, Arrival)}  # fmt: skip
    grades = _grades(folder / "qrels.tsv")
    rows = map(json.loads, (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    queries = {
        str(row["id"]): row["text"]
        for row in rows
        if any(grades[str(row["id"])].values()) and _is_in(str(row["id"]), part)
    }
    return JudgedSet(folder.name, list(papers.values()), queries, grades)


def _is_in(key: str, part: str | None) -> bool:
    return part is None or (zlib.crc32(key.encode()) % 2 == 0) == (part == "dev")


def _grades(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8") as lines:
        for query, document, grade in csv.reader(lines, delimiter="\t"):
            if grade.isdigit():  # some sets begin with a line of names
                grades[query][document] = int(grade)
    return grades


def open_search(folder: Path, papers: Sequence[Paper], embeddings: str = "") -> Search:
    """Open a search that holds some papers, learned and ready."""
    changes = [Change(revision, paper) for revision, paper in enumerate(papers, start=1)]
    by_id = {paper.id: paper for paper in papers}
    search = Search(
        folder,
        lambda after, limit: changes[after : after + limit],
        lambda ids: {key: by_id[key] for key in ids},
        lambda: datetime.now(UTC),
        embeddings,
    )
    search.catch_up()
    search.learn()
    return search


if __name__ == "__main__":
    main()
