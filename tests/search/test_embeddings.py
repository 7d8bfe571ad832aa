"""Sentence embeddings: the libraries' own loading code, on tiny models that are made here."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from bot.errors import ConfigError
from bot.query import parse
from bot.search.index_entry import read
from bot.search.ranking_terms import wording_of
from bot.search.semantic.embedder_choice import _load, open_embedder
from tests.search.conftest import Library, about
from tests.search.test_semantic import TOPICS, invented, topics_of

SIZE = 8
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *(word for words in TOPICS.values() for word in words)]


def vectors() -> np.ndarray:
    """Return a vector for each word: words of a topic point into one direction."""
    chance = np.random.default_rng(1)
    found = chance.normal(0, 0.1, (len(WORDS), SIZE)).astype(np.float32)
    for topic, words in enumerate(TOPICS.values()):
        for word in words:
            found[WORDS.index(word), topic] += 1
    return found


def write_tokenizer(folder: Path) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(
        models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens(WORDS[:4])
    tokenizer.save(str(folder / "tokenizer.json"))


@pytest.fixture
def model2vec(tmp_path: Path) -> str:
    """Make a model as model2vec stores them: a tokenizer, and a vector a token."""
    from safetensors.numpy import save_file

    folder = tmp_path / "model2vec"
    folder.mkdir()
    write_tokenizer(folder)
    save_file({"embeddings": vectors()}, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({"normalize": True, "hidden_dim": SIZE}))
    return f"model2vec:{folder}"


@pytest.fixture
def fastembed(tmp_path: Path) -> str:
    """Make a model as fastembed stores them: a tokenizer, and an ONNX graph."""
    from fastembed import TextEmbedding
    from fastembed.common.model_description import ModelSource, PoolingType

    folder = tmp_path / "fastembed"
    folder.mkdir()
    write_tokenizer(folder)
    (folder / "config.json").write_text(json.dumps({"pad_token_id": 0}))
    named = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]"}
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 512, **named}))
    (folder / "special_tokens_map.json").write_text(json.dumps(named))
    (folder / "model.onnx").write_bytes(onnx_look_up(vectors()))
    name = f"tests/tiny-{tmp_path.name}"
    TextEmbedding.add_custom_model(
        model=name,
        pooling=PoolingType.MEAN,
        normalization=True,
        sources=ModelSource(hf=name),
        dim=SIZE,
        model_file="model.onnx",
    )
    return f"fastembed:{name}@{folder}"


def onnx_look_up(table: np.ndarray) -> bytes:
    """Write an ONNX model that looks each token up in a table, in the bytes of its protocol.

    https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
    """
    float_type, int64_type = 1, 7
    gather = _text(1, "table") + _text(1, "input_ids") + _text(2, "last_hidden_state")
    tensor = b"".join(_number(1, size) for size in table.shape) + _number(2, float_type)
    tensor += _text(8, "table") + _bytes(9, table.astype("<f4").tobytes())
    graph = _bytes(1, gather + _text(4, "Gather")) + _text(2, "look-up") + _bytes(5, tensor)
    for name in ("input_ids", "attention_mask"):
        graph += _bytes(11, _value(name, int64_type, ["batch", "length"]))
    graph += _bytes(12, _value("last_hidden_state", float_type, ["batch", "length", SIZE]))
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13))


def _value(name: str, kind: int, shape: list[str | int]) -> bytes:
    sizes = b"".join(
        _bytes(1, _number(1, size) if isinstance(size, int) else _text(2, size)) for size in shape
    )
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, sizes)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = b""
    while value > 127:
        found += struct.pack("B", value & 127 | 128)
        value >>= 7
    return found + struct.pack("B", value)


@pytest.fixture(params=["model2vec", "fastembed"])
def setting(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def test_a_model_reads_papers_and_queries_into_one_space(setting: str, tmp_path: Path) -> None:
    embedder = open_embedder(setting, tmp_path)
    assert embedder.size == SIZE
    robots, speech = embedder.read_papers(
        [read(about(1, "Robot", "arm grasp")), read(about(2, "Speech", "vowel pitch"))]
    )
    asked = embedder.read_query(wording_of(parse("gripper torque"), "gripper torque"))
    assert asked @ robots > 0.8
    assert abs(float(asked @ speech)) < 0.4
    assert np.linalg.norm(asked) == pytest.approx(1, abs=1e-3)
    nothing = embedder.read_query(wording_of(parse("author:lee"), "author:lee"))
    assert not nothing.any()


def test_a_search_uses_the_model_that_is_set(library: Library, setting: str) -> None:
    search = library.open_search(embeddings=setting)
    library.add(*invented(120))
    search.catch_up()
    assert search.learn()
    assert not search.learn()
    look = search.upkeep.index.snapshot()
    assert look.semantics is not None
    found = search.similar(about(999, "Arms", "robot gripper motor"), 5)
    assert set(topics_of([hit.paper for hit in found.hits])) == {"robots"}
    assert search.find("gripper torque", 5).hits


def test_another_setting_is_learned_anew(library: Library, model2vec: str) -> None:
    library.stock(*invented(120))
    assert library.search.learn()
    search = library.open_search(embeddings=model2vec)
    assert search.upkeep.index.snapshot().semantics is None
    assert search.learn()
    assert search.upkeep.index.snapshot().semantics is not None
    assert library.search.learn()


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("model2vec:/no/such/folder", "model2vec cannot load the model /no/such/folder"),
        ("fastembed:no/such-model", "fastembed cannot load the model no/such-model"),
    ],
)
def test_a_model_that_cannot_be_loaded_is_named(
    library: Library, monkeypatch: pytest.MonkeyPatch, setting: str, problem: str
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    search = library.open_search(embeddings=setting)
    library.add(*invented(120))
    search.catch_up()
    with pytest.raises(ConfigError, match=problem):
        search.learn()
    assert search.find("robot", 5).hits


def test_a_library_that_is_missing_is_named(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "model2vec", None)
    with pytest.raises(ConfigError, match=r'pip install "daily-papers-bot\[model2vec\]"'):
        _load("model2vec:anything")
    search = library.open_search(embeddings="model2vec:anything")
    library.add(*invented(120))
    for _ in range(2):
        search.keep_up()
        search.upkeep._keeping.wait(60)
    assert caplog.text.count("model2vec is missing") == 1
