"""The walls hold: a planted violation of each kind fails the layers' check."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PLANTS = [
    ("bot/text/tokens.py", "import bot.search"),
    ("bot/compose/cards.py", "import bot.store"),
    ("bot/jobs/digest_plan.py", "import adapters.slack"),
    ("bot/delivery/courier.py", "import slack_sdk"),
    ("bot/commands/paper_lists.py", "import sqlalchemy"),
    ("adapters/terminal/render.py", "import bot.store"),
    ("adapters/terminal/render.py", "import bot.model"),
    ("adapters/slack/render.py", "import adapters.discord"),
]


def check(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(
        command,
        cwd=root,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("bot", "adapters"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_as_it_stands_keeps_its_walls(copy: Path) -> None:
    result = check(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("path", "violation"), PLANTS)
def test_a_planted_violation_is_found(copy: Path, path: str, violation: str) -> None:
    module = copy / path
    module.write_text(module.read_text(encoding="utf-8") + f"\n{violation}\n", encoding="utf-8")
    result = check(copy)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout
