"""What is read from what people type, and what is said where they erred."""

import json
from pathlib import Path

import pytest

from bot.query import parse

SHARED = Path(__file__).parents[3] / "shared" / "data" / "alerts"

READ = [
    ("lora", "lora"),
    ("  lora   adapters ", "lora adapters"),
    ("LORA, adapters.", "LORA adapters"),
    ('"low rank" lora', '"low rank" lora'),
    ("“low rank” «lora»", '"low rank" lora'),
    ("low-rank", '"low-rank"'),
    ("„low rank“ ‹low rank› 「low rank」", '"low rank"'),
    ("‘low rank’ -'a survey'", '"low rank" -"a survey"'),
    ("the authors' models' weights", "authors models weights"),
    ("don't 'stop", "don't stop"),
    ("title：（lora OR ｑｌｏｒａ）", "title:lora OR title:qlora"),
    ("lora && !survey", "lora -survey"),
    ("stop! go !", "stop go"),
    ("a OR b c", "a OR (b c)"),
    ("(lora OR qlora) speech", "(lora OR qlora) speech"),
    ("lora | qlora", "lora OR qlora"),
    ("planning & control", "planning control"),
    ("lora AND NOT survey", "lora -survey"),
    ("lora ANDNOT survey", "lora -survey"),
    ("lora -survey", "lora -survey"),
    ("lora −survey", "lora -survey"),
    ("lora -(survey OR review)", "lora -(survey OR review)"),
    ('lora -"a survey"', 'lora -"a survey"'),
    ("NOT NOT lora", "lora"),
    ("-title:-lora", "title:lora"),
    ("NOT title:-lora speech", "title:lora speech"),
    ("-survey", "-survey"),
    ("LoRA - a survey", "LoRA survey"),
    ("LoRA – a survey", "LoRA survey"),
    ("mixture of experts", "mixture experts"),
    ("the of", "the of"),
    ("EFFORTS TO MEASURE OR REDUCE BIAS", "EFFORTS MEASURE REDUCE bias"),
    ("MODELS THAT DO AND THAT DO NOT GENERALIZE", "MODELS not GENERALIZE"),
    ("DIFFUSION OR TRANSFORMERS", "DIFFUSION OR TRANSFORMERS"),
    ("Between Hue Categories: Evidence from Colours", "Between Hue Categories Evidence Colours"),
    ("Hue Categories:cs.CV", "Hue cat:cs.cv"),
    ("Categories: cs.CV", "cat:cs.cv"),
    ("title:the lora", "title:the lora"),
    ("ti:lora abs:speech au:lee", "title:lora abstract:speech author:lee"),
    ("author: hinton", "author:hinton"),
    ("Author:Hinton", "author:Hinton"),
    ("au:del_maestro", 'author:"del maestro"'),
    ('au:"Hinton, Geoffrey"', 'author:"Geoffrey Hinton"'),
    ("au:Hinton,Geoffrey", 'author:"Geoffrey Hinton"'),
    ("ti:(lora OR qlora) speech", "(title:lora OR title:qlora) speech"),
    ("ti:(lora au:lee)", "title:lora author:lee"),
    ("-title:survey lora", "-title:survey lora"),
    ("title:-survey lora", "-title:survey lora"),
    ("org:DeepMind by:akhaliq source:hf", "org:DeepMind by:akhaliq source:huggingface"),
    ("cat:cs.CL cat:cs.* cat:cs.C*", "cat:cs.cl cat:cs cat:cs.c*"),
    ("cat:(cs.CL OR cs.LG)", "cat:cs.cl OR cat:cs.lg"),
    ("transform*", "transform*"),
    ("has:code has:github", "has:code"),
    ("like:https://arxiv.org/abs/2405.12345v2", "like:2405.12345"),
    ("id:2405.12345v2", "id:2405.12345"),
    ("quantum+AND+ti:spin+ANDNOT+au:lee", "quantum title:spin -author:lee"),
    ("ti:%22dark matter%22", 'title:"dark matter"'),
    ("C++ templates", "C++ templates"),
    ("SAM:Segment", '"SAM:Segment"'),
    ("https://example.org/x", '"https://example.org/x"'),
    ("ATTENTION IS ALL YOU NEED", "ATTENTION all you need"),
    ("LLM, RAG", "LLM RAG"),
    ('ti:"LLM"', "title:LLM"),
    ("zero\u200bwidth\u202e", "zerowidth"),
    ("nul\x00byte", "nul byte"),
    ("lora lora", "lora"),
    ("🤖 lora", "lora"),
]


