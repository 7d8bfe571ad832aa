"""What hosts run: each line of the Procfile starts, without tokens as well, and files agree."""

import re
import shlex
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.test_process import environment

ROOT = Path(__file__).parents[1]
PROCFILE = dict(
    line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
)
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(PROCFILE.keys() - {"release", "web"}))
def test_a_line_whose_tokens_are_not_set_waits_and_says_so(tmp_path: Path, name: str) -> None:
    python, *words = shlex.split(PROCFILE[name])
    assert python == "python"
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        said = ""
        while "nothing to do yet" not in said:
            said += process.stderr.readline()
            assert process.poll() is None, said
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert f"leaving out the role {name}" in said


def test_a_release_brings_the_database_to_this_version(tmp_path: Path) -> None:
    _, *words = shlex.split(PROCFILE["release"])
    done = subprocess.run(
        [sys.executable, *words],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "data" / "papers.db").exists()


def test_a_buildpack_finds_the_locked_versions_and_the_python() -> None:
    assert "-r requirements.lock" in (ROOT / "requirements.txt").read_text(encoding="utf-8")
    version = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={version}"
    assert "requirements.lock" in DOCKERFILE
    assert f"FROM python:{version}-slim" in DOCKERFILE


def test_the_image_copies_what_is_there_and_its_data_is_nobody_elses() -> None:
    for names in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for name in names.split():
            assert (ROOT / name).exists(), name
    assert re.search(r"^USER papers$", DOCKERFILE, re.MULTILINE)
    assert "-m 0700 /data" in DOCKERFILE


@pytest.mark.parametrize("name", ["compose.yaml", "compose.postgres.yaml"])
def test_containers_are_given_the_time_that_deliveries_under_way_need(name: str) -> None:
    said = (ROOT / name).read_text(encoding="utf-8")
    assert "stop_grace_period: 30s" in said
    for roles in re.findall(r"--roles, (\w+), --if-set", said):
        assert (ROOT / "adapters" / roles).exists() or roles in ("web", "worker")
