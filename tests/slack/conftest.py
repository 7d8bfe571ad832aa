"""A Slack that we did not write, behind a proxy of ours that breaks things on demand."""

import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.slack.world import CONFIG, SlackWorld

_CACHE = Path(__file__).parents[2] / ".cache" / "local-slack"
_PACKAGE = "local-slack-linux-x64"
_VERSION = "0.1.8"


@pytest.fixture(autouse=True)
def known_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    # Bolt reads this by itself; what the settings say must win.
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-from-the-environment")


@pytest.fixture(scope="session")
def slack_binary() -> Path:
    """The simulator, installed once into a cache folder."""
    binary = _CACHE / "node_modules" / _PACKAGE / "bin" / "local-slack"
    if binary.exists():
        return binary
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is missing: the Slack simulator cannot be installed")
    _CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(_CACHE), f"{_PACKAGE}@{_VERSION}"]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    if done.returncode or not binary.exists():
        pytest.skip(f"{_PACKAGE} cannot be installed with npm here")
    return binary


@pytest.fixture(scope="session")
def slack_server(slack_binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running simulator, shared by all tests and reset by each."""
    config = tmp_path_factory.mktemp("slack") / "config.json"
    config.write_text(json.dumps(CONFIG))
    port = str(free_port())
    command = [str(slack_binary), "--config", str(config), "--port", port]
    command += ["--base-host", "127.0.0.1"]
    null = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=null, stderr=null) as process:
        try:
            _await_start(process, int(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture
async def slack(slack_server: str) -> AsyncIterator[SlackWorld]:
    """An empty workspace with a signed-out adapter; whatever is posted must be legal."""
    urllib.request.urlopen(  # noqa: ASYNC210
        urllib.request.Request(f"{slack_server}/_control/reset", method="POST")
    ).close()
    async with SlackWorld(slack_server) as world:
        yield world
    assert world.proxy.faults == []


def _await_start(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("the Slack simulator did not start")
