"""Files: each kind, damage of each kind, and nothing dropped without a word."""

import gzip
import json
from pathlib import Path

import pytest

from bot.model import Arrival, Skipped
from bot.sources.files import read_files
from tests.replay import make_item
from tests.replay_arxiv import entry, feed

ROW = b'{"id": "2611.00001", "title": "A row"}\n'
LIST = json.dumps([make_item()]).encode()


def read(*paths: Path) -> tuple[list[str], list[Skipped]]:
    """Return the ids that were read, and what was skipped."""
    found = list(read_files(paths))
    ids = [one.paper.id for one in found if isinstance(one, Arrival)]
    return ids, [one for one in found if isinstance(one, Skipped)]


KINDS = [
    ("2026-11-24.json", LIST),
    ("wrapped.json", json.dumps({"date": "2026-11-24", "data": [make_item()]}).encode()),
    ("feed.xml", feed(entry())),
    ("feed.atom", feed(entry())),
    ("feed.txt", feed(entry())),
    ("rows.jsonl", ROW),
    ("rows.txt", ROW),
    ("bom.json", b"\xef\xbb\xbf" + LIST),
]


@pytest.mark.parametrize(("name", "body"), KINDS)
@pytest.mark.parametrize("is_packed", [False, True])
def test_kinds(tmp_path: Path, name: str, body: bytes, is_packed: bool) -> None:
    path = tmp_path / (f"{name}.gz" if is_packed else name)
    path.write_bytes(gzip.compress(body) if is_packed else body)
    assert read(path) == (["2611.00001"], [])


def test_a_list_has_the_day_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-23.json"
    path.write_bytes(LIST)
    (arrival,) = read_files([path])
    assert isinstance(arrival, Arrival)
    assert arrival.listing
    assert f"{arrival.listing.day}" == "2026-11-23"


DAMAGE = [
    ("cut.jsonl.gz", gzip.compress(ROW * 500)[:-30], "breaks off or is damaged"),
    ("not.jsonl.gz", b"plain text", "breaks off or is damaged"),
    ("half.json", LIST[:-30], "half an answer"),
    ("empty.json", b"", "an empty page"),
    ("page.json", b"<html></html>", "no feed of papers"),
    ("half.xml", feed(entry())[:-9], "no whole XML"),
]


@pytest.mark.parametrize(("name", "body", "reason"), DAMAGE)
def test_damage_is_said_and_the_next_file_goes_on(
    tmp_path: Path, name: str, body: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(body)
    (tmp_path / "whole.jsonl").write_bytes(ROW)
    ids, skipped = read(tmp_path / name, tmp_path / "whole.jsonl")
    assert ids[-1] == "2611.00001"
    assert reason in skipped[-1].reason
    assert name in skipped[-1].where


def test_a_broken_row_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(ROW + b"\n{broken\n" + ROW)
    ids, skipped = read(path)
    assert len(ids) == 2
    assert skipped == [Skipped("rows.jsonl:3", "it is no JSON")]


def test_a_folder_stands_for_the_files_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(ROW)
    (tmp_path / "2026-11-24.json").write_bytes(LIST)
    (tmp_path / "notes.md").write_bytes(b"# no papers")
    assert read(tmp_path) == (["2611.00001"] * 2, [])


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert read(tmp_path / "no.json")[1] == [
        Skipped(str(tmp_path / "no.json"), "there is no such file")
    ]
    (empty := tmp_path / "empty").mkdir()
    assert "no file that I can read" in read(empty)[1][0].reason


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(ROW * 500)
    heard: list[tuple[int, int]] = []
    assert len(list(read_files([path, path], lambda done, of: heard.append((done, of))))) == 1000
    assert heard[-1] == (2 * len(ROW) * 500, 2 * len(ROW) * 500)
    assert heard == sorted(heard)
