"""Settings are read once, and what is wrong is named."""

from pathlib import Path

import pytest

from bot.config import load
from bot.errors import ConfigError


def test_without_any_setting_everything_has_a_default(tmp_path: Path) -> None:
    config = load({}, tmp_path)
    assert config.home == tmp_path / "data"
    assert config.database_url == ""
    assert config.hf_endpoint == "https://huggingface.co"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PAPERS_TIMEZONE=UTC\nSLACK_BOT_TOKEN='xoxb-1'\n")
    config = load({"PAPERS_TIMEZONE": "Europe/Berlin"}, tmp_path)
    assert config.timezone == "Europe/Berlin"
    assert config.environ["SLACK_BOT_TOKEN"] == "xoxb-1"


def test_an_empty_setting_is_no_setting(tmp_path: Path) -> None:
    assert "DISCORD_TOKEN" not in load({"DISCORD_TOKEN": " "}, tmp_path).environ


def test_categories_are_read_however_they_are_parted(tmp_path: Path) -> None:
    assert load({}, tmp_path).arxiv_categories == ()
    config = load({"PAPERS_ARXIV": "cs.CL, cs.LG+hep-th  cs.CL"}, tmp_path)
    assert config.arxiv_categories == ("cs.CL", "cs.LG", "hep-th")


@pytest.mark.parametrize(
    ("url", "read_as"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_database_addresses_name_their_driver(tmp_path: Path, url: str, read_as: str) -> None:
    assert load({"DATABASE_URL": url}, tmp_path).database_url == read_as


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mongodb://h/d"),
        ("DATABASE_URL", "just words"),
        ("PAPERS_TIMEZONE", "Mars/Olympus"),
        ("PAPERS_TIMEZONE", "../etc"),
        ("HF_ENDPOINT", "huggingface.co"),
        ("PAPERS_OPS_PORT", "web"),
        ("PAPERS_OPS_PORT", "70000"),
        ("PAPERS_LOG", "xml"),
        ("ARXIV_ENDPOINT", "arxiv.org"),
        ("PAPERS_ARXIV", "cs.CL, nonsense.XX"),
        ("PAPERS_ARXIV", "cs/CL"),
    ],
)
def test_a_wrong_value_names_its_variable(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load({name: value}, tmp_path)
    assert caught.value.variable == name
