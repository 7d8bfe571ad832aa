"""Pages from templates: every value is escaped, and marked words stand out."""

import re
from datetime import date
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from adapters.web.answers import HTML, Answer
from adapters.web.settings import WebSettings
from adapters.web.vote_chart import vote_chart
from bot.message import Text, page_path

HERE = Path(__file__).parent
STATIC = HERE / "static"


class Templates:
    """The templates of this room, read once."""

    def __init__(self, settings: WebSettings) -> None:
        self._pages = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._pages.filters.update(
            marked=marked,
            linked=linked,
            page_path=page_path,
            day=say_day,
            path=quote_path,
            vote_chart=vote_chart,
        )
        self._pages.globals.update(
            address=settings.address,
            query=query_string,
            style=f"/static/style.css?v={fingerprint(STATIC / 'style.css')}",
            slack_install_url=settings.slack_install_url,
            discord_install_url=settings.discord_install_url,
        )

    def page(
        self, name: str, *, status: int = 200, is_private: bool = False, **values: object
    ) -> Answer:
        """Return a page with what it is to show."""
        values = {"path": "", "asked": "", "sort": "", "description": "", "image": "", **values}
        body = self._pages.get_template(name).render(status=status, **values)
        return Answer(body.encode(), HTML, status, is_private)


def marked(text: Text) -> Markup:
    """Escape a text, its marked stretches as such."""
    pieces = (
        Markup("<mark>{}</mark>").format(piece) if is_marked else escape(piece)
        for piece, is_marked in text.pieces()
    )
    return Markup("").join(pieces)


def linked(words: str) -> Markup:
    """Escape words, their web addresses as links and their lines as lines."""
    pieces = []
    end = 0
    for match in re.finditer(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]", words):
        pieces.append(Markup("{}").format(words[end : match.start()]))
        pieces.append(Markup('<a href="{0}" rel="noopener">{0}</a>').format(match[0]))
        end = match.end()
    pieces.append(Markup("{}").format(words[end:]))
    return Markup("").join(pieces).replace("\n", Markup("<br>"))


def say_day(day: date) -> str:
    """Write a date as no continent misreads it."""
    return f"{day.day} {day:%b} {day.year}"


def quote_path(part: str) -> str:
    """Write a part of an address, the slash of an old id as it is."""
    return quote(part, safe="/:")


def query_string(**values: object) -> str:
    """Write what follows the question mark; what is empty is left out."""
    return urlencode({name: value for name, value in values.items() if value not in ("", None)})


def fingerprint(path: Path) -> str:
    """Return a word that changes with a file."""
    return blake2b(path.read_bytes(), digest_size=6).hexdigest()
