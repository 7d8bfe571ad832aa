"""`papers export`: what is found goes out, and comes in again elsewhere."""

import json

from tests.cli.conftest import Shell

ROWS = [
    {"id": "2405.00001", "title": "Zebras & graphs", "authors": ["Ann Lee"], "year": 2024},
    {"id": "2405.00002", "title": "Lions", "authors": ["Bo Kim"], "published": "2024-05-02"},
]  # fmt: skip


def stock(shell: Shell) -> None:
    shell.run("import", str(shell.write("rows.jsonl", "\n".join(map(json.dumps, ROWS)))))


def test_what_a_query_finds_is_written_as_bibtex(shell: Shell) -> None:
    stock(shell)
    done = shell.run("export", "zebras")
    assert done.out.startswith("@misc{lee2024zebras,\n  title = {Zebras \\& graphs},")
    assert "Lions" not in done.out
    assert (done.code, done.err) == (0, "exported 1 paper\n")


def test_without_a_query_all_is_written_to_a_new_file_alone(shell: Shell) -> None:
    stock(shell)
    path = shell.write("there.csv", "mine")
    refused = shell.run("export", "--format", "csv", "--to", str(path))
    assert (refused.code, path.read_text()) == (1, "mine")
    assert "is there already" in refused.err
    fresh = path.with_name("new.csv")
    assert shell.run("export", "--format", "csv", "--to", str(fresh)).code == 0
    assert len(fresh.read_text().splitlines()) == 3
    assert "unchanged 2" in shell.run("import", str(fresh)).out


def test_nothing_found_is_said(shell: Shell) -> None:
    stock(shell)
    done = shell.run("export", "giraffes", "-lions", "--format", "jsonl")
    assert (done.code, done.out, done.err) == (1, "", "exported 0 papers\n")
