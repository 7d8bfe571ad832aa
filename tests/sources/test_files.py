"""Files: each kind, damage of each kind, and nothing dropped without a word."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from bot.model import Arrival, Skipped
from bot.sources.files import find_files, read_file
from tests.replay import make_item
from tests.replay_arxiv import entry, feed

ROW = b'{"id": "2611.00001", "title": "A row"}\n'
BIB = b"@article{k, title = {A row}, eprint = {2611.00001}}\n"
LIST = json.dumps([make_item()]).encode()


def everything(*paths: Path) -> list[Arrival | Skipped]:
    """Return what the files of some paths hold."""
    return [
        one
        for file in find_files(paths)
        for one in ([file] if isinstance(file, Skipped) else read_file(file))
    ]


def read(*paths: Path) -> tuple[list[str], list[Skipped]]:
    """Return the ids that were read, and what was skipped."""
    found = list(everything(*paths))
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
    ("works.bib", BIB),
    ("bom.json", b"\xef\xbb\xbf" + LIST),
    ("array.json", b"[" + ROW + b",\n" + ROW.replace(b"00001", b"00002") + b"]"),
    ("snapshot.json", ROW + ROW.replace(b"00001", b"00002")),
    ("one.json", ROW),
    ("answer.json", b'{"meta": {}, "results": [' + ROW + b"]}"),
    ("works.ris", b"TY  - JOUR\nTI  - A row\nUR  - https://arxiv.org/abs/2611.00001\nER  - \n"),
    ("works.txt", b"TY  - JOUR\nTI  - A row\nUR  - https://arxiv.org/abs/2611.00001\nER  - \n"),
    ("table.csv", b"id,title\n2611.00001,A row\n"),
    ("table.tsv", b"Title\tLink\nA row\thttps://arxiv.org/abs/2611.00001\n"),
]


@pytest.mark.parametrize(("name", "body"), KINDS)
@pytest.mark.parametrize(
    ("ending", "pack"), [("", bytes), (".gz", gzip.compress), (".zst", zstd.compress)]
)
def test_kinds(
    tmp_path: Path, name: str, body: bytes, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"{name}{ending}"
    path.write_bytes(pack(body))
    ids, skipped = read(path)
    assert ids in (["2611.00001"], ["2611.00001", "2611.00002"])
    assert skipped == []


def test_a_list_has_the_day_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-23.json"
    path.write_bytes(LIST)
    (arrival,) = read_file(path)
    assert isinstance(arrival, Arrival)
    assert arrival.listing
    assert f"{arrival.listing.day}" == "2026-11-23"


DAMAGE = [
    ("cut.jsonl.gz", gzip.compress(ROW * 500)[:-30], "breaks off or is damaged"),
    ("cut.jsonl.zst", zstd.compress(ROW * 50_000)[:-30], "breaks off or is damaged"),
    ("not.jsonl.zst", b"plain text", "breaks off or is damaged"),
    ("works.bib", b"@article{k, title = {never closed", "a brace or a comma is missing"),
    ("not.jsonl.gz", b"plain text", "breaks off or is damaged"),
    ("half.json", LIST[:-30], "breaks off or is damaged"),
    ("empty.json", b"", "the file is empty"),
    ("page.json", b"<html></html>", "no feed of papers"),
    ("half.xml", feed(entry())[:-9], "breaks off"),
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


def test_frames_one_after_the_other_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.zst"
    path.write_bytes(b"".join(zstd.compress(ROW * 1000) for _ in range(3)))
    assert len(list(read_file(path))) == 3000


def test_bytes_are_told_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(ROW * 5000)
    heard: list[int] = []
    assert len(list(read_file(path, heard.append))) == 5000
    assert heard == sorted(heard)
    assert heard[-1] <= len(ROW) * 5000


def test_a_list_of_rows_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text('[\n{"id": "1", "title": "One"},\n{"title": "Two"},\n\n{"id": "3", "tit\n')
    ids, skipped = read(path)
    assert ids == ["1"]
    assert [(one.where, one.reason) for one in skipped] == [
        ("rows.json:3", "it has no id"),
        ("rows.json, line 5", "the JSON breaks off or is damaged here"),
    ]


def test_a_long_list_is_read_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.json_stream._PIECE", 7)
    rows = [{"id": str(n), "title": f"Über [{n}], {{x}}"} for n in range(50)]
    (tmp_path / "rows.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    ids, skipped = read(tmp_path / "rows.json")
    assert (ids, skipped) == ([str(n) for n in range(50)], [])


def test_a_row_without_end_is_left_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.json_stream.LONGEST_ROW", 1000)
    long = b'{"id": "1", "title": "' + b"x" * 5000 + b'"}\n'
    (tmp_path / "rows.jsonl").write_bytes(long + ROW)
    ids, skipped = read(tmp_path / "rows.jsonl")
    assert ids == ["2611.00001"]
    assert skipped[0].where == "rows.jsonl:1"


def test_a_bomb_of_one_line_ends_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.json_stream.MOST_OF_A_LINE", 50_000_000)
    (tmp_path / "bomb.jsonl.zst").write_bytes(zstd.compress(ROW + b"0" * 100_000_000))
    ids, skipped = read(tmp_path / "bomb.jsonl.zst")
    assert ids == ["2611.00001"]
    assert "no end" in skipped[0].reason


def test_a_huge_title_and_a_long_list_of_authors_are_cut(tmp_path: Path) -> None:
    row = {
        "id": "1",
        "title": "long " * 100_000,
        "abstract": "y" * 900_000,
        "authors": ["A B"] * 20_000,
    }
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    (one,) = everything(tmp_path / "rows.jsonl")
    assert isinstance(one, Arrival)
    assert len(one.paper.title) <= 2_000
    assert len(one.paper.abstract) <= 50_000
    assert len(one.paper.authors) <= 10_000
