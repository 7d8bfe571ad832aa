"""Search engines to stand beside ours: each is built from papers, and asked for ten of them."""

import re
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

import bm25s
import psycopg
import tantivy

from benchmarks.questions import BEGINNINGS, Asked
from bot.app import App, clock
from bot.config import load
from bot.model import Arrival, Paper
from bot.store import papers
from tests.postgres import Cluster, find_binaries

TOP = 10
MOST_CHOICES = 25
BATCH = 2000
_WORD = re.compile(r"[a-z0-9]+")


class Rival(Protocol):
    """An engine over papers, in a folder."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def size(self) -> int:
        """Bytes of what makes papers findable, without the papers themselves."""
        ...

    def build(self, found: Iterable[Paper]) -> None:
        """Take papers in."""
        ...

    def ask(self, asked: Asked) -> int | None:
        """Answer, and return how many papers; None for a question that it does not understand."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class Ours:
    """`search.find`, whole: parse, correct, retrieve, fuse, load from the store, mark."""

    name = "ours"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._app = App(load({"PAPERS_HOME": str(folder)}, folder))

    def build(self, found: Iterable[Paper]) -> None:
        """Store papers, index them, and learn from them."""
        for batch in batches(found):
            with self._app.store.write() as tx:
                papers.add_papers(tx, [Arrival(paper) for paper in batch], clock())
        self._app.search.catch_up()
        self._app.search.learn()

    def ask(self, asked: Asked) -> int:
        """Find ten, or what may be meant by what is typed so far."""
        search = self._app.search
        if asked.kind == "typed so far":
            return len(search.completion.suggest(asked.text, (), MOST_CHOICES))
        return len(search.find(asked.text, TOP).hits)

    def close(self) -> None:
        """Close the app."""
        self._app.close()

    @property
    def size(self) -> int:
        """The index folder, vectors and all."""
        return size_of(self._folder / "index")


class FTS5:
    """SQLite's full-text search over title and abstract, the best by bm25()."""

    name = "FTS5"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "fts5.db"
        self._database = sqlite3.connect(self._file)

    def build(self, found: Iterable[Paper]) -> None:
        """Fill a table whose text stands in another, and merge its parts."""
        self._database.executescript(
            "CREATE TABLE papers (rowid INTEGER PRIMARY KEY, id, title, abstract, author);"
            "CREATE VIRTUAL TABLE words USING fts5(title, abstract, author, "
            "content='papers', tokenize='porter unicode61 remove_diacritics 2');"
        )
        for batch in batches(found):
            rows = [(p.id, p.title, p.abstract, "; ".join(p.authors)) for p in batch]
            insert = "INSERT INTO papers (id, title, abstract, author) VALUES (?, ?, ?, ?)"
            self._database.executemany(insert, rows)
        self._database.execute("INSERT INTO words(words) VALUES ('rebuild')")
        self._database.commit()

    def ask(self, asked: Asked) -> int:
        """Find ten with their texts."""
        statement = (
            "SELECT papers.id, papers.title, papers.abstract FROM words "
            "JOIN papers ON papers.rowid = words.rowid WHERE words MATCH ? "
            "ORDER BY bm25(words, 2.0, 1.0, 0.5) LIMIT ?"
        )
        return len(self._database.execute(statement, (_in_fts5(asked), TOP)).fetchall())

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @property
    def size(self) -> int:
        """What the full-text tables take, without the texts."""
        pages = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'words%'"
        return int(self._database.execute(pages).fetchone()[0])


class Postgres:
    """PostgreSQL's full-text search by a GIN index, the best by ts_rank."""

    name = "PostgreSQL"

    def __init__(self, _folder: Path) -> None:
        binaries = find_binaries()
        if binaries is None:
            raise RuntimeError("PostgreSQL is not installed on this machine.")
        memory = {"shared_buffers": "1GB", "work_mem": "64MB", "maintenance_work_mem": "1GB"}
        self._cluster = Cluster(binaries, memory)
        self._cluster.start()
        self._database = psycopg.connect(self._cluster.url("postgres"), autocommit=True)

    def build(self, found: Iterable[Paper]) -> None:
        """Fill a table by COPY, then index it."""
        self._database.execute(
            "CREATE TABLE papers (id text, title text, abstract text, author text, words tsvector)"
        )
        copy = "COPY papers (id, title, abstract, author) FROM STDIN"
        with self._database.cursor() as cursor, cursor.copy(copy) as rows:
            for paper in found:
                rows.write_row((paper.id, paper.title, paper.abstract, "; ".join(paper.authors)))
        self._database.execute(
            "UPDATE papers SET words = setweight(to_tsvector('english', title), 'A') "
            "|| setweight(to_tsvector('english', abstract), 'B') "
            "|| setweight(to_tsvector('english', author), 'C')"
        )
        self._database.execute("CREATE INDEX words ON papers USING gin (words)")
        self._database.execute("VACUUM ANALYZE papers")

    def ask(self, asked: Asked) -> int:
        """Find ten with their texts."""
        statement = (
            "SELECT id, title, abstract FROM papers, to_tsquery('english', %s) AS asked "
            "WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT %s"
        )
        return len(self._database.execute(statement, (_in_postgres(asked), TOP)).fetchall())

    def close(self) -> None:
        """Stop the server and remove it."""
        self._database.close()
        self._cluster.remove()

    @property
    def size(self) -> int:
        """What the index takes, and the column it is made of."""
        column = "(SELECT sum(pg_column_size(words)) FROM papers)"
        measure = f"SELECT pg_relation_size('words') + {column}"
        row = self._database.execute(measure.encode()).fetchone()
        return int(row[0]) if row else 0


