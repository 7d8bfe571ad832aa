"""A query in words that its author recognizes."""

import pytest

from bot.query import explain, foldings, parse

EXPLAINED = [
    ("lora", "“lora”"),
    ('"mixture of experts" lora -survey', "“mixture of experts” and “lora”, without “survey”"),
    ("lora OR (qlora speech)", "“lora” or (“qlora” and “speech”)"),
    ("-survey", "papers without “survey”"),
    ("lora OR -survey", "“lora” or papers without “survey”"),
    ("lora -(survey OR review)", "“lora”, without (“survey” or “review”)"),
    ("RAG", "“RAG” as an acronym"),
    ("transform*", "words that begin with “transform”"),
    ("ti:lora au:lee", "“lora” in the title and “lee” as an author"),
    ("org:DeepMind by:ann", "“DeepMind” as the organization and “ann” as a submitter"),
    ("cat:cs.* source:hf", "papers in category cs.*, from the lists of hf"),
    ("since:7d until:1d", "papers published in the last 7 days, published at least a day ago"),
    ("since:today", "papers published today"),
    ("since:2025-01", "papers published since 2025-01-01"),
    (
        "like:2405.12345 lora -survey cat:cs.CL has:code",
        "“lora” and code, like 2405.12345, in category cs.CL, without “survey”",
    ),
    ("-cat:cs.CL lora", "“lora”, not in category cs.CL"),
    ("lora OR since:2025", "“lora” or papers published since 2025-01-01"),
    ("upvotes:>50", "more than 50 upvotes"),
    ("upvotes:50", "at least 50 upvotes"),
    ("upvotes:<=50", "at most 50 upvotes"),
    ("comments:2..5 stars:=7", "2 to 5 comments and 7 stars"),
    ("has:code has:org", "code and a named organization"),
    ("like:2405.12345", "papers like 2405.12345"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "words"), EXPLAINED)
def test_a_query_in_words(text: str, words: str) -> None:
    assert explain(parse(text)) == words


FOLDED = [
    ("lora", ()),
    ("LoRA", ()),
    ("Schrödinger", ("“Schrödinger” is looked up as “schrodinger”",)),
    ("quantization", ("“quantization” is looked up as “quantisation”",)),
    ("LLMs", ("“LLMs” is looked up as “llm”",)),
    ("mixture-of-experts", ("“mixture-of-experts” is looked up as “mixture of expert” in a row",)),
    ('"deep learning"', ()),
    ("au:Williams", ()),
    ("au:Müller", ("“Müller” is looked up as “muller”",)),
]


@pytest.mark.parametrize(("text", "said"), FOLDED)
def test_what_was_folded_is_said(text: str, said: tuple[str, ...]) -> None:
    assert foldings(parse(text)) == said
