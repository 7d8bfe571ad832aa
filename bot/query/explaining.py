"""A query in plain words, and what its words were folded to."""

from bot.query.leaves import Counted, Dated, Has, Leaf, Like, Phrase, Prefix, Tagged, Word
from bot.query.tree import And, Node, Not, Or, Query

_WHERE = {
    "title": "{} in the title",
    "abstract": "{} in the abstract",
    "author": "{} as an author",
    "organization": "{} as the organization",
    "submitter": "{} as a submitter",
}
_TAGS = {
    "category": "category {}",
    "source": "on the lists of {}",
    "id": "the paper {}",
}
_PARTS = {
    "code": "code",
    "project": "a project page",
    "summary": "a summary",
    "keywords": "keywords",
    "abstract": "an abstract",
    "authors": "named authors",
    "organization": "a named organization",
    "date": "a known date",
}


def explain(query: Query) -> str:
    """Say what a query asks for: “mixture of experts” and “lora”, without “survey”."""
    return "nothing" if query.root is None else say(query.root)


def foldings(query: Query) -> tuple[str, ...]:
    """Say which words are looked up as something else than they were written."""
    said = {}
    for leaf in query.leaves():
        if isinstance(leaf, Word) and leaf.token != leaf.written.lower():
            said[leaf.written] = f"“{leaf.written}” is looked up as “{leaf.token}”"
        elif isinstance(leaf, Phrase) and list(leaf.tokens) != leaf.written.lower().split():
            said[leaf.written] = f"“{leaf.written}” as “{' '.join(leaf.tokens)}”, in a row"
    return tuple(said.values())


def say(node: Node) -> str:
    """Say what a part of a query asks for."""
    match node:
        case And(parts):
            wanted = [_grouped(part) for part in parts if not isinstance(part, Not)]
            left_out = [_grouped(part.part) for part in parts if isinstance(part, Not)]
            said = " and ".join(wanted) or "anything"
            return said + (f", without {' or '.join(left_out)}" if left_out else "")
        case Or(parts):
            return " or ".join(map(_grouped, parts))
        case Not(part):
            return f"anything without {_grouped(part)}"
        case _:
            return _say_leaf(node)


def _grouped(node: Node) -> str:
    return f"({say(node)})" if isinstance(node, And | Or) else say(node)


def _say_leaf(leaf: Leaf) -> str:
    match leaf:
        case Word(token, field, is_acronym, written):
            how = " as an acronym" if is_acronym else ""
            return _WHERE.get(field, "{}").format(f"“{written or token}”{how}")
        case Phrase(words, field, written):
            return _WHERE.get(field, "{}").format(f"“{written or ' '.join(words)}”")
        case Prefix(token, field, written):
            begun = f"words that begin with “{written or token}”"
            return _WHERE.get(field, "{}").format(begun)
        case Tagged(field, value, is_beginning, written):
            named = f"“{value}…”" if is_beginning else written or value
            return _TAGS[field].format(named)
        case Counted():
            return _say_count(leaf)
        case Dated():
            return _say_day(leaf)
        case Has(part):
            return _PARTS[part]
        case Like(paper_id):
            return f"papers like {paper_id}"


def _say_count(leaf: Counted) -> str:
    low, high = leaf.low, leaf.high
    if low is None:
        return f"at most {high:,} {leaf.field}"
    if high is None:
        if low and leaf.written[:1] == ">" and "=" not in leaf.written:
            return f"more than {low - 1:,} {leaf.field}"
        return f"at least {low:,} {leaf.field}"
    return f"{low:,} {leaf.field}" if low == high else f"{low:,} to {high:,} {leaf.field}"


def _say_day(leaf: Dated) -> str:
    if not isinstance(leaf.day, int):
        return f"published {leaf.bound} {leaf.day}"
    if leaf.day == 0:
        return "published today" if leaf.bound == "since" else "published until today"
    days = "day" if leaf.day == 1 else f"{leaf.day:,} days"
    if leaf.bound == "since":
        return f"published in the last {days}"
    return f"published at least {'a day' if leaf.day == 1 else days} ago"
