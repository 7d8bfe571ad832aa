"""The Slack simulator: installed once with npm, started once for all tests that ask for it."""

import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.slack.world import CONFIG

_CACHE = Path(__file__).parents[2] / ".cache" / "local-slack"
_PACKAGE = "local-slack-linux-x64"
_VERSION = "0.1.8"
_BINARY = _CACHE / "node_modules" / _PACKAGE / "bin" / "local-slack"


@pytest.fixture(scope="session")
def slack_binary() -> Path:
    """The simulator, installed once into a cache folder."""
    if fault := _install():
        pytest.skip(fault)
    return _BINARY


@cache
def _install() -> str:
    """Install the simulator where it is not yet; return why that cannot be done, "" where it is."""
    if _BINARY.exists():
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is missing: the Slack simulator cannot be installed"
    _CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--fetch-retries=1", "--prefix", str(_CACHE)]
    command.append(f"{_PACKAGE}@{_VERSION}")
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    if done.returncode or not _BINARY.exists():
        return f"npm cannot install the Slack simulator ({_PACKAGE}) here"
    return ""


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


def _await_start(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("the Slack simulator did not start")