@pytest.mark.parametrize(("text", "printed"), READ)
def test_is_read_as(text: str, printed: str) -> None:
    query = parse(text)
    assert str(query) == printed
    assert query.problems == ()


VALUES = [
    ("upvotes:>50", "upvotes:>=51"),
    ("upvotes>50", "upvotes:>=51"),
    ("upvotes:<50", "upvotes:<=49"),
    ("upvotes:>=50", "upvotes:>=50"),
    ("upvotes:≤50", "upvotes:<=50"),
    ("upvotes:=50", "upvotes:50..50"),
    ("upvotes:50", "upvotes:>=50"),
    ("upvotes:50+", "upvotes:>=50"),
    ("upvotes:10..50", "upvotes:10..50"),
    ("upvotes:10-50", "upvotes:10..50"),
    ("votes:[10 TO 50]", "upvotes:10..50"),
    ("stars:>1 comments:>2", "stars:>=2 comments:>=3"),
    ("since:2025-01-31", "since:2025-01-31"),
    ("since:2025-01", "since:2025-01-01"),
    ("until:2025-02", "until:2025-02-28"),
    ("until:2025", "until:2025-12-31"),
    ("since:20250131", "since:2025-01-31"),
    ("since:7d", "since:7d"),
    ("since:2w", "since:14d"),
    ('since:"3 months ago"', "since:90d"),
    ("since:today", "since:0d"),
    ("until:yesterday", "until:1d"),
    ("date:2025-01", "since:2025-01-01 until:2025-01-31"),
    ("date:2025-01-05..2025-02", "since:2025-01-05 until:2025-02-28"),
    (
        "submittedDate:[202301010600 TO 202401010600]",
        "since:2023-01-01 until:2024-01-01",
    ),
    ("-date:2025-01", "-(since:2025-01-01 until:2025-01-31)"),
    ("upvotes: > 50", "upvotes:>=51"),
    ("upvotes > 50 lora", "upvotes:>=51 lora"),
    ("upvotes:1,000", "upvotes:>=1000"),
    ("upvotes:>2k", "upvotes:>=2001"),
    ("since:7 days lora", "since:7d lora"),
    ("lora since: last week", "lora since:7d"),
    ("since:last-month", "since:30d"),
    ('until:"a year ago"', "until:365d"),
    ("since:2025-05-01..2025-06", "since:2025-05-01 until:2025-06-30"),
    ("since:>=2025-05-01", "since:2025-05-01"),
    ("date:>2024", "since:2025-01-01"),
    ("date:<=2024-05", "until:2024-05-31"),
    ("has:code,project", "has:code has:project"),
    ("cat:cs.CL,cs.LG lora", "(cat:cs.cl OR cat:cs.lg) lora"),
]


@pytest.mark.parametrize(("text", "printed"), VALUES)
def test_a_value_is_read_as(text: str, printed: str) -> None:
    query = parse(text)
    assert str(query) == printed
    assert query.problems == ()


