"""Searching for machines: JSON, and a file of queries."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

FIELDS = {"id", "title", "score", "url", "authors", "published", "upvotes", "abstract"}


def test_hits_are_json_with_all_that_a_machine_needs(stocked: Shell) -> None:
    done = stocked.run("search", "lora", "--json")
    found = json.loads(done.out)
    (hit,) = found.pop("hits")
    assert found == {"query": "lora", "corrected": None, "total": 1, "is_near": False}
    assert set(hit) >= FIELDS
    assert (hit["id"], hit["upvotes"], hit["authors"]) == ("2405.00002", 9, ["Ann Lee"])
    assert hit["url"] == "https://huggingface.co/papers/2405.00002"
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "-n", "1", "diffusion"],
        ["diffusion", "-n1", "--json"],
        ["-n", "1", "diffusion", "--json"],
    ],
)
def test_options_stand_anywhere(stocked: Shell, words: list[str]) -> None:
    found = json.loads(stocked.run("search", *words).out)
    assert (found["query"], found["total"], len(found["hits"])) == ("diffusion", 2, 1)


@pytest.mark.parametrize("without", ["-attention", "-sinks", "-nothing", "-jason"])
def test_what_is_left_out_is_part_of_the_query(stocked: Shell, without: str) -> None:
    found = json.loads(stocked.run("search", without, "diffusion", "--json").out)
    assert found["query"] == f"diffusion {without}"
    assert "2405.00001" in [hit["id"] for hit in found["hits"]]


def test_a_number_alone_is_answered_as_people_read(stocked: Shell) -> None:
    done = stocked.run("search", "diffusion", "-n", "1")
    assert "2 papers for “diffusion”" in done.out
    assert "1 to 1 of 2" in done.out
    assert "page 2" not in done.out


def test_what_no_paper_meets_is_said_with_few_hits_too(stocked: Shell) -> None:
    done = stocked.run("search", "diffusion cat:cs.XX", "-n", "1")
    assert "No paper that I hold is in category cs.XX." in done.out


def test_nothing_found_is_an_answer(stocked: Shell) -> None:
    done = stocked.run("search", "zebra", "--json")
    assert json.loads(done.out)["hits"] == []
    assert done.code == 0


QUERIES = 'lora\n\n{"id": "q2", "text": "diffusion"}\n{"query": "sinks"}\n{broken\nzebra'


@pytest.mark.parametrize("source", ["file", "-"])
def test_a_file_of_queries_is_answered_line_by_line(stocked: Shell, source: str) -> None:
    path = stocked.write("queries.jsonl", QUERIES)
    named, typed = ("-", QUERIES) if source == "-" else (str(path), "")
    done = stocked.run("search", "--from", named, "--json", "-n", "5", typed=typed)
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [one["query"] for one in answers] == ["lora", "diffusion", "sinks", "{broken", "zebra"]
    assert [len(one["ids"]) for one in answers] == [1, 2, 1, 0, 0]
    assert answers[0] == {"query": "lora", "corrected": None, "ids": ["2405.00002"]}
    assert (done.code, done.err) == (0, "")


def test_letters_of_all_languages_stay_as_they_are(stocked: Shell) -> None:
    done = stocked.run("search", "--from", "-", typed="Größe 大きさ\n")
    assert '"query": "Größe 大きさ"' in done.out


COMPLAINTS = [
    (["--json"], "“search” needs a query"),
    (["lora", "-n", "0"], "-n 0 is out of range: 1 to 1000."),
    (["lora", "-n", "1001"], "-n 1001 is out of range"),
    (["lora", "-n", "many"], "invalid int value: 'many'. See: papers search --help"),
    (["lora", "-n"], "expected one argument"),
    (["--from", "nowhere.txt"], "nowhere.txt cannot be read: No such file or directory."),
    (["--from", "."], ". cannot be read: Is a directory."),
    (["--from", "latin.txt"], "latin.txt cannot be read: it is no text in UTF-8."),
]


@pytest.mark.parametrize(("words", "complaint"), COMPLAINTS)
def test_bad_input_is_named(shell: Shell, words: list[str], complaint: str) -> None:
    Path("latin.txt").write_bytes("Größe".encode("latin-1"))
    done = shell.run("search", *words)
    assert complaint in done.err
    assert (done.code, done.out) == (1, "")
