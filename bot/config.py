"""Settings, read once from the environment and `.env`, typed and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import ConfigError

HOME, DATABASE, TIMEZONE = "PAPERS_HOME", "DATABASE_URL", "PAPERS_TIMEZONE"
HF_ENDPOINT, ARXIV_ENDPOINT, ARXIV = "HF_ENDPOINT", "ARXIV_ENDPOINT", "PAPERS_ARXIV"
FEEDS, EMBEDDINGS = "PAPERS_FEEDS", "PAPERS_EMBEDDINGS"
PUBLIC_URL = "PUBLIC_URL"
LLM, LLM_KEY, LLM_MODEL = "PAPERS_LLM", "PAPERS_LLM_KEY", "PAPERS_LLM_MODEL"
LLM_LANGUAGE, LLM_PER_DAY = "PAPERS_LLM_LANGUAGE", "PAPERS_LLM_PER_DAY"
VAULT_KEYS = "PAPERS_SECRET_KEYS"
OPS_PORT, OPS_HOST, LOG = "PAPERS_OPS_PORT", "PAPERS_OPS_HOST", "PAPERS_LOG"
SETTINGS = (
    HOME,
    DATABASE,
    TIMEZONE,
    HF_ENDPOINT,
    ARXIV_ENDPOINT,
    ARXIV,
    FEEDS,
    EMBEDDINGS,
    OPS_PORT,
    OPS_HOST,
    LOG,
    PUBLIC_URL,
    LLM,
    LLM_KEY,
    LLM_MODEL,
    LLM_LANGUAGE,
    LLM_PER_DAY,
    VAULT_KEYS,
)

EMBEDDERS = ("model2vec", "fastembed")
"""The libraries that a sentence embedding can come from; both are optional extras."""

STATIC_EMBEDDER = "wordllama"
"""The one that brings its only model along."""

_ARCHIVES = frozenset(
    "astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex "
    "nucl-th physics q-bio q-fin quant-ph stat".split()
)
_FEED_NAME = re.compile(r"[a-z][a-z0-9-]{0,29}")
_TAKEN = frozenset(
    {"huggingface", "arxiv", "doi", "openreview", "acl", "sample", "fetching", "walking"}
)
_CATEGORY = re.compile(r"([a-z-]+)(?:\.[A-Za-z-]+)?")


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Whom to ask for summaries: nobody where `address` is empty; `per_day` bounds the cost."""

    address: str = ""
    key: str = field(default="", repr=False)
    name: str = ""
    language: str = ""
    per_day: int = 100


@dataclass(frozen=True, slots=True)
class Config:
    """The core's own settings; `environ` holds all of them for the platforms to pick theirs.

    Health and figures are served on `ops_port`, 0 for nowhere; `log_format` is "text" or "json".
    """

    home: Path
    database_url: str
    hf_endpoint: str
    arxiv_endpoint: str
    arxiv_categories: tuple[str, ...]
    feeds: tuple[tuple[str, str], ...]
    timezone: str
    embeddings: str
    ops_port: int
    ops_host: str
    log_format: str
    environ: Mapping[str, str]
    public_url: str = ""
    secret_keys: tuple[str, ...] = field(default=(), repr=False)
    language_model: LanguageModel = LanguageModel()

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
        hf_endpoint=_endpoint(HF_ENDPOINT, settings.get(HF_ENDPOINT, "https://huggingface.co")),
        arxiv_endpoint=_endpoint(ARXIV_ENDPOINT, settings.get(ARXIV_ENDPOINT, "")),
        arxiv_categories=_categories(settings.get(ARXIV, "")),
        feeds=_feeds(settings.get(FEEDS, "")),
        timezone=_timezone(settings.get(TIMEZONE, "")),
        embeddings=_embeddings(settings.get(EMBEDDINGS, "")),
        ops_port=_port(settings.get(OPS_PORT, "")),
        ops_host=settings.get(OPS_HOST, "127.0.0.1"),
        log_format=_log_format(settings.get(LOG, "text")),
        environ=settings,
        public_url=settings.get(PUBLIC_URL, "").rstrip("/"),
        secret_keys=tuple(re.findall(r"[^\s,]+", settings.get(VAULT_KEYS, ""))),
        language_model=_language_model(settings),
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


def _endpoint(variable: str, url: str) -> str:
    if url and not url.startswith(("https://", "http://")):
        raise ConfigError(variable, f'"{url}" is no web address. It begins with https://')
    return url.rstrip("/")


def _categories(written: str) -> tuple[str, ...]:
    named = [one for one in re.split(r"[\s,+]+", written) if one]
    for one in named:
        match = _CATEGORY.fullmatch(one)
        if not match or match[1] not in _ARCHIVES:
            raise ConfigError(
                ARXIV, f'"{one}" is no category of arXiv. Write them like cs.CL,cs.LG,stat.ML'
            )
    return tuple(dict.fromkeys(named))


def _feeds(written: str) -> tuple[tuple[str, str], ...]:
    """Read `biorxiv=https://…,our-lab=https://…`; an address may hold commas and signs itself."""
    parts = re.split(r"[,\s]{1,9}(?=[\w.-]{1,99}=https?://)", written.strip(" ,"))
    named = [tuple(part.strip().split("=", 1)) for part in parts if part]
    for one in named:
        is_address = len(one) == 2 and one[1].startswith(("https://", "http://"))
        if not is_address or not _FEED_NAME.fullmatch(one[0]) or one[0] in _TAKEN:
            raise ConfigError(
                FEEDS,
                f'I couldn\'t read "{"=".join(one)[:80]}" as a feed. Write a name in small letters '
                "and an address, like biorxiv=https://connect.biorxiv.org/biorxiv_xml.php",
            )
    return tuple({name: (name, address) for name, address in named}.values())


def _language_model(settings: Mapping[str, str]) -> LanguageModel:
    address, name = _endpoint(LLM, settings.get(LLM, "")), settings.get(LLM_MODEL, "")
    if address and not name:
        raise ConfigError(LLM_MODEL, f"{LLM} is set, so I need the name of a model as well.")
    per_day = settings.get(LLM_PER_DAY, "100")
    if not re.fullmatch(r"[0-9]{1,6}", per_day):
        raise ConfigError(LLM_PER_DAY, f'I couldn\'t read "{per_day}" as a number of summaries.')
    key, language = settings.get(LLM_KEY, ""), settings.get(LLM_LANGUAGE, "")
    return LanguageModel(address, key, name, language, int(per_day))


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


def _embeddings(setting: str) -> str:
    kind, _, name = setting.partition(":")
    if setting and setting != STATIC_EMBEDDER and (kind not in EMBEDDERS or not name):
        raise ConfigError(
            EMBEDDINGS,
            f'"{setting}" names no model. Write wordllama, '
            "model2vec:minishlab/potion-retrieval-32M or "
            "fastembed:BAAI/bge-small-en-v1.5, or leave it empty.",
        )
    return setting


def _port(written: str) -> int:
    if not written:
        return 0
    if re.fullmatch(r"[0-9]{1,5}", written) and 1 <= int(written) <= 65535:
        return int(written)
    raise ConfigError(OPS_PORT, f'"{written}" is no port; give a number from 1 to 65535.')


def _log_format(written: str) -> str:
    if written in ("text", "json"):
        return written
    raise ConfigError(LOG, f'"{written}" is no way to write a log; it is text or json.')
