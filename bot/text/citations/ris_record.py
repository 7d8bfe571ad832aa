"""A paper as a record of RIS, which EndNote, Mendeley, Zotero and RefWorks read."""

from bot.model import Paper
from bot.model.identity import is_arxiv, page_url
from bot.text.citations.author_names import name_parts


def ris_record(paper: Paper, key: str) -> str:
    """Write a record; each of its lines begins with a tag."""
    day = paper.published
    tags = [
        ("TY", "JOUR" if paper.journal else "UNPB"),
        ("ID", paper.id if not is_arxiv(paper.id) else key),
        ("TI", paper.title),
        *(("AU", name_parts(name).inverted) for name in paper.authors),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}".rjust(10, "0") if day else ""),
        ("JO", paper.journal),
        ("DO", paper.doi),
        ("AN", f"arXiv:{paper.id}" if is_arxiv(paper.id) else ""),
        ("UR", paper.project_url or page_url(paper.id)),
        *(("KW", category) for category in paper.categories),
        ("N1", paper.remark),
        ("AB", paper.abstract),
    ]
    lines = [f"{tag}  - {value}\n" for tag, value in tags if value]
    return "".join([*lines, "ER  - \n\n"])
