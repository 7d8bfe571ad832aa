"""The commands as Discord lists them: `/papers` with a subcommand for each verb of the grammar."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from adapters.discord.translations import localized
from bot.message import Message, Option, Text, Verb
from bot.message.options import Completed

Json = dict[str, object]
Path = tuple[str, ...]

NAME = "papers"
IN_MESSAGE, BY_PERSON = "Papers in this message", "Papers by this person"
"""What stands in the menus of messages and of people."""

_CHAT, _USER, _MESSAGE = 1, 2, 3
_SUBCOMMAND, _GROUP, _STRING, _INTEGER, _BOOLEAN, _CHANNEL = 1, 2, 3, 4, 5, 7
_TYPES = {"text": _STRING, "number": _INTEGER, "flag": _BOOLEAN, "audience": _BOOLEAN,
          "place": _CHANNEL}  # fmt: skip
# https://discord.com/developers/docs/interactions/application-commands
_MOST_SUBCOMMANDS, _NAME_LENGTH, _SUMMARY_LENGTH, _VALUE_LENGTH = 25, 32, 100, 1000
_EVERYWHERE = {"integration_types": [0, 1], "contexts": [0, 1, 2]}
_COMMAND = re.compile(rf"(?<!\S)/{NAME} (\w+)")
_MORE = "more"
_RARELY = (
    "explain",
    "yesterday",
    "month",
    "less",
    "cite",
    "email",
    "link",
    "shared",
    "week",
    "top",
    "home",
    "why",
)
"""What goes into the group “more” first, where there are more commands than Discord takes."""

_ITSELF = "show"
"""What a verb is called in the group that it gives its name to: `/papers saved show`."""


def commands_of(verbs: Sequence[Verb]) -> list[Json]:
    """Return all that Discord is to be told, as its API writes it."""
    papers: Json = {
        "name": NAME,
        "type": _CHAT,
        "description": "Papers of the day: search, digests and alerts",
        "options": _subcommands(verbs),
        **_EVERYWHERE,
    }
    menus: list[Json] = [
        {"name": IN_MESSAGE, "type": _MESSAGE, **_EVERYWHERE},
        {"name": BY_PERSON, "type": _USER, **_EVERYWHERE},
    ]
    return [papers, *({**menu, **localized(str(menu["name"]))} for menu in menus)]


def paths_of(verbs: Sequence[Verb]) -> dict[Path, Verb]:
    """Return where each verb stands below `/papers`: `alert add` is `add` in the group `alert`."""
    groups = {verb.name.partition(" ")[0] for verb in verbs if " " in verb.name}
    folded = _folded(verbs, groups)
    paths: dict[Path, Verb] = {}
    for verb in verbs:
        words: Path = tuple(verb.name.split(" ", 1))
        if verb.name in groups:
            words = (*words, _ITSELF)
        paths[(_MORE, *words) if verb.name in folded else words] = verb
    return paths


def _folded(verbs: Sequence[Verb], groups: Collection[str]) -> set[str]:
    """Return the verbs that find no place beside the others."""
    alone = [verb.name for verb in verbs if " " not in verb.name and verb.name not in groups]
    surplus = len(alone) + len(groups) - _MOST_SUBCOMMANDS
    if surplus <= 0:
        return set()
    others = [name for name in reversed(alone) if name not in ("help", "search")]
    by_use = [*(name for name in _RARELY if name in alone), *others]
    # The group itself takes a place.
    return set(list(dict.fromkeys(by_use))[: surplus + 1])


def spelled(message: Message, verbs: Sequence[Verb]) -> Message:
    """Return a message whose words name commands as they stand in Discord's list."""
    moved = {path[1]: " ".join(path) for path in paths_of(verbs) if path[0] == _MORE}
    if not moved:
        return message

    def spell(words: str) -> str:
        return _COMMAND.sub(lambda found: f"/{NAME} {moved.get(found[1], found[1])}", words)

    return replace(
        message,
        title=spell(message.title),
        lead=_respelled(message.lead, spell),
        note=spell(message.note),
    )


