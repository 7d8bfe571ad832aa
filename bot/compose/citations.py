"""A paper as BibTeX, ready to be pasted."""

import re
import unicodedata

from bot.model import Paper
from bot.model.identity import is_arxiv, page_url

_ESCAPED = str.maketrans({char: f"\\{char}" for char in "&%$#_{}"} | {"~": "\\~{}", "^": "\\^{}"})
_STOPWORDS = frozenset("a an and are as at by do does for from how in is of on or the to".split())


def bibtex(paper: Paper) -> str:
    """Return a paper as an entry whose key is name, year and first word, such as vaswani2017all."""
    fields = {
        "title": f"{{{_escape(paper.title)}}}",
        "author": " and ".join(map(_escape, paper.authors)),
        "year": f"{paper.published.year}" if paper.published else "",
        "eprint": paper.id if is_arxiv(paper.id) else "",
        "archivePrefix": "arXiv" if is_arxiv(paper.id) else "",
        "primaryClass": paper.categories[0] if paper.categories and is_arxiv(paper.id) else "",
        "doi": paper.doi,
        "journal": _escape(paper.journal),
        "url": f"https://arxiv.org/abs/{paper.id}" if is_arxiv(paper.id) else page_url(paper.id),
    }
    lines = [f"  {name:<13} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{'article' if paper.journal else 'misc'}{{{key_of(paper)},", *lines, "}"])


def key_of(paper: Paper) -> str:
    """Return a citation key of ASCII letters and digits."""
    surname = _letters(paper.authors[0].split()[-1]) if paper.authors else ""
    year = f"{paper.published.year}" if paper.published else ""
    words = [_letters(word) for word in paper.title.split()]
    telling = next((word for word in words if word and word not in _STOPWORDS), "")
    return f"{surname}{year}{telling}" or _letters(paper.id) or "paper"


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def _escape(text: str) -> str:
    return text.replace("\\", "\\textbackslash ").translate(_ESCAPED)