class Tantivy:
    """The bare engine below ours: its own tokenizer, title and abstract, ids alone returned."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "tantivy"
        self._folder.mkdir(exist_ok=True)
        builder = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for field in ("title", "abstract", "author"):
            builder = builder.add_text_field(field, tokenizer_name="en_stem")
        self._schema = builder.build()
        self._engine = tantivy.Index(self._schema, path=str(self._folder))

    def build(self, found: Iterable[Paper]) -> None:
        """Index papers."""
        writer = self._engine.writer(100_000_000, 1)
        for paper in found:
            document = tantivy.Document()
            document.add_text("id", paper.id)
            document.add_text("title", paper.title)
            document.add_text("abstract", paper.abstract)
            document.add_text("author", "; ".join(paper.authors))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._engine.reload()

    def ask(self, asked: Asked) -> int:
        """Find ten ids."""
        query = self._query(asked)
        searcher = self._engine.searcher()
        found = searcher.search(query, TOP, count=False)
        return len([searcher.doc(place).get_first("id") for _, place in found.hits])

    def _query(self, asked: Asked) -> tantivy.Query:
        fields = ["title", "abstract"]
        if asked.kind in BEGINNINGS:
            pattern = f"{asked.words[0]}.*"
            parts = [tantivy.Query.regex_query(self._schema, name, pattern) for name in fields]
            return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        is_and = asked.kind == "three words"
        text = _in_tantivy(asked)
        return self._engine.parse_query(text, fields, conjunction_by_default=is_and)

    def close(self) -> None:
        """Hold nothing."""

    @property
    def size(self) -> int:
        """The index folder."""
        return size_of(self._folder)


class BM25S:
    """BM25 in numpy's memory, over words as one bag; it knows neither phrases nor fields."""

    name = "bm25s"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "bm25s"
        if self._folder.exists():
            self._engine = bm25s.BM25.load(self._folder, mmap=True)

    def build(self, found: Iterable[Paper]) -> None:
        """Score all words of all papers."""
        engine = bm25s.BM25()
        vocabulary: dict[str, int] = {}
        # As lists of words, millions of papers would take all of 24 GB.
        numbers = [
            array("i", (vocabulary.setdefault(word, len(vocabulary)) for word in _words_of(paper)))
            for paper in found
        ]
        engine.index((numbers, vocabulary), show_progress=False)
        engine.save(self._folder, show_progress=False)

    def ask(self, asked: Asked) -> int | None:
        """Find ten places."""
        if asked.kind in ("phrase", "fields", *BEGINNINGS):
            return None
        places, scores = self._engine.retrieve([list(asked.words)], k=TOP, show_progress=False)
        return int((scores[0] > 0).sum()) if len(places) else 0

    def close(self) -> None:
        """Hold nothing."""

    @property
    def size(self) -> int:
        """Its files."""
        return size_of(self._folder)


def _words_of(paper: Paper) -> list[str]:
    return _WORD.findall(f"{paper.title} {paper.abstract}".lower())


RIVALS: dict[str, Callable[[Path], Rival]] = {
    one.name: one for one in (Ours, FTS5, Postgres, BM25S, Tantivy)
}


def batches(found: Iterable[Paper]) -> Iterator[list[Paper]]:
    """Yield papers in handfuls."""
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _in_fts5(asked: Asked) -> str:
    match asked.kind:
        case "phrase":
            return f'"{" ".join(asked.words)}"'
        case "fields":
            return f"title : {asked.words[0]} AND author : {asked.words[1]}"
        case "beginning" | "typed so far":
            return f"{asked.words[0]}*"
        case "three words":
            return " AND ".join(asked.words)
        case _:
            return " OR ".join(asked.words)


def _in_postgres(asked: Asked) -> str:
    match asked.kind:
        case "phrase":
            return " <-> ".join(asked.words)
        case "fields":
            return f"{asked.words[0]}:A & {asked.words[1]}:C"
        case "beginning" | "typed so far":
            return f"{asked.words[0]}:*"
        case "three words":
            return " & ".join(asked.words)
        case _:
            return " | ".join(asked.words)


def _in_tantivy(asked: Asked) -> str:
    match asked.kind:
        case "phrase":
            return f'"{" ".join(asked.words)}"'
        case "fields":
            return f"title:{asked.words[0]} AND author:{asked.words[1]}"
        case _:
            return " ".join(asked.words)
