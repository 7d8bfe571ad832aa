"""What is written for people tells the truth: every command and every setting is there."""

import ast
import re
from pathlib import Path

import pytest

from bot.app import platforms, room
from bot.commands import SHELL_ONLY, VERBS
from bot.config import SETTINGS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ENV_EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
FAULTS = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
OF_THE_SHELL = {"NO_COLOR", "NO_PROXY", "TERM", "no_proxy"}
ALL_SETTINGS = {*SETTINGS, *(name for one in platforms() for name in room(one).SETTINGS)}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_each_command_is_in_the_readme(verb: object) -> None:
    assert f"`{verb.name}" in README  # type: ignore[attr-defined]


@pytest.mark.parametrize("verb", SHELL_ONLY)
def test_each_command_of_a_shell_is_in_the_readme(verb: str) -> None:
    assert f"`papers {verb}" in README


@pytest.mark.parametrize("name", sorted(ALL_SETTINGS))
def test_each_setting_is_in_the_readme(name: str) -> None:
    assert f"`{name.upper()}`" in README


@pytest.mark.parametrize("name", sorted(ALL_SETTINGS - OF_THE_SHELL))
def test_each_setting_is_in_the_example(name: str) -> None:
    assert re.search(rf"^{name.upper()}=", ENV_EXAMPLE, re.MULTILINE)


def test_the_example_names_no_setting_that_does_not_exist() -> None:
    named = set(re.findall(r"^(\w+)=", ENV_EXAMPLE, re.MULTILINE))
    assert named <= {name.upper() for name in ALL_SETTINGS} | {"SSL_CERT_FILE", "HTTPS_PROXY"}


def test_the_rooms_of_the_readme_are_there() -> None:
    for name in re.findall(r"`(bot/[\w./]+)`", README):
        assert (ROOT / name).exists(), name


def test_each_fault_is_injected_by_tests_that_are_there() -> None:
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]*) \|$", FAULTS, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 27))
    for number, named in rows:
        tests = re.findall(r"`([\w/.]+)::(test_\w+)`", named)
        assert tests, f"fault {number} has no test"
        for path, name in tests:
            assert name in _functions_in(ROOT / "tests" / path), f"fault {number}: {path}::{name}"


def _functions_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, functions)}
