"""A query in plain words."""

from bot.query.tree import And, Node, Not, Or, Phrase, Prefix, Query, Word

_WHERE = {"title": " in the title", "abstract": " in the abstract", "author": " as an author"}


def explain(query: Query) -> str:
    """Say what a query asks for: “mixture of experts” and “lora”, without “survey”."""
    return "nothing" if query.root is None else _say(query.root)


def _say(node: Node) -> str:
    match node:
        case And(parts):
            wanted = [_say(part) for part in parts if not isinstance(part, Not)]
            left_out = [_say(part.part) for part in parts if isinstance(part, Not)]
            said = " and ".join(wanted) or "anything"
            return said + (f", without {' or '.join(left_out)}" if left_out else "")
        case Or(parts):
            return f"({' or '.join(map(_say, parts))})"
        case Not(part):
            return f"anything without {_say(part)}"
        case Prefix(token, field, written):
            return f"words that begin with “{written or token}”{_WHERE.get(field, '')}"
        case Word(token, field, is_acronym, written):
            how = " as an acronym" if is_acronym else ""
            return f"“{written or token}”{how}{_WHERE.get(field, '')}"
        case Phrase(words, field, written):
            return f"“{written or ' '.join(words)}”{_WHERE.get(field, '')}"
