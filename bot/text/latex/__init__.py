"""LaTeX as people read it: titles and abstracts with the markup of their sources resolved."""

from bot.text.latex.reader import Reader

__all__ = ["readable"]


def readable(text: str) -> str:
    r"""Return a text with its LaTeX as Unicode: `$\mathcal{O}(n)$` becomes 𝒪(n).

    No word is lost: an unknown command shows what it wraps, or its own name. Dollars that are
    money stay, and so does anything that is broken. A text without markup is returned as it is,
    at the cost of four looks.
    """
    if "\\" not in text and "$" not in text and "{" not in text and "``" not in text:
        return text
    return " ".join(Reader(text).read().split())
