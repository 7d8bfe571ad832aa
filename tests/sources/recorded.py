"""Where the recorded answers lie beside the repository, for tests that want reality."""

import json
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared" / "data"

needs_recorded = pytest.mark.skipif(
    not DATA.is_dir(), reason="recorded answers are looked for in ../shared/data"
)


def arxiv_answers() -> list[tuple[str, int, bytes]]:
    """Return (address, status, body) of each recorded answer of arXiv's API."""
    answers = []
    for path in sorted((DATA / "arxiv" / "api").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        answers.append((row["url"], row["status_code"], row["body"].encode("latin-1")))
    return answers


def daily_lists() -> list[Path]:
    """Return the recorded lists of Hugging Face, `2024-05-27.json` and the like."""
    return sorted((DATA / "hf_daily" / "days").glob("*.json"))
