"""Forms: commands with blanks, which each platform lets people fill in its own way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.errors import UserError

FieldKind = Literal[
    "text", "query", "long", "choice", "toggle", "time", "days", "zone", "place", "number"
]
"""What a field asks for, so that a platform can offer the control that it has for that.

"text" is a name or a phrase and stands quoted in the command where it has several words; "query"
is a search, which keeps its own quotes; "long" may have several lines. "days" are names of days
by commas. A "toggle" that is on writes the text of its first choice (its name where it has none).
"""

_BLANK = re.compile(r"\s{0,9}\[(?P<part>[^\[\]]*)\]|\{(?P<name>\w+)\}")
_NAME = re.compile(r"\{(\w+)\}")
_OFF = frozenset({"", "no", "off", "false", "0"})
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a text that is being typed may become, or one of the values that a field may have.

    `text` takes the place of all behind the verb, or of the option that is typed.
    """

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One blank: what to call it, what it holds already, and what may stand there."""

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A command with blanks: `subscribe [{topic}] [at {time}] [top {top}]`.

    What stands in brackets is left out where its blanks are empty. The fields come in the order
    that they matter in: a platform that shows fewer leaves out the last that need not be filled,
    which keep their value.
    """

    title: str
    fields: tuple[Field, ...]
    command: str

    def shown(self, most: int) -> tuple[Field, ...]:
        """Return the fields to show where a form holds only so many; required ones come first."""
        by_need = sorted(self.fields, key=lambda field: not field.is_required)
        kept = {field.name for field in by_need[:most]}
        return tuple(field for field in self.fields if field.name in kept)

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the command, as if typed; a field that is not in `values` keeps its value.

        What has several words is quoted, and no quote reaches beyond its blank. Raises UserError
        with the name of the field that is empty and must not be, or holds what it cannot.
        """
        words = {
            field.name: _written(field, values.get(field.name, field.value))
            for field in self.fields
        }

        def filled(match: re.Match[str]) -> str:
            if match["name"]:
                return words.get(match["name"], "")
            return _optional(match["part"], words)

        return _BLANK.sub(filled, self.command).strip()


def _optional(part: str, words: Mapping[str, str]) -> str:
    if not all(words.get(name) for name in _NAME.findall(part)):
        return ""
    return " " + _NAME.sub(lambda match: words[match[1]], part)


def _written(field: Field, value: str) -> str:
    """Write a value as the command's grammar reads it: one blank's worth, whatever it holds."""
    value = _UNSEEN.sub("", value)
    value = value.strip() if field.kind == "long" else " ".join(value.split())
    if field.kind == "toggle":
        is_on = value.lower() not in _OFF
        return (field.choices[0].text if field.choices else field.name) if is_on else ""
    if not value:
        if field.is_required:
            raise UserError(f"Please fill in “{field.label}”.", field=field.name)
        return ""
    return _WRITERS.get(field.kind, _as_it_is)(field, value)


def _as_it_is(_field: Field, value: str) -> str:
    return value


def _quoted(_field: Field, value: str) -> str:
    """Put several words between quotes; quotes inside would end them early."""
    if re.fullmatch(r"[\w.:/@+#-]+", value):
        return value
    return '"' + value.replace('"', "'") + '"'


def _balanced(_field: Field, value: str) -> str:
    """Close a quote that was left open: it would swallow what stands behind the blank."""
    return value + '"' if value.count('"') % 2 else value


def _chosen(field: Field, value: str) -> str:
    if field.choices and value not in {choice.text for choice in field.choices}:
        raise UserError(f"Please pick one of the choices for “{field.label}”.", field=field.name)
    return value


def _number(field: Field, value: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,9}", value):
        raise UserError(f"“{value[:40]}” isn't a number.", field=field.name)
    return value


def _listed(_field: Field, value: str) -> str:
    return ",".join(filter(None, re.split(r"[\s,]+", value)))


def _in_one_word(_field: Field, value: str) -> str:
    return value.replace(" ", "")


def _zone(_field: Field, value: str) -> str:
    return value.replace(" ", "_")


_WRITERS = {
    "text": _quoted,
    "query": _balanced,
    "choice": _chosen,
    "number": _number,
    "days": _listed,
    "time": _in_one_word,
    "place": _in_one_word,
    "zone": _zone,
}
