"""A shell for tests: a command is typed, and its code, output and complaints are looked at."""

import gc
import io
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import App
from bot.cli import main
from bot.model import Paper
from bot.store import papers as stored
from tests.conftest import NOW
from tests.replay import Replay, in_a_thread

LISTED = {
    "2405.00001": ("2024-05-27", 63, "Diffusion models in the wild", "We diffuse."),
    "2405.00002": ("2024-05-27", 9, "LoRA adapters for speech", "Low-rank speech."),
    "2405.00003": ("2024-05-28", 12, "Attention sinks", "Streaming diffusion of attention."),
}


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Shell:
    """Types commands in a folder of its own, at NOW, where nobody can be reached."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
        self.home = home
        self._monkeypatch = monkeypatch
        self._capsys: pytest.CaptureFixture[str] = capsys  # type: ignore[assignment]
        self.now = NOW

    def set(self, **settings: str) -> None:
        for name, value in settings.items():
            self._monkeypatch.setenv(name, value)

    def run(self, *words: str, typed: str | bytes = "") -> Done:
        raw = typed if isinstance(typed, bytes) else typed.encode()
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
        self._capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        said = self._capsys.readouterr()
        return Done(code, said.out, said.err)

    def write(self, name: str, text: str) -> Path:
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        return path

    def papers(self) -> dict[str, Paper]:
        with closing(App()) as app, app.store.read() as tx:
            return {one.paper.id: one.paper for one in stored.read_changes(tx, 0, 1000)}


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    """An empty shell; what a command changes in this process is put back."""
    opened = Shell(tmp_path, monkeypatch, capsys)
    monkeypatch.chdir(tmp_path)
    for name in ("PAPERS_HOME", "DATABASE_URL", "PAPERS_TIMEZONE", "PAPERS_ARXIV", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in (
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "DISCORD_TOKEN",
        "PORT",
        "TERM",
    ):
        monkeypatch.delenv(name, raising=False)
    nobody = "http://127.0.0.1:9"
    opened.set(HF_ENDPOINT=nobody, ARXIV_ENDPOINT=nobody, COLUMNS="80", NO_PROXY="127.0.0.1")

    def clock() -> datetime:
        return opened.now

    for place in (
        "bot.app",
        "bot.cli.verbs",
        "bot.cli.library",
        "bot.cli.check",
        "bot.cli.operator",
        "bot.cli.fetch",
    ):
        monkeypatch.setattr(f"{place}.clock", clock)
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield opened
    root.handlers[:], root.level = handlers, level
    gc.enable()


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """A shell with three papers on two days."""
    rows = [
        f'{{"id": "{key}", "day": "{day}", "title": "{title}", "abstract": "{abstract}", '
        f'"upvotes": {votes}, "authors": ["Ann Lee"]}}'
        for key, (day, votes, title, abstract) in LISTED.items()
    ]
    done = shell.run("import", str(shell.write("rows.jsonl", "\n".join(rows))))
    assert done.code == 0, done
    return shell


@pytest.fixture
def hugging_face(shell: Shell) -> Iterator[Replay]:
    """A Hugging Face that the commands of the shell reach."""
    with in_a_thread(Replay()) as replay:
        shell.set(HF_ENDPOINT=replay.endpoint, ARXIV_ENDPOINT=replay.endpoint)
        yield replay


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make output and complaints a terminal's, as far as they are asked."""

    def pretend() -> None:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    return pretend
