"""What matches papers against alerts without filing them: loops, one regex, Aho-Corasick."""

import re
from collections.abc import Callable, Sequence
from datetime import date

import ahocorasick

from bot.query import And, Node, Not, Or, Phrase, Query, View, Word, holds
from bot.text.tokens import tokens

Matches = Callable[[View], int]
"""A paper → how many alerts it matches, as far as a way can tell."""

BETWEEN = " \u00a6 "


def folded(paper: View) -> str:
    """Return title, abstract and authors as tokens between blanks."""
    held = (paper.texts[name] for name in ("title", "abstract", "people"))
    return f" {BETWEEN.join(map(' '.join, held))} "


def naive_phrases(texts: Sequence[str]) -> Matches:
    """Look for each phrase in each paper; the text is folded once a paper."""
    phrases = [f" {' '.join(tokens(text))} " for text in texts]

    def match(paper: View) -> int:
        text = folded(paper)
        return sum(phrase in text for phrase in phrases)

    return match


def naive_boolean(queries: Sequence[Query], today: date) -> Matches:
    """Ask each query of each paper; queries are compiled to closures, equal ones once."""
    compiled: dict[Query, Callable[[View], bool]] = {}
    asked = []
    for query in queries:
        if query not in compiled and query.root is not None:
            compiled[query] = _compile(query.root, today)
        asked.append(compiled.get(query, _never))

    def match(paper: View) -> int:
        return sum(ask(paper) for ask in asked)

    return match


def one_regex(texts: Sequence[str]) -> Matches:
    """Look for all phrases by one pattern; it finds one at most that begins at a place."""
    phrases = {" ".join(tokens(text)) for text in texts} - {""}
    alternatives = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    pattern = re.compile(f"(?<= )(?:{alternatives})(?= )")
    return lambda paper: len(set(pattern.findall(folded(paper))))


def aho_corasick(texts: Sequence[str]) -> Matches:
    """Look for all phrases by one automaton."""
    automaton = ahocorasick.Automaton()
    asking: dict[str, int] = {}
    for text in texts:
        phrase = f" {' '.join(tokens(text))} "
        asking[phrase] = asking.get(phrase, 0) + 1
    for phrase, count in asking.items():
        automaton.add_word(phrase, (phrase, count))
    automaton.make_automaton()

    def match(paper: View) -> int:
        return sum(count for _, count in {found for _, found in automaton.iter(folded(paper))})

    return match


def _never(_paper: View) -> bool:
    return False


def _compile(node: Node, today: date) -> Callable[[View], bool]:
    match node:
        case And(parts):
            every = [_compile(part, today) for part in parts]
            return lambda paper: all(ask(paper) for ask in every)
        case Or(parts):
            some = [_compile(part, today) for part in parts]
            return lambda paper: any(ask(paper) for ask in some)
        case Not(part):
            ask = _compile(part, today)
            return lambda paper: not ask(paper)
        case Word(token, "", False):
            return lambda paper: token in paper.words
        case Phrase(words, ""):
            first = words[0]
            return lambda paper: first in paper.words and holds(node, paper, today)
        case _:
            return lambda paper: holds(node, paper, today)
