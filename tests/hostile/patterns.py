"""Every regular expression of the program, found in its source, and texts made to stall each."""

import ast
import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.text import tokens

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "adapters")
USES = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_constants: Any = importlib.import_module("re._constants")
_parser: Any = importlib.import_module("re._parser")

Part = tuple[Any, Any]
"""What `re` parses a pattern into: a kind, and what belongs to it."""

FLAGS = re.IGNORECASE | re.DOTALL | re.MULTILINE | re.ASCII


@dataclass(frozen=True)
class Use:
    """A pattern, where it stands, and the ways in which it is run there."""

    where: str
    pattern: re.Pattern[str]
    ways: frozenset[str]

    def run(self, text: str) -> None:
        """Run it over a text in each way it is used; a search costs what a replacement does."""
        if self.ways & {"match"}:
            self.pattern.match(text)
        if self.ways & {"fullmatch"}:
            self.pattern.fullmatch(text)
        if self.ways - {"match", "fullmatch"}:
            for _ in self.pattern.finditer(text):
                pass


def all_uses() -> Iterator[Use]:
    """Yield every pattern of the program; fails where one cannot be read from its source."""
    for path in _files():
        module = _load(path)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from _compiled(path, module, tree)
        yield from _inline(path, module, tree)


def _files() -> list[Path]:
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def _load(path: Path) -> ModuleType:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return importlib.import_module(name)


def _compiled(path: Path, module: ModuleType, tree: ast.Module) -> Iterator[Use]:
    for name, value in vars(module).items():
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield Use(f"{path.relative_to(ROOT)} {name}", value, frozenset(_ways_of(name, tree)))


