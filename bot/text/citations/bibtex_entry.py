"""A paper as an entry of BibTeX."""

from bot.model import Paper
from bot.model.identity import is_arxiv, page_url
from bot.text.citations.author_names import SUFFIXES, name_parts
from bot.text.citations.latex_escapes import escape, escape_title

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def bibtex_entry(paper: Paper, key: str) -> str:
    """Write an entry; the month is a macro, as every style expects."""
    lines = [f"  {name} = {value}," for name, value in _fields(paper, key) if value]
    kind = "article" if paper.journal else "misc"
    return "\n".join([f"@{kind}{{{key},", *lines, "}\n"])


def _fields(paper: Paper, key: str) -> list[tuple[str, str]]:
    day, known = paper.published, is_arxiv(paper.id)
    is_derived = known or paper.id == paper.doi or paper.id.startswith(f"{key}-")
    return [
        ("title", _braced(escape_title(paper.title))),
        ("author", _braced(" and ".join(map(_author, paper.authors)))),
        ("journal", _braced(escape(paper.journal))),
        ("year", str(day.year) if day else ""),
        ("month", _MONTHS[day.month - 1] if day else ""),
        ("day", str(day.day) if day else ""),
        ("eprint", _braced(paper.id if known else "")),
        ("archivePrefix", "{arXiv}" if known else ""),
        ("primaryClass", _braced(paper.categories[0] if known and paper.categories else "")),
        ("keywords", _braced(", ".join(paper.categories))),
        ("doi", _braced(_verbatim(paper.doi))),
        ("url", _braced(_verbatim(paper.project_url or page_url(paper.id)))),
        ("note", _braced(escape(paper.remark))),
        ("abstract", _braced(escape(paper.abstract))),
        ("paperid", "" if is_derived else _braced(escape(paper.id))),
    ]


def _author(name: str) -> str:
    """Write a name as it is said; what would be read otherwise stands in braces."""
    parts = name_parts(name)
    if parts.suffix and not parts.is_group:
        return escape(f"{parts.family}, {parts.suffix}, {parts.given}")
    ends_oddly = name.rpartition(" ")[2] in SUFFIXES
    is_odd = ends_oddly or (parts.is_group and (" " in name or "," in name))
    return f"{{{escape(name)}}}" if is_odd else escape(name)


def _verbatim(address: str) -> str:
    """Keep an address as it is but for what ends a field: LaTeX's url commands escape nothing."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""
