"""Reading what somebody gave by name as the command that they would have typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.discord.slash_commands import BY_PERSON, IN_MESSAGE, options_of, paths_of
from bot.message import Option, Verb

Data = Mapping[str, Any]
"""The `data` of an interaction, as Discord's gateway writes it."""

_NESTED = (1, 2)
_MOST_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Typed:
    """A command; `place` is the channel it is meant for, where another was named.

    `is_shared` is whether everybody may see the answer; `option` is the one that is being typed.
    """

    text: str
    place: str = ""
    is_shared: bool = False
    option: str = ""


def read_command(data: Data, verbs: Sequence[Verb]) -> Typed | None:
    """Read a slash command, or an entry of a menu; None for what we never told Discord of."""
    if data.get("name") == IN_MESSAGE:
        return Typed(f"in {_words_of_message(data)}".strip())
    if data.get("name") == BY_PERSON:
        return Typed(f'search author:"{_name_of_person(data)}"')
    path, given = _leaf(data)
    verb = paths_of(verbs).get(path)
    if verb is None:
        return None
    values = {one["name"]: one["value"] for one in given}
    written = [_written(option, values) for option in options_of(verb)]
    return Typed(
        " ".join(filter(None, [verb.name, *written])),
        place=_named(verb, values, "place"),
        is_shared=_named(verb, values, "audience") == "False",
    )


def read_begun(data: Data, verbs: Sequence[Verb]) -> Typed | None:
    """Read a command one option of which is still being typed: that one stands alone."""
    path, given = _leaf(data)
    verb = paths_of(verbs).get(path)
    focused = next((one for one in given if one.get("focused")), None)
    if verb is None or focused is None:
        return None
    values = {one["name"]: one["value"] for one in given}
    typed = str(focused.get("value", ""))
    return Typed(f"{verb.name} {typed}", _named(verb, values, "place"), option=focused["name"])


def _leaf(data: Data) -> tuple[tuple[str, ...], Sequence[Data]]:
    """Walk down to the subcommand; return the way to it and what it was given."""
    path: list[str] = []
    options: Sequence[Data] = data.get("options") or ()
    while options and options[0].get("type") in _NESTED:
        path.append(options[0]["name"])
        options = options[0].get("options") or ()
    return tuple(path), options


def _written(option: Option, values: Mapping[str, object]) -> str:
    return option.write(values[option.name]) if option.name in values else ""


def _named(verb: Verb, values: Mapping[str, object], kind: str) -> str:
    """Return what was given for the option of a kind, "" where nothing was."""
    known = (option.name for option in options_of(verb) if option.kind == kind)
    return next((str(values[name]) for name in known if name in values), "")


def _words_of_message(data: Data) -> str:
    """Return all words of the message that a menu was opened on, embeds and layouts included."""
    message = data.get("resolved", {}).get("messages", {}).get(str(data.get("target_id")), {})
    words = [str(message.get("content") or "")]
    for embed in message.get("embeds") or ():
        words += [str(embed.get(key) or "") for key in ("title", "url", "description")]
    words += list(_texts(message.get("components") or ()))
    return " ".join(" ".join(words).split())[:_MOST_CHARACTERS]


def _texts(components: Sequence[Data]) -> list[str]:
    found = []
    for one in components:
        found.append(str(one.get("content") or ""))
        found += _texts(one.get("components") or ())
    return found


def _name_of_person(data: Data) -> str:
    """Return the name that a person goes by here, else the one they gave themselves."""
    target, resolved = str(data.get("target_id")), data.get("resolved", {})
    member, user = (resolved.get(key, {}).get(target, {}) for key in ("members", "users"))
    name = member.get("nick") or user.get("global_name") or user.get("username") or ""
    return str(name).replace('"', "")
