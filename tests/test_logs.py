"""No secret reaches a log, not even in a traceback."""

import json
import logging
from datetime import datetime, timedelta

import pytest

from bot.cli.logs import configure

SECRETS = [
    "xoxb-123-456-abcDEF",
    "xapp-1-A1-9-abc",
    "https://hooks.slack.com/commands/T1/2/abc",
    "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.discord",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_are_blotted_out(secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure(logging.INFO, ["MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.discord"])
    try:
        raise ValueError(f"refused {secret}")
    except ValueError:
        logging.getLogger("test").exception("with %s", secret)
    logged = capsys.readouterr().err
    assert "ValueError" in logged
    assert secret not in logged


def test_the_password_of_a_database_is_blotted_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure(logging.INFO)
    logging.getLogger("test").info("at postgresql://user:sesame@host/db")
    assert "sesame" not in capsys.readouterr().err


@pytest.mark.parametrize("secret", [*SECRETS, 'a "quoted" \\ secret'])
def test_a_log_for_machines_is_an_object_a_line_without_secrets(
    secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(logging.INFO, [*SECRETS[3:], 'a "quoted" \\ secret'], style="json")
    try:
        raise ValueError(f"refused {secret}")
    except ValueError:
        logging.getLogger("test").exception("two\nlines with %s", secret)
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["logger"], said["message"]) == (
        "error",
        "test",
        "two\nlines with ***",
    )
    assert "ValueError: refused ***" in said["fault"]
    assert datetime.fromisoformat(said["at"]).utcoffset() == timedelta()
