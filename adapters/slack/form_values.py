"""Forms as short text, for the values and the private notes that Slack gives back unchanged."""

import json

from bot.message import Choice, Field, Form


def pack(form: Form) -> str:
    """Write a form as one line; `unpack` reads it."""
    fields = [
        [f.name, f.label, f.kind, f.value, _pairs(f.choices), f.is_required, f.hint]
        for f in form.fields
    ]
    packed = [form.title, form.command, fields]
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str) -> Form | None:
    """Read what `pack` wrote; None for anything else, such as a command."""
    if not packed.startswith('["'):
        return None
    try:
        title, command, fields = json.loads(packed)
        return Form(title, tuple(_field(*one) for one in fields), command)
    except (ValueError, TypeError):
        return None


def without_choices(form: Form) -> Form:
    """Return a form for reading what was submitted: Slack gives back offered choices only."""
    fields = tuple(
        Field(f.name, f.label[:40], f.kind, f.value, _kept(f), f.is_required) for f in form.fields
    )
    return Form(form.title, fields, form.command)


def _pairs(choices: tuple[Choice, ...]) -> list[list[str]]:
    return [[choice.label, choice.text] for choice in choices]


def _kept(field: Field) -> tuple[Choice, ...]:
    return field.choices[:1] if field.kind == "toggle" else ()


def _field(
    name: str,
    label: str,
    kind: str,
    value: str,
    choices: list[list[str]],
    is_required: bool,
    hint: str,
) -> Field:
    read = tuple(Choice(*choice) for choice in choices)
    return Field(name, label, kind, value, read, is_required, hint)  # type: ignore[arg-type]
