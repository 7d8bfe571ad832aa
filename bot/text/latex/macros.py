"""What LaTeX's commands say: each reads its arguments and returns the words."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from bot.text.latex.macro_context import Here, Reads
from bot.text.latex.symbols import (
    ACCENTS,
    ALPHABETS,
    BLANK,
    DROPPED,
    OPERATORS,
    SECOND_IS_TEXT,
    SILENT,
    STYLES,
    SYMBOLS,
    lettered,
    lowered,
    raised,
)

Command = Callable[[Reads, str, Here], tuple[str, int]]
"""(reader, the command's name, the place after it) → its words, and where to read on."""


EMBRACED = {
    "ket": ("|", "⟩"),
    "Ket": ("|", "⟩"),
    "bra": ("⟨", "|"),
    "Bra": ("⟨", "|"),
    "norm": ("‖", "‖"),
    "abs": ("|", "|"),
    "floor": ("⌊", "⌋"),
    "ceil": ("⌈", "⌉"),
    "expval": ("⟨", "⟩"),
    "ev": ("⟨", "⟩"),
}
"""Commands that put signs around their argument."""


def unknown(reader: Reads, name: str, here: Here) -> tuple[str, int]:
    r"""Say what a command wraps, or its name where it wraps nothing: \ours says "ours"."""
    end = reader.pieces.closing(here.place, here.stop)
    if end is None or end == here.place + 1:
        return name, here.place if end is None else end + 1
    said = []
    place = here.place
    while reader.pieces.closing(place, here.stop) is not None:
        content, place = reader.argument(here.on(place))
        said.append(content)
    return " ".join(said), place


def _symbol(reader: Reads, name: str, here: Here) -> tuple[str, int]:
    is_empty = reader.pieces.closing(here.place, here.stop) == here.place + 1
    return SYMBOLS[name], here.place + 2 if is_empty else here.place


def _operator(_reader: Reads, name: str, here: Here) -> tuple[str, int]:
    return name, here.place


def _blank(_reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    return " ", here.place


def _silent(reader: Reads, name: str, here: Here) -> tuple[str, int]:
    is_nothing = name in ("left", "right") and reader.pieces.at(here.place, here.stop)[:1] == "."
    return "", reader.pieces.take_letter(here.place)[1] if is_nothing else here.place


def _styled(reader: Reads, name: str, here: Here) -> tuple[str, int]:
    is_math = here.is_math and not name.startswith(("text", "mbox", "hbox", "emph"))
    return reader.argument(here, is_math=is_math)


def _alphabet(reader: Reads, name: str, here: Here) -> tuple[str, int]:
    content, place = reader.argument(here, is_math=True)
    return lettered(name, content.strip()), place


def _dropped(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    place = reader.pieces.past_options(here.place, here.stop)
    end = reader.pieces.closing(place, here.stop)
    return "", place if end is None else end + 1


def _second(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    _how, place = reader.argument(here.on(reader.pieces.past_options(here.place, here.stop)))
    return reader.argument(here.on(place))


def _first(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    """Read what is printed, and pass over what stands for it elsewhere."""
    content, place = reader.argument(here)
    end = reader.pieces.closing(place, here.stop)
    return content, place if end is None else end + 1


def _item(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    """Read a list's item as its label, which stands in brackets, or a bullet."""
    label, place = reader.pieces.take_option(here.place, here.stop)
    return f" {label or '•'} ", place


def _embraced(reader: Reads, name: str, here: Here) -> tuple[str, int]:
    """Read \\ket{ψ} and the like: an argument between signs."""
    before, after = EMBRACED[name]
    content, place = reader.argument(here)
    return f"{before}{content.strip()}{after}", place


def _braket(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    left, place = reader.argument(here)
    if reader.pieces.closing(place, here.stop) is None:
        return f"⟨{left.strip()}⟩", place
    right, place = reader.argument(here.on(place))
    return f"⟨{left.strip()}|{right.strip()}⟩", place


def _ketbra(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    left, place = reader.argument(here)
    right, place = reader.argument(here.on(place))
    return f"|{left.strip()}⟩⟨{right.strip() or left.strip()}|", place


def names_operator(piece: str) -> bool:
    """Tell whether a piece is an operator, which stands apart from letters: n log n."""
    name = piece[1:].rstrip("*") if piece[:1] == "\\" else ""
    return name in OPERATORS or name == "operatorname"


def _fraction(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    above, place = reader.argument(here, is_math=True)
    below, place = reader.argument(here.on(place), is_math=True)
    return f"{_enclosed(above)}/{_enclosed(below)}", place


def _binomial(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    above, place = reader.argument(here, is_math=True)
    below, place = reader.argument(here.on(place), is_math=True)
    return f"({above} choose {below})", place


def _root(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    degree, place = reader.pieces.take_option(here.place, here.stop)
    content, place = reader.argument(here.on(place), is_math=True)
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree) or f"{raised(degree)}√"
    return f"{sign}{_enclosed(content)}", place


def _modulus(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    content, place = reader.argument(here, is_math=True)
    return f"(mod {content})", place


def _negation(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    content, place = reader.argument(here)
    struck = unicodedata.normalize("NFC", f"{content}\N{COMBINING LONG SOLIDUS OVERLAY}")
    return struck if content else "", place


def _footnote(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    content, place = reader.argument(here)
    return f" ({content.strip()})", place


def _address(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    """Read letter by letter: nothing in an address is markup."""
    end = reader.pieces.closing(here.place, here.stop)
    if end is None:
        return "", here.place
    return reader.pieces.written(here.place + 1, end).replace("\\", ""), end + 1


def _link(reader: Reads, name: str, here: Here) -> tuple[str, int]:
    """Read a link as its words, and its address where they do not say it."""
    address, place = _address(reader, name, here)
    words, place = reader.argument(here.on(place), is_math=False)
    if not address or not words or address in words:
        return words or address, place
    return f"{words} ({address})", place


def _raised_words(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    content, place = reader.argument(here)
    return raised(content) if content.isdigit() else content, place


def _lowered_words(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    content, place = reader.argument(here)
    return lowered(content) if content.isdigit() else content, place


def _character(reader: Reads, _name: str, here: Here) -> tuple[str, int]:
    """Read a character by its number: x2014 or 8212."""
    content, place = reader.argument(here, is_math=False)
    try:
        number = int(content[1:], 16) if content[:1] in ("x", "X") else int(content)
    except ValueError:
        return content, place
    return chr(number) if 31 < number < 0xD800 else content, place


def _all_by(command: Command, names: Iterable[str]) -> dict[str, Command]:
    return dict.fromkeys(names, command)


def _enclosed(content: str) -> str:
    """Put parentheses around what would be read wrongly without them."""
    content = content.strip()
    return content if re.fullmatch(r"[\w.]*", content) else f"({content})"


COMMANDS: dict[str, Command] = {
    **_all_by(_symbol, SYMBOLS),
    **_all_by(_operator, OPERATORS),
    **_all_by(_silent, SILENT),
    **_all_by(_blank, BLANK),
    **_all_by(_styled, STYLES),
    **_all_by(_alphabet, ALPHABETS),
    **_all_by(_dropped, DROPPED),
    **_all_by(_second, SECOND_IS_TEXT),
    **_all_by(_fraction, ("frac", "dfrac", "tfrac", "nicefrac", "sfrac", "cfrac")),
    **_all_by(_binomial, ("binom", "dbinom", "tbinom")),
    **_all_by(_footnote, ("footnote", "footnotetext")),
    **_all_by(_link, ("href", "hyperlink")),
    **_all_by(_address, ("url", "nolinkurl", "path")),
    **_all_by(_character, ("unicode", "char", "symbol")),
    **_all_by(_embraced, EMBRACED),
    **_all_by(_braket, ("braket", "Braket", "innerproduct", "ip")),
    **_all_by(_ketbra, ("ketbra", "outerproduct", "dyad", "op")),
    "texorpdfstring": _first,
    "item": _item,
    "sqrt": _root,
    "pmod": _modulus,
    "not": _negation,
    "textsuperscript": _raised_words,
    "textsubscript": _lowered_words,
}
assert not COMMANDS.keys() & ACCENTS, "an accent is read as one"
