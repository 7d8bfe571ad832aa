"""The signs on the doors: modules are nouns, and one name is for one thing."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = [path for room in ("bot", "adapters") for path in (ROOT / room).rglob("*.py")]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
README = (ROOT / "README.md").read_text(encoding="utf-8")

LAYERED = {"alerts", "catalogue", "community", "digests", "highlights", "mailboxes", "options"}
LAYERED |= {"papers", "people", "secrets", "standings", "workspaces"}
"""Nouns that have a module each in the model, the store and its schema: the same thing."""

MOST_GERUNDS = 0.05


def test_few_modules_are_named_by_what_is_done_in_them() -> None:
    gerunds = [path.stem for path in MODULES if path.stem.endswith("ing")]
    assert len(gerunds) < MOST_GERUNDS * len(MODULES), gerunds


def test_a_file_name_is_used_once_in_the_core_but_for_one_thing_in_its_layers() -> None:
    names = Counter(path.stem for path in MODULES if path.parts[len(ROOT.parts)] == "bot")
    del names["__init__"]
    # The rooms of sources are siblings, as platforms are.
    siblings = {path.stem for path in (ROOT / "bot" / "sources").glob("*/*.py")}
    assert {name for name, count in names.items() if count > 1} <= LAYERED | siblings


def test_each_word_of_the_glossary_is_a_name_in_the_code() -> None:
    glossary = README.partition("### Words")[2].partition("A paper arrives")[0]
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| (.+) \|$", glossary, re.MULTILINE)[1:]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(named) >= 20
    for name in named:
        assert re.search(rf"^(class|def) {name}\b", SOURCE, re.MULTILINE), name
