"""Random papers and queries that have words in common, and what no table would think of."""

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.model import Paper
from bot.query.fields import COUNTS, PARTS

TODAY = date(2026, 11, 24)

WORDS = (
    "LoRA lora LLM LLMs llm RAG rag doll mixture-of-experts mixture of experts expert the and "
    "quantization quantisation quantized Schrödinger schrodinger C++ C# C GPT-4 gpt 4 2.5 naïve "
    "naive 日本語 日 한국 α alpha fine-tuning fine tuning models model behaviour behavior ﷺ ½ "
    "don't dont Smith Smiths smith analyses analysis ＬＬＭ ﬁne ß SS \\alpha \\'etale étale İ i "
    "izings optimizings AI AIS e\u0301tude étude zero\u200bwidth \u202eturned ΑΒ x y_z _ Ünder "
    "NOT OR multi-modal multimodal multi modal GPT4 GPT3.5 covid-19 COVID19 pre-training "
    "pretraining pre training dataset data set x-ray-based xray re-creation recreation matrices "
    "matrix TNF-α TNFα ESP32-C6 esp32c6 Köthe Koethe multi\u2011modal (multi-modal)"
).split()
"""Words whose folding has tripped somebody."""

words = st.sampled_from(WORDS) | st.text(max_size=8)
texts = st.lists(words, max_size=6).map(" ".join)
ids = st.integers(1, 12).map("2611.{:05d}".format)
days = st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=2))
numbers = st.none() | st.integers(0, 60)
categories = st.sampled_from(["cs.CL", "cs.CV", "cs", "stat.ML", "math.AG, 68T45", "I.5.3; I.2.10"])


@st.composite
def papers(draw: st.DrawFn) -> tuple[Paper, ...]:
    """Return papers with ids of their own."""
    keys = draw(st.lists(ids, unique=True, min_size=1, max_size=8))
    return tuple(draw(paper(key)) for key in keys)


def paper(key: str) -> st.SearchStrategy[Paper]:
    names = st.lists(texts, max_size=2).map(tuple)
    flags = st.sampled_from(["", "yes"])
    return st.builds(
        Paper,
        st.just(key),
        texts,
        texts,
        authors=names,
        published=st.none() | days,
        categories=st.lists(categories, max_size=2).map(tuple),
        upvotes=numbers,
        comments=numbers,
        ai_summary=flags,
        ai_keywords=st.sampled_from([(), ("lora",)]),
        code_url=flags,
        code_stars=numbers,
        project_url=flags,
        organization=texts,
        sources=st.lists(st.sampled_from(["huggingface", "arxiv"]), unique=True).map(tuple),
        submitters=names,
    )


plain = st.text("abcLR 日é-", min_size=1, max_size=5)
quoted = st.lists(words, min_size=1, max_size=3).map(" ".join).map('"{}"'.format)
beginnings = (st.sampled_from(WORDS) | plain).map(lambda word: f"{word[:4]}*")
operands = st.sampled_from(WORDS) | quoted | beginnings | plain
bound = st.builds(
    "{}:{}".format,
    st.sampled_from("title ti abs abstract au author org by all".split()),
    operands,
)
filters = st.one_of(
    st.sampled_from(
        "cat:cs.CL cat:cs.* cat:cs cat:c* cat:stat.ML cat:68t45 cat:I.5 source:hf source:arx* "
        "id:2611.00003 like:2611.00001 like:2611.00002 since:today until:yesterday "
        "date:2026-11".split()
    ),
    st.sampled_from(PARTS).map("has:{}".format),
    st.builds("{}:{}".format, st.sampled_from(["since", "until"]), days),
    st.builds("{}:{}d".format, st.sampled_from(["since", "until"]), st.integers(0, 50)),
    st.builds(
        "{}:{}{}".format,
        st.sampled_from(COUNTS),
        st.sampled_from([">", "<", ">=", "<=", "=", ""]),
        st.integers(0, 60),
    ),
    st.builds("upvotes:{}..{}".format, st.integers(0, 60), st.integers(0, 60)),
)
leaves = operands | bound | filters


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from([" ", " AND ", " OR ", " ANDNOT ", " -", " AND NOT "])
    return st.one_of(
        st.builds("({}{}{})".format, inner, signs, inner),
        st.builds("-({})".format, inner),
        st.builds("NOT {}".format, inner),
        st.builds("ti:({} OR {})".format, operands, operands),
    )


queries = st.recursive(leaves, _grown, max_leaves=8)
"""Queries that a person may have meant."""

scraps = st.lists(
    leaves
    | st.sampled_from([*'()"*:-+|&[]“”«', "AND", "OR", "NOT", "ANDNOT", "ti:", "-(", "x:y"])
    | st.text(max_size=6),
    max_size=12,
).map(" ".join) | st.text(max_size=40)
"""Texts that nobody meant."""
