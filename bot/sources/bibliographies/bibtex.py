"""Bibliographies in BibTeX and BibLaTeX: what each entry tells of its work."""

import re
from collections.abc import Mapping

from bot.calendar.list_hours import told_by
from bot.model import Arrival, Authority, Paper, Skipped
from bot.model.doi import doi_in
from bot.model.identity import apart_id, id_within, paper_id
from bot.sources.arxiv.entries import is_withdrawal, own_categories
from bot.sources.bibliographies.bibtex_entries import Entry, read_entries
from bot.sources.bibliographies.bibtex_text import bibtex_plain, bibtex_words
from bot.sources.clean_text import Words, one_line, web_address
from bot.sources.parse_result import Parsed
from bot.sources.person_names import bibtex_names
from bot.sources.publication_dates import published_in
from bot.sources.text_encoding import decoded
from bot.sources.work_ids import own_id

Fields = Mapping[str, str]

_EPRINTS = ("eprint", "arxivid", "arxiv")
_ADDRESSES = ("url", "doi", "ee", "link", "pdf", "adsurl")
_ELSEWHERE = ("journal", "journaltitle", "volume", "number", "pages", "howpublished", "eid", "type")
_REMARKS = ("note", "annote", "addendum", "pubstate")
_ARCHIVE = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
_OTHER_WORK = re.compile(r"\b(?:see|cf|versions?|supersed|comment on|reply|based on|part)", re.I)
_LONGEST_KEY, _LONGEST_REMARK = 150, 120


def parse_bibtex(body: bytes) -> Parsed:
    """Read all entries that have a title; what cannot be read is skipped with its line.

    A work is called by its arXiv id, else by its DOI, else by its key and title: a key names a
    work within its file only. Where two titles have one id, both are kept.
    """
    arrivals: list[Arrival] = []
    skipped: list[Skipped] = []
    titles: dict[str, str] = {}
    for entry in read_entries(decoded(body)):
        paper = entry if isinstance(entry, Skipped) else _paper(entry, titles)
        if isinstance(paper, Skipped):
            skipped.append(paper)
        else:
            arrivals.append(Arrival(paper, None, Authority.FILE, told_by(paper, None)))
    return Parsed(tuple(arrivals), tuple(skipped))


def _paper(entry: Entry, titles: dict[str, str]) -> Paper | Skipped:
    held = entry.fields
    title, abstract = _title(held), bibtex_words(held.get("abstract", ""))
    if not title.readable:
        return Skipped(entry.where, f"{one_line(entry.key)[:80] or 'it'} has no title")
    known, doi = _arxiv_id(held), _doi(held)
    remark = bibtex_plain(held.get("note", ""))
    return Paper(
        id=_told_apart(known or doi, entry, title.readable, titles),
        title=title.readable,
        abstract=abstract.readable,
        authors=_authors(held),
        published=published_in(held),
        categories=_categories(held),
        project_url=_page(held),
        original_title=title.original,
        original_abstract=abstract.original,
        doi=doi,
        journal=_venue(held, is_preprint=bool(known)),
        is_withdrawn=is_withdrawal(remark, abstract.readable) if remark else None,
        remark=remark,
    )


def _told_apart(known: str, entry: Entry, title: str, titles: dict[str, str]) -> str:
    """Return an id that no other title of the file has."""
    own = held = entry.fields.get("paperid", "")
    key = one_line(own or entry.key)[:_LONGEST_KEY] or "entry"
    if not known:
        return key if held else own_id(key, title)
    folded = re.sub(r"\W", "", title.casefold())
    first = titles.setdefault(known, folded)
    is_same = folded == first or folded.startswith(first) or first.startswith(folded)
    return known if is_same else apart_id(known, title)


def _title(held: Fields) -> Words:
    title = held.get("title", "") or held.get("maintitle", "")
    subtitle = held.get("subtitle", "")
    if title.strip() and subtitle.strip():
        ends = bibtex_plain(title)[-1:] in "?!.:"
        title = f"{title.rstrip()}{' ' if ends else ': '}{subtitle.lstrip()}"
    return bibtex_words(title)


def _arxiv_id(held: Fields) -> str | None:
    archive = f"{held.get('archiveprefix', '')} {held.get('eprinttype', '')}".strip()
    if not archive or _ARCHIVE.search(archive) or re.fullmatch(r"[a-z-]{2,9}", archive):
        for name in _EPRINTS:
            if known := _eprint(held.get(name, ""), archive):
                return known
    for name in _ADDRESSES:
        written = bibtex_plain(held.get(name, ""))
        if known := paper_id(written) or id_within(written):
            return known
    return _named_elsewhere(held)


def _eprint(written: str, archive: str) -> str | None:
    """Read an eprint: an id, also with its class after it, or the number of an old one."""
    plain = bibtex_plain(written)
    if re.fullmatch(r"\d{7}", plain) and archive.lower() != "arxiv":
        return paper_id(f"{archive}/{plain}")
    return paper_id(plain) or id_within(plain) or paper_id(re.split(r"[\s,;]", plain)[0])


def _named_elsewhere(held: Fields) -> str | None:
    """Find an id where it does not belong but often stands: in the journal, the volume, a note."""
    said = {name: bibtex_plain(held[name]) for name in _ELSEWHERE if held.get(name)}
    for written in said.values():
        if known := id_within(written):
            return known
    where = " ".join([*said.values(), held.get("publisher", ""), held.get("institution", "")])
    if _ARCHIVE.search(where):
        for written in said.values():
            if known := paper_id(written):
                return known
    remarks = (bibtex_plain(held.get(name, "")) for name in _REMARKS)
    # A long note, or one that tells of another version, names some other work's id as well.
    own = (one for one in remarks if len(one) <= _LONGEST_REMARK and not _OTHER_WORK.search(one))
    return next((known for one in own if (known := paper_id(one) or id_within(one))), None)


def _doi(held: Fields) -> str:
    for name in ("doi", "url", "ee", "note", "howpublished"):
        if (found := doi_in(held.get(name, ""))) and not paper_id(found):
            return found
    return ""


def _page(held: Fields) -> str:
    address = web_address(bibtex_plain(held.get("url", "")))
    return "" if id_within(address) or paper_id(address) or doi_in(address) else address


def _venue(held: Fields, *, is_preprint: bool) -> str:
    names = ("journal", "journaltitle", "booktitle", "school", "institution")
    venue = bibtex_plain(next((held[name] for name in names if held.get(name)), ""))
    return "" if is_preprint and _ARCHIVE.search(venue) else venue


def _authors(held: Fields) -> tuple[str, ...]:
    written = held.get("author", "") or held.get("authors", "") or held.get("editor", "")
    names = bibtex_names(written, bibtex_plain)
    group = bibtex_plain(held.get("collaboration", ""))
    if not group or any(group.casefold() in name.casefold() for name in names):
        return names
    return (*names, group if "ollaboration" in group else f"{group} Collaboration")


def _categories(held: Fields) -> tuple[str, ...]:
    written = f"{held.get('primaryclass', '')} {held.get('keywords', '')}"
    return own_categories(re.split(r"[\s,;]+", written))
