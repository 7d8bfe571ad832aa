"""The walls hold: a planted violation of each kind fails the layers' check."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {one.stem for one in (ROOT / "bot").iterdir() if not one.name.startswith(("__", "."))}

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = SETTINGS["tool"]["importlinter"]["contracts"]
FLOORS, ADAPTERS, NO_PLATFORM, APART, SQL, ENGINE, CIRCLES = (one["name"] for one in CONTRACTS)

PLANTS = [
    (FLOORS, "bot/text/tokens.py", "import bot.search"),
    (FLOORS, "bot/compose/cards.py", "import bot.store"),
    (FLOORS, "bot/query/tree.py", "import bot.calendar"),
    (FLOORS, "bot/jobs/retention.py", "import bot.runtime"),
    (NO_PLATFORM, "bot/jobs/digest_plan.py", "import adapters.slack"),
    (NO_PLATFORM, "bot/delivery/courier.py", "import slack_sdk"),
    (NO_PLATFORM, "bot/runtime/worker.py", "import discord"),
    (SQL, "bot/commands/paper_lists.py", "import sqlalchemy"),
    (SQL, "bot/runtime/desk/front_desk.py", "import sqlalchemy"),
    (SQL, "bot/runtime/worker.py", "import alembic"),
    (SQL, "adapters/slack/adapter.py", "import sqlalchemy"),
    (ENGINE, "bot/jobs/intake/intake.py", "import tantivy"),
    (ENGINE, "bot/store/leases.py", "import tantivy"),
    (CIRCLES, "bot/search/index/snapshot.py", "import bot.search.upkeep"),
    (APART, "adapters/slack/render.py", "import adapters.discord"),
    *(
        (ADAPTERS, "adapters/terminal/render.py", f"import bot.{room}")
        for room in sorted(ROOMS - {"message", "errors"})
    ),
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


def test_planted_violations_are_found_each_by_the_contract_that_forbids_it(copy: Path) -> None:
    for _, path, violation in PLANTS:
        module = copy / path
        module.write_text(f"{module.read_text(encoding='utf-8')}\n{violation}\n", encoding="utf-8")
    said = " ".join(check(copy).stdout.split())
    for contract, path, violation in PLANTS:
        importer = path.removesuffix(".py").replace("/", ".")
        assert f"{contract} BROKEN" in said
        imported = violation.removeprefix("import ")
        if contract != CIRCLES:  # it names rooms, not modules
            assert re.search(rf"{re.escape(importer)} .{{0,40}}{re.escape(imported)}", said), path


def test_every_contract_has_a_violation_planted() -> None:
    assert {contract for contract, _, _ in PLANTS} == {one["name"] for one in CONTRACTS}


def test_a_new_room_stands_on_a_floor_and_is_closed_to_adapters(copy: Path) -> None:
    (copy / "bot" / "attic.py").write_text('"""A room that nobody planned."""\n', encoding="utf-8")
    assert "attic" in check(copy).stdout
    floors, adapters = CONTRACTS[:2]
    standing = set(re.findall(r"\w+", " ".join(floors["layers"])))
    assert standing == ROOMS
    forbidden = {name.removeprefix("bot.") for name in adapters["forbidden_modules"]}
    assert forbidden == ROOMS - {"message", "errors"}


def test_the_hall_stays_small_enough_to_look_around() -> None:
    entries = [one for one in (ROOT / "bot").iterdir() if one.name != "__pycache__"]
    assert len(entries) <= 20
