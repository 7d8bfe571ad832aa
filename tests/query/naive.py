"""The meaning of a query, said as plainly as can be: what the quick readers must equal."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from bot.model import Paper
from bot.query import (
    And,
    Counted,
    Dated,
    Has,
    Leaf,
    Like,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Tagged,
    Word,
)
from bot.text.compounds import other_rows, rows_and_acronyms
from bot.text.latex import readable
from bot.text.tokens import fold, spans, tokens, tokens_and_acronyms

NAMES = ("author", "organization", "submitter")


class SameFirstWord:
    """A likeness for tests: papers are alike where their titles begin with the same token."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._stored = {paper.id: paper for paper in papers}

    def ids_like(self, paper_id: str) -> list[str]:
        return [one for one, paper in self._stored.items() if self.liked_by(paper, [paper_id])]

    def liked_by(self, paper: Paper, ids: Collection[str]) -> list[str]:
        known = [one for one in ids if one in self._stored and one != paper.id]
        return [one for one in known if _first(self._stored[one]) == _first(paper)]


def _first(paper: Paper) -> list[str]:
    return tokens(paper.title)[:1]


def naively(query: Query, paper: Paper, today: date, alike: SameFirstWord) -> bool:
    """Tell whether a paper is what a query asks for."""
    return query.root is not None and _holds(query.root, paper, today, alike)


def _holds(node: Node, paper: Paper, today: date, alike: SameFirstWord) -> bool:
    if isinstance(node, And):
        return all(_holds(part, paper, today, alike) for part in node.parts)
    if isinstance(node, Or):
        return any(_holds(part, paper, today, alike) for part in node.parts)
    if isinstance(node, Not):
        return not _holds(node.part, paper, today, alike)
    return _has(node, paper, today, alike)


def _has(leaf: Leaf, paper: Paper, today: date, alike: SameFirstWord) -> bool:
    if isinstance(leaf, Tagged):
        return any(_is_tag(leaf, tag) for tag in _tags(leaf.field, paper))
    if isinstance(leaf, Counted):
        count = {
            "upvotes": paper.upvotes,
            "comments": paper.comments,
            "stars": paper.code_stars,
        }[leaf.field]
        low = -1 if leaf.low is None else leaf.low
        high = 10**12 if leaf.high is None else leaf.high
        return count is not None and low <= count <= high
    if isinstance(leaf, Dated):
        return paper.published is not None and _is_within(leaf, paper.published, today)
    if isinstance(leaf, Has):
        return bool(_part(leaf.part, paper))
    if isinstance(leaf, Like):
        return leaf.paper_id in alike.liked_by(paper, [leaf.paper_id])
    is_name = leaf.field in NAMES
    texts = _texts(leaf.field, paper)
    return any(
        _stands_in(leaf, text, is_name=is_name, is_people=not leaf.field and place > 1)
        for place, text in enumerate(texts)
    )


def _texts(field: str, paper: Paper) -> list[str]:
    texts = {
        "title": [paper.title],
        "abstract": [paper.abstract],
        "author": list(paper.authors),
        "organization": [paper.organization],
        "submitter": list(paper.submitters),
    }
    return texts[field] if field else [paper.title, paper.abstract, *paper.authors]


def _stands_in(leaf: Word | Phrase | Prefix, text: str, *, is_name: bool, is_people: bool) -> bool:
    text = readable(text)
    held, capitals = tokens_and_acronyms(text, is_name=is_name)
    rows = [held] if is_name or is_people else [held, *map(list, other_rows(text))]
    if not isinstance(leaf, Prefix) and any(_is_in_a_row(one, rows) for one in leaf.readings):
        return True
    if isinstance(leaf, Phrase):
        return _is_in_a_row(leaf.tokens, rows)
    held = [token for row in rows for token in row]
    if isinstance(leaf, Prefix):
        whole = leaf.token if is_name else fold(leaf.token)
        return whole in held or any(token.startswith(leaf.variants) for token in held)
    if leaf.is_acronym:
        found = {token.text for token in spans(text, is_name=is_name) if token.is_acronym}
        assert found == capitals
        return leaf.token in found or (
            not (is_name or is_people) and leaf.token in rows_and_acronyms(text)[1]
        )
    return leaf.token in held


def _is_in_a_row(words: Sequence[str], rows: Iterable[Sequence[str]]) -> bool:
    return any(f" {' '.join(words)} " in f" {' '.join(row)} " for row in rows)


def _tags(field: str, paper: Paper) -> list[str]:
    if field == "id":
        return [paper.id]
    if field == "source":
        return [source.lower() for source in paper.sources]
    return " ".join(paper.categories).lower().replace(",", " ").replace(";", " ").split()


def _is_tag(leaf: Tagged, tag: str) -> bool:
    if leaf.is_beginning:
        return tag.startswith(leaf.value)
    is_below = leaf.field == "category" and tag.startswith(f"{leaf.value}.")
    return tag == leaf.value or is_below


def _is_within(leaf: Dated, published: date, today: date) -> bool:
    edge = leaf.day if isinstance(leaf.day, date) else today - timedelta(days=leaf.day)
    return edge <= published if leaf.bound == "since" else published <= edge


def _part(part: str, paper: Paper) -> object:
    return {
        "code": paper.code_url,
        "project": paper.project_url,
        "summary": paper.ai_summary,
        "keywords": paper.ai_keywords,
        "abstract": paper.abstract,
        "authors": paper.authors,
        "organization": paper.organization,
        "date": paper.published,
    }[part]
