"""What only a whole process shows: exit codes, signals, and what a start costs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAPERS = Path(sys.executable).with_name("papers")
NOWHERE = "http://127.0.0.1:9"
"""An address where nobody listens: what is to be fetched fails at once."""


def papers(
    home: Path, *words: str, typed: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell would, in an environment of its own."""
    return subprocess.run(
        [str(PAPERS), *words],
        cwd=home,
        env={"PATH": os.environ["PATH"], "HF_ENDPOINT": NOWHERE, "LANG": "C.UTF-8", **more},
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("typed", ["", "help\n", "help"])
def test_the_chat_ends_with_its_input_and_without_a_word_of_trouble(
    tmp_path: Path, typed: str
) -> None:
    done = papers(tmp_path, "run", typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("What I can do" in done.stdout) == bool(typed)
