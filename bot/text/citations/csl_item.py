"""A paper as an item of CSL-JSON, which pandoc, Zotero and citeproc read."""

import json

from bot.model import Paper
from bot.model.identity import is_arxiv, page_url
from bot.text.citations.author_names import name_parts


def csl_item(paper: Paper, key: str) -> str:
    """Write an item as an object of JSON."""
    day, known = paper.published, is_arxiv(paper.id)
    item: dict[str, object] = {
        "id": paper.id,
        "citation-key": key,
        "type": "article-journal" if paper.journal else "article",
        "title": paper.title,
        "author": [_author(name) for name in paper.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "container-title": paper.journal,
        "DOI": paper.doi,
        "archive": "arXiv" if known else "",
        "archive_location": paper.id if known else "",
        "keyword": ", ".join(paper.categories),
        "URL": paper.project_url or page_url(paper.id),
        "note": paper.remark,
        "abstract": paper.abstract,
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _author(name: str) -> dict[str, str]:
    parts = name_parts(name)
    if parts.is_group:
        return {"literal": name}
    named = {"family": parts.family, "given": parts.given, "suffix": parts.suffix}
    return {part: value for part, value in named.items() if value}