TROUBLES = [
    ("auther:smith", "author:smith", "did you mean author:?"),
    ("venue:ICLR", "ICLR", "“venue:” is no field"),
    ("lora sort:date", "lora", "At character 6: “sort:” puts a search in order"),
    ("jr:nature lora", "lora", "“jr:” is in no source"),
    ("title:", "", "At character 1: “title:” has nothing behind it"),
    ("lora title:", "lora", "At character 6: “title:” has nothing behind it"),
    ("lora AND", "lora", "At character 6: An AND has nothing behind it"),
    ("AND lora", "lora", "At character 1: An AND has nothing before it"),
    ("lora OR", "lora", "An OR has nothing behind it"),
    ("OR lora", "lora", "An OR has nothing before it"),
    ("lora NOT", "lora", "A NOT has nothing behind it"),
    ("(lora", "lora", "At character 1: A “(” is not closed"),
    ("lora) speech", "lora speech", "At character 5: A “)” has no “(” before it"),
    ('"low rank', '"low rank"', "At character 1: A quotation mark is not closed"),
    ("((lora", "lora", "At character 1, and once more: A “(” is not closed"),
    ('lora ""', "lora", "holds no word"),
    ("*", "", "A * stands alone"),
    ("a*", "", "at least 2 letters"),
    ("low-rank*", '"low-rank"', "only at the end of one word"),
    ("lo*ra", '"lo ra"', "only at the end of one word"),
    ('"low ran*"', '"low ran"', "not read inside a phrase"),
    (
        "lora upvotes:many",
        "lora",
        "At character 14: “many” cannot be read as a number: write a number",
    ),
    ("since:tomorow", "", "since:2025-01-31 or since:7d"),
    ("upvotes:>>5", "upvotes:>=6", "At character 9: I read “>>5” as “>5”."),
    ("upvotes:50..10", "upvotes:10..50", "as “10..50”."),
    ("upvotes:5.5", "upvotes:>=5", "as “5”."),
    ("since:2025-02-30", "since:2025-02-28", "I read “2025-02-30” as “2025-02-28”."),
    ("since:31.01.2025", "since:2025-01-31", "as “2025-01-31”."),
    ("since:01/02/2025", "since:2025-02-01", "as “2025-02-01”."),
    ("until:Feb-2025", "until:2025-02-28", "as “2025-02”."),
    ("date:2025-03..2025-01", "since:2025-01-01 until:2025-03-31", "“2025-01..2025-03”"),
    ("since:0000-01-01", "", "since:2025-01-31 or since:7d"),
    ("date:>9999-12-31", "", "date:2025-01"),
    ("has:cdoe", "has:code", "I read “cdoe” as “code”."),
    ("has:code,wings", "has:code", "“wings” cannot be read as a part: it takes code"),
    ("lora~2", "lora", "“~2” is not read"),
    ("since:2025-13", "", "cannot be read as a first day"),
    ("since:99999999999999d lora", "since:36525d lora", ""),
    ("has:wings", "", "it takes code, project"),
    ("like:that", "", "like:2405.12345"),
    ("lora " * 500, "lora", "Only the first 2,000 characters"),
    (" ".join(f"w{n}" for n in range(150)), None, "Only the first 100 words"),
    ("(" * 40 + "lora" + ")" * 40, "lora", "deeper than 32"),
]


@pytest.mark.parametrize(("text", "printed", "said"), TROUBLES)
def test_what_is_not_understood_is_said(text: str, printed: str | None, said: str) -> None:
    query = parse(text)
    assert printed is None or str(query) == printed
    assert said in " ".join(map(str, query.problems))
    assert bool(query.problems) == bool(said)


def test_what_was_left_out_is_an_aside_and_no_problem() -> None:
    query = parse("state and space")
    assert query.problems == ()
    assert query.asides[0].endswith("“and”.")
    assert query.asides[1:] == ("“and” is a word here; the sign is AND.",)


@pytest.mark.parametrize(
    ("text", "sign"), [("lora not survey", "NOT"), ("lora Or qlora", "OR"), ('lora "AND"', "")]
)
def test_a_small_sign_is_said_to_be_a_word(text: str, sign: str) -> None:
    query = parse(text)
    assert [one for one in query.asides if "the sign is" in one] == (
        [f"“{text.split()[1]}” is a word here; the sign is {sign}."] if sign else []
    )


@pytest.mark.parametrize(
    "text",
    [
        "word " * 4000,
        "(" * 2000,
        ")" * 2000,
        "(" * 1000 + ")" * 1000,
        "ti:" * 600,
        "-" * 2000,
        "-(" * 900,
        "NOT " * 500,
        "AND OR NOT " * 150,
        '"' * 1999,
        "*" * 2000,
        "a:b:" * 400,
        "[ TO ]" * 300,
        "x" * 20_000,
        "\x00" * 20_000,
        "\u202e\u200b" * 900,
    ],
    ids=lambda text: f"{text[:6]!r}×{len(text)}",
)
def test_any_text_is_read_within_bounds(text: str) -> None:
    query = parse(text)
    assert len(query.problems) <= 6
    assert len(query.leaves()) <= 100


@pytest.mark.parametrize(
    ("name", "count"), [("boolean_arxiv_queries.jsonl", 40), ("phrases.jsonl", 500)]
)
def test_real_queries_are_read_and_what_is_broken_in_them_is_said(name: str, count: int) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    rows = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == count
    broken = [text for text in rows if parse(text).problems]
    assert all(parse(str(parse(text))) == parse(text) for text in rows)
    assert [text for text in rows if parse(text).is_empty] in ([], ["a*", "d*"])
    if name.startswith("boolean"):
        assert broken == [
            "all:a AND",
            "(ti:checkerboard OR ti:Pyrochlore) AND",
            'all:electron AND au:""',
            "ti:ti: AND (ti:quantum AND ti:computing)",
        ]
    else:
        assert broken == ["a*", "d*"]
