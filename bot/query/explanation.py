"""A query in plain words, and what its words were folded to."""

from collections.abc import Sequence

from bot.query.leaves import Counted, Dated, Has, Like, Phrase, Prefix, Tagged, TextLeaf, Word
from bot.query.tree import And, Node, Not, Or, Query

_WHERE = {
    "title": "{} in the title",
    "abstract": "{} in the abstract",
    "author": "{} as an author",
    "organization": "{} as the organization",
    "submitter": "{} as a submitter",
}
_TAGS = {
    "category": "in category {}",
    "source": "from the lists of {}",
    "id": "called {}",
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
    """Say what a query asks for, so that it reads behind “I look for”.

    “mixture of experts” and “lora”, published since 2025-01-01, without “survey”
    """
    return "nothing" if query.root is None else say(query.root)


def foldings(query: Query) -> tuple[str, ...]:
    """Say which words are looked up as something else than they were written."""
    said = {}
    for leaf in query.leaves():
        if isinstance(leaf, Word) and leaf.token != leaf.written.lower():
            said[leaf.written] = f"“{leaf.written}” is looked up as “{leaf.token}”"
        elif isinstance(leaf, Phrase) and list(leaf.tokens) != leaf.written.lower().split():
            tokens = " ".join(leaf.tokens)
            said[leaf.written] = f"“{leaf.written}” is looked up as “{tokens}” in a row"
    return tuple(said.values())


def say(node: Node) -> str:
    """Say what a part of a query asks for."""
    match node:
        case And(parts):
            return _say_all(parts)
        case Or(parts):
            return " or ".join(map(_grouped, parts))
        case Not() | Tagged() | Dated() | Like():
            return _say_all((node,))
        case _:
            return _say_held(node)


def say_where(leaf: Tagged | Dated | Like) -> str:
    """Say what is asked of a paper besides what it holds: in category cs.CL."""
    match leaf:
        case Tagged(field, value, is_beginning, written):
            named = f"“{value}…”" if is_beginning else written or value
            return _TAGS[field].format(named)
        case Dated():
            return _say_day(leaf)
        case Like(paper_id):
            return f"like {paper_id}"


def _say_all(parts: Sequence[Node]) -> str:
    """Say first what papers hold, then what else is asked of them, then what they lack."""
    held, where, lacking = [], [], []
    for part in parts:
        match part:
            case Tagged() | Dated() | Like():
                where.append(say_where(part))
            case Not(Tagged() | Dated() | Like() as inner):
                where.append(f"not {say_where(inner)}")
            case Not(inner):
                lacking.append(_grouped(inner))
            case _:
                held.append(_grouped(part))
    said = [" and ".join(held) or "papers", *where]
    if lacking:
        said.append(f"without {' or '.join(lacking)}")
    return ", ".join(said) if held else " ".join([said[0], ", ".join(said[1:])])


def _grouped(node: Node) -> str:
    return f"({say(node)})" if isinstance(node, And | Or) else say(node)


def _say_held(leaf: TextLeaf | Counted | Has) -> str:
    match leaf:
        case Word(token, field, is_acronym, written):
            how = " as an acronym" if is_acronym else ""
            return _WHERE.get(field, "{}").format(f"“{written or token}”{how}")
        case Phrase(words, field, written):
            return _WHERE.get(field, "{}").format(f"“{written or ' '.join(words)}”")
        case Prefix(token, field, written):
            begun = f"words that begin with “{written or token}”"
            return _WHERE.get(field, "{}").format(begun)
        case Counted():
            return _say_count(leaf)
        case Has(part):
            return _PARTS[part]


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
