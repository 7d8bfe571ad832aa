"""What words mean anywhere, from weights that come inside a wheel: meaning from the first day."""

from pathlib import Path

import pytest

from bot.config import load
from bot.errors import ConfigError
from bot.search.semantic import joint_space
from tests.search.conftest import Library, about
from tests.search.test_semantic import invented

pytest.importorskip("wordllama", reason="the extra wordllama is not installed")


def test_three_papers_are_enough_to_find_by_meaning(library: Library) -> None:
    search = library.open_search(embeddings="wordllama")
    library.add(
        about(1, "Automobile engines", "Vehicles burn petrol."),
        about(2, "Violin sonatas", "Music for strings."),
        about(3, "Protein folding", "Amino acids."),
    )
    search.catch_up()
    assert search.learn()
    found = search.find("cars", 10)
    assert [hit.paper.id for hit in found.hits] == ["2611.00001"]
    assert found.hits[0].is_related


def test_it_joins_what_is_learned_once_there_are_papers_enough(library: Library) -> None:
    search = library.open_search(embeddings="wordllama")
    library.add(*invented(20))
    search.catch_up()
    assert search.learn()
    library.add(*invented(120, first=100))
    search.catch_up()
    assert search.learn()
    semantics = library.open_search(embeddings="wordllama").upkeep.index.snapshot().semantics
    assert semantics is not None
    assert [hit.paper.id for hit in search.find("gripper torque", 3).hits]
    assert not search.learn()


def test_without_the_extra_search_goes_on_and_says_what_to_install(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    search = library.open_search(embeddings="wordllama")
    library.add(*invented(5))
    search.catch_up()
    assert search.learn()
    joint_space.load_static.cache_clear()
    monkeypatch.setattr(joint_space, "find_spec", lambda _name: None)
    again = library.open_search(embeddings="wordllama")
    assert again.find("study", 10).hits
    assert 'pip install "daily-papers-bot[wordllama]"' in caplog.text
    joint_space.load_static.cache_clear()


def test_the_setting_needs_no_name(tmp_path: Path) -> None:
    assert load({"PAPERS_EMBEDDINGS": "wordllama"}, tmp_path).embeddings == "wordllama"
    with pytest.raises(ConfigError, match="names no model"):
        load({"PAPERS_EMBEDDINGS": "wordllama:big"}, tmp_path)
