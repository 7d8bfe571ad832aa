"""One meaning: on random papers and queries the index, the verifier and plain words agree."""

from collections.abc import Sequence

import tantivy
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Paper
from bot.query import Query, matches, parse, view
from bot.search.engine import QueryBuilder, document_of, make_schema, teach
from bot.search.index_entry import read
from bot.search.question import Question
from tests.query.naive import SameFirstWord, naively
from tests.query.strategies import TODAY, papers, queries, scraps

SCHEMA = make_schema()


class Indexed:
    """Papers in an index in memory."""

    def __init__(self, stored: Sequence[Paper], alike: SameFirstWord) -> None:
        engine = teach(tantivy.Index(SCHEMA))
        writer = engine.writer(15_000_000, 1)
        for paper in stored:
            writer.add_document(document_of(read(paper)))
        writer.commit()
        engine.reload()
        self._searcher = engine.searcher()
        self._asking = QueryBuilder(SCHEMA, alike)

    def ids(self, query: Query) -> set[str]:
        found = self._searcher.search(
            self._asking.exactly(Question(str(query), query, TODAY), self._searcher.doc_freq),
            limit=100,
        )
        return {str(self._searcher.doc(place).get_first("id")) for _, place in found.hits}


@settings(max_examples=40, deadline=None)
@given(stored=papers(), asked=st.lists(queries | scraps, min_size=8, max_size=16))
def test_all_readers_select_the_same_papers(stored: tuple[Paper, ...], asked: list[str]) -> None:
    alike = SameFirstWord(stored)
    index = Indexed(stored, alike)
    views = {paper.id: view(paper) for paper in stored}
    for text in asked:
        query = parse(text)
        meant = {paper.id for paper in stored if naively(query, paper, TODAY, alike)}
        verified = {key for key, held in views.items() if matches(query, held, TODAY, alike)}
        assert verified == meant, text
        assert index.ids(query) == meant, text


@settings(max_examples=300, deadline=None)
@given(text=queries | scraps)
def test_a_query_prints_as_a_text_that_means_the_same(text: str) -> None:
    query = parse(text)
    again = parse(str(query))
    assert again == query
    assert again.problems == ()
    assert str(again) == str(query)
