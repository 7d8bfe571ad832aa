"""Settings, read once from the environment and `.env`, typed and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import ConfigError

HOME, DATABASE, ENDPOINT, TIMEZONE = "PAPERS_HOME", "DATABASE_URL", "HF_ENDPOINT", "PAPERS_TIMEZONE"
SETTINGS = (HOME, DATABASE, ENDPOINT, TIMEZONE)


@dataclass(frozen=True, slots=True)
class Config:
    """The core's own settings; `environ` holds all of them for the platforms to pick theirs."""

    home: Path
    database_url: str
    hf_endpoint: str
    timezone: str
    environ: Mapping[str, str]

    @property
    def index_folder(self) -> Path:
        """Where this machine keeps its copy of the search index."""
        return self.home / "index"


def load(environ: Mapping[str, str], working_folder: Path) -> Config:
    """Read the settings; the environment wins over `.env` in the working folder.

    Raises ConfigError, naming the variable, for a value that cannot be used.
    """
    merged = {**_read_env_file(working_folder / ".env"), **environ}
    settings = {name: value.strip() for name, value in merged.items() if value.strip()}
    home = Path(settings.get(HOME, "data")).expanduser()
    return Config(
        home=home if home.is_absolute() else working_folder / home,
        database_url=database_url(settings.get(DATABASE, "")),
        hf_endpoint=_endpoint(settings.get(ENDPOINT, "https://huggingface.co")),
        timezone=_timezone(settings.get(TIMEZONE, "")),
        environ=settings,
    )


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # noqa: PLC0415 - most commands find no .env

    try:
        return {name: value or "" for name, value in dotenv_values(path).items()}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(".env", f"{path} cannot be read ({error}).") from error


def database_url(url: str) -> str:
    """Return a URL that names the driver; Heroku-style `postgres://` is accepted.

    Raises ConfigError for the address of a database that is not spoken to.
    """
    scheme, mark, rest = url.partition("://")
    if not url or scheme.startswith("sqlite") or "+" in scheme:
        return url
    if mark and scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    raise ConfigError(
        DATABASE,
        f'"{scheme[:20]}…" is no database I know. Use postgresql://user:password@host/name, '
        "or leave it empty for SQLite in the data folder.",
    )


def _endpoint(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ConfigError(ENDPOINT, f'"{url}" is no web address. It begins with https://')
    return url.rstrip("/")


def _timezone(name: str) -> str:
    if not name:
        return ""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(
            TIMEZONE, f'"{name}" is no time zone I know. Write it as Europe/Berlin or UTC.'
        ) from error
    return name