def _respelled(words: Text, spell: Callable[[str], str]) -> Text:
    """Respell words piece by piece, so that what stands out still does."""
    plain, marks = "", []
    for piece, is_marked in words.pieces():
        start = len(plain)
        plain += spell(piece)
        if is_marked:
            marks.append((start, len(plain)))
    return Text(plain, tuple(marks))


def options_of(verb: Verb) -> tuple[Option, ...]:
    """Return what a verb may be told; one that says nothing of that takes its argument whole."""
    if verb.options or not verb.argument:
        return verb.options
    example = verb.example.removeprefix(f"{verb.name} ")
    hint = f"For example: {example}" if example else verb.argument
    completed: Completed = "query" if verb.is_completed else ""
    name = re.sub(r"[^\w-]+", "_", verb.argument.lower()).strip("_") or "words"
    return (Option(name, hint, completed=completed, is_required=verb.is_required),)


def fingerprint(commands: Sequence[Mapping[str, object]]) -> str:
    """Return a hash that is equal where people are shown the same commands.

    Discord adds ids, versions and defaults to what it was told; those count for nothing.
    """
    essence = sorted((_essence(command) for command in commands), key=_order)
    return hashlib.sha256(json.dumps(essence, sort_keys=True).encode()).hexdigest()


def _subcommands(verbs: Sequence[Verb]) -> list[Json]:
    top: dict[str, Json] = {}
    for path, verb in paths_of(verbs).items():
        leaf = _subcommand(path[-1], verb)
        if len(path) == 1:
            top[path[0]] = leaf
            continue
        group = top.setdefault(path[0], _group(path[0], verbs))
        inner = group["options"]
        assert isinstance(inner, list)
        inner.append(leaf)
    return list(top.values())[:_MOST_SUBCOMMANDS]


def _group(name: str, verbs: Sequence[Verb]) -> Json:
    inner = [path[1] for path in paths_of(verbs) if path[0] == name]
    summary = f"{name.capitalize()}: {', '.join(inner)}"[:_SUMMARY_LENGTH]
    return {"type": _GROUP, "name": name, "description": summary, "options": [], **localized(name)}


def _subcommand(name: str, verb: Verb) -> Json:
    # Discord wants what is required first; in the command it stands where it must.
    asked = sorted(options_of(verb), key=lambda option: not option.is_required)
    return {
        "type": _SUBCOMMAND,
        "name": name[:_NAME_LENGTH],
        "description": (verb.summary or name)[:_SUMMARY_LENGTH],
        "options": [_option(option) for option in asked],
        **localized(name),
    }


def _option(option: Option) -> Json:
    payload: Json = {
        "type": _TYPES[option.kind],
        "name": option.name,
        "description": option.summary[:_SUMMARY_LENGTH],
        "required": option.is_required,
        **localized(option.name),
    }
    if option.choices:
        choices = [{"name": one.label, "value": one.value} for one in option.choices]
        payload["choices"] = choices
    elif option.completed:
        payload["autocomplete"] = True
    if option.kind == "text" and not option.choices:
        payload["max_length"] = _VALUE_LENGTH
    if option.kind == "number":
        payload |= {"min_value": option.least, "max_value": option.most}
    return payload


def _essence(command: Mapping[str, object]) -> Json:
    known = ("name", "description", "type", "max_length", "min_value", "max_value", "choices",
             "name_localizations", "integration_types", "contexts", "channel_types")  # fmt: skip
    essence = {key: _plain(command[key]) for key in known if command.get(key)}
    essence["type"] = command.get("type") or _CHAT
    essence["required"] = bool(command.get("required"))
    essence["autocomplete"] = bool(command.get("autocomplete"))
    options = command.get("options")
    essence["options"] = [_essence(one) for one in options] if isinstance(options, list) else []
    return essence


def _plain(value: object) -> object:
    """Leave out of choices what Discord adds to them, and of lists their order."""
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], dict):
        return [{"name": one["name"], "value": one["value"]} for one in value]
    return sorted(value)


def _order(essence: Json) -> str:
    return f"{essence['type']} {essence['name']}"