def _ways_of(name: str, tree: ast.Module) -> Iterable[str]:
    """Return how a name is used in its module; any way where that does not show."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == name]
    loads = [node for node in names if isinstance(node.ctx, ast.Load)]
    ways = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.value in loads and node.attr in USES
    ]
    return ways if ways and len(ways) == len(loads) else [*ways, "search"]


def _inline(path: Path, module: ModuleType, tree: ast.Module) -> Iterator[Use]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called = node.func
        is_re = isinstance(called.value, ast.Name) and called.value.id == "re"
        if is_re and called.attr in (*USES, "compile"):
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            for pattern in _pattern_of(node, module, where):
                way = "search" if called.attr == "compile" else called.attr
                yield Use(where, pattern, frozenset([way]))


def _pattern_of(node: ast.Call, module: ModuleType, where: str) -> Iterator[re.Pattern[str]]:
    known = {value.pattern for value in vars(module).values() if isinstance(value, re.Pattern)}
    if made := MADE_ANEW.get(where.partition(":")[0]):
        yield from made()
        return
    names = {one.id for one in ast.walk(node.args[0]) if isinstance(one, ast.Name)}
    # What a pattern is made of in a function is not known here: mostly it is a sign.
    unknown = dict.fromkeys(names - set(vars(module)), ",")
    try:
        text = eval(compile(ast.Expression(node.args[0]), where, "eval"), unknown | vars(module))
    except Exception as error:
        raise AssertionError(f"{where} cannot be looked at: make it of constants") from error
    if text not in known:
        flags = re.IGNORECASE if "IGNORECASE" in ast.dump(node) else 0
        yield re.compile(text, flags)


def _of_tokens() -> Iterator[re.Pattern[str]]:
    yield tokens._beginning_with(frozenset({"lo", "ra", "e"}))
    yield from (re.compile(pattern) for _, pattern, _ in tokens._SPELLINGS)


MADE_ANEW: dict[str, Callable[[], Iterator[re.Pattern[str]]]] = {
    "bot/text/tokens.py": _of_tokens,
}
"""What returns the patterns of a file that are made when they are first needed."""


Grown = Callable[[int], str]
"""A text of a length."""


def hostile_texts(pattern: re.Pattern[str]) -> Iterator[Grown]:
    """Yield texts, of any length, that a pattern nearly matches again and again."""
    tree = _parser.parse(pattern.pattern, pattern.flags & FLAGS)
    beginnings = list(dict.fromkeys(["", *_beginnings(tree)]))
    letters = list(dict.fromkeys(_letters(tree)))[:14] or ["a"]
    units = list(dict.fromkeys([*beginnings[1:], *letters]))[:20]
    for beginning in beginnings[:12]:
        for unit in letters:
            yield from (_repeated(beginning, unit, end) for end in ENDS)
    yield from (_varied(beginning) for beginning in beginnings[:12])
    for first in units:
        for second in units:
            if first != second:
                yield _repeated("", first + second, ENDS[0])
                yield _halves(first, second)


ENDS = ("\x00", " ")
"""What no pattern, and what no word ends in."""


def _repeated(beginning: str, unit: str, end: str) -> Grown:
    return lambda length: beginning + unit * (length // len(unit)) + end


def _varied(beginning: str) -> Grown:
    """Repeat with another sign each time, for what must come again to end."""
    step = len(beginning) + 1
    return lambda length: "".join(
        f"{beginning}{chr(0x4E00 + place)}" for place in range(length // step)
    )


def _halves(first: str, second: str) -> Grown:
    return lambda n: first * (n // 2 // len(first)) + " " + second * (n // 2 // len(second))


def _beginnings(tree: Iterable[Part]) -> Iterator[str]:
    """Yield what a pattern would take, cut off after each of its parts."""
    text = ""
    for part in tree:
        text += _example(part)
        yield text[:40]
        yield from (inner[:40] for inner in _inside(part))


def _inside(part: Part) -> Iterator[str]:
    for tree in _subtrees(part):
        yield from _beginnings(tree)


def _subtrees(part: Part) -> list[Iterable[Part]]:
    kind, value = part
    if kind is _constants.SUBPATTERN:
        return [value[3]]
    if kind is _constants.BRANCH:
        return list(value[1])
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return [value[2]]
    if kind in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [value[1]]
    return []


def _example(part: Part) -> str:
    """Return something that a part of a pattern takes."""
    kind, value = part
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        least, most, inside = value
        return _examples(inside) * int(max(least, min(1, most)))
    if kind is _constants.BRANCH:
        return _examples(value[1][0])
    if kind is _constants.SUBPATTERN:
        return _examples(value[3])
    return next(iter(_letters([part])), "")


def _examples(tree: Iterable[Part]) -> str:
    return "".join(_example(part) for part in tree)


_OF_CATEGORY = {
    _constants.CATEGORY_DIGIT: "7",
    _constants.CATEGORY_SPACE: " ",
    _constants.CATEGORY_WORD: "a",
    _constants.CATEGORY_NOT_DIGIT: "a",
    _constants.CATEGORY_NOT_SPACE: "a",
    _constants.CATEGORY_NOT_WORD: "-",
}


def _letters(tree: Iterable[Part]) -> Iterator[str]:
    """Yield a letter of each kind that a pattern speaks of."""
    for part in tree:
        kind, value = part
        if kind in (_constants.LITERAL, _constants.NOT_LITERAL):
            yield chr(value) if kind is _constants.LITERAL else _other_than(value)
        elif kind is _constants.ANY:
            yield "a"
        elif kind is _constants.IN:
            yield from _of_set(value)
        for inside in _subtrees(part):
            yield from _letters(inside)


def _of_set(members: Sequence[Part]) -> Iterator[str]:
    named: set[str] = set()
    barred: list[tuple[str, str]] = []
    for kind, value in members:
        if kind is _constants.LITERAL:
            named.add(chr(value))
        elif kind is _constants.RANGE:
            named.add(chr(value[0]))
            barred.append((chr(value[0]), chr(value[1])))
        elif kind is _constants.CATEGORY:
            named.add(_OF_CATEGORY[value])
    if any(kind is _constants.NEGATE for kind, _ in members):
        free = (one for one in "xq7§\x00" if not any(low <= one <= high for low, high in barred))
        yield next(one for one in free if one not in named)
    yield from sorted(named)[:5]


def _other_than(code: int) -> str:
    return "x" if code != ord("x") else "y"
