"""What meaning finds by itself, what it never may, and odd texts as queries."""

from pathlib import Path

import numpy as np
import pytest

from bot.search.semantic.vector_file import VectorFile, cosines
from tests.search.conftest import Library, about
from tests.search.test_semantic import invented

ROBOTS = ("robot", "arm", "grasp", "gripper", "towel", "joint", "motor", "torque")


@pytest.fixture
def learned(library: Library) -> Library:
    library.stock(*invented(120))
    assert library.search.learn()
    return library


def test_a_paper_without_a_word_of_the_question_is_found(learned: Library) -> None:
    learned.stock(about(901, "Other", "gripper torque joint motor"))
    found = learned.search.find("towel grasp", 200)
    (hit,) = [hit for hit in found.hits if hit.paper.id == "2611.00901"]
    assert hit.is_near
    assert hit.is_related
    others = [hit for hit in found.hits if "towel" in hit.paper.abstract]
    assert others
    assert not any(hit.is_related for hit in others)


def test_what_holds_all_words_comes_before_what_is_related(learned: Library) -> None:
    found = learned.search.find("towel grasp", 200)
    kinds = [hit.is_near for hit in found.hits]
    assert kinds == sorted(kinds)


def test_meaning_keeps_to_what_is_asked_besides_words(learned: Library) -> None:
    for query in ("towel grasp -gripper", "towel grasp since:2030-01-01"):
        for hit in learned.search.find(query, 200).hits:
            assert "gripper" not in hit.paper.abstract
            assert "since" not in query


def test_the_nearest_of_all_vectors_are_exact(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    vectors = chance.standard_normal((5000, 24)).astype(np.float32)
    shelf = VectorFile(tmp_path / "vectors", 24)
    shelf.put(np.arange(5000), vectors)
    asked = vectors[77] / np.linalg.norm(vectors[77])
    wanted = np.argsort(-cosines(shelf.get(np.arange(5000)), asked))[:10]
    assert list(shelf.nearest(asked, 10, -1.0)) == list(wanted)
    assert list(shelf.nearest(asked, 10, 0.99)) == [77]
    assert not len(VectorFile(tmp_path / "none", 24).nearest(asked, 10, 0.0))


@pytest.mark.parametrize("query", ["日本語のモデル", "扩散模型", "확산 모델"])
def test_what_no_paper_holds_in_chinese_is_not_near_anything(library: Library, query: str) -> None:
    library.stock(about(1, "日 and 模 and 산", "語 型 모"), about(2, "Speech"))
    found = library.search.find(query, 10)
    assert (found.total, found.near, found.hits) == (0, 0, ())


def test_words_beside_chinese_are_near_all_the_same(library: Library) -> None:
    library.stock(about(1, "Diffusion for speech"))
    assert library.ids("扩散模型 diffusion zebra") == ["2611.00001"]


def test_chinese_is_found_where_it_is_held(library: Library) -> None:
    library.stock(about(1, "关于扩散模型的综述"), about(2, "模型扩散"))
    found = library.search.find("扩散模型", 10)
    assert [hit.paper.id for hit in found.hits if not hit.is_near] == ["2611.00001"]


@pytest.mark.parametrize(
    "query",
    [
        "A blockchain -based voting scheme",
        "blockchain -based voting",
        "A blockchain- based voting scheme",
        "A Blockchain\u2011based Voting Scheme.",
    ],
)
def test_a_minus_that_makes_a_title_impossible_is_a_hyphen(library: Library, query: str) -> None:
    library.stock(about(1, "A blockchain-based voting scheme"), about(2, "Speech"))
    found = library.search.find(query, 10)
    assert [hit.paper.id for hit in found.hits if not hit.is_near] == ["2611.00001"]
    assert found.total == 1


def test_a_minus_that_leaves_something_out_still_does(library: Library) -> None:
    library.stock(about(1, "A blockchain scheme"), about(2, "A blockchain-based scheme"))
    assert library.ids("blockchain -based") == ["2611.00001"]


def test_a_whole_abstract_finds_its_paper(library: Library) -> None:
    said = " ".join(f'word{n % 7} model{n} of theory{n % 11} -based: the "case"' for n in range(40))
    library.stock(about(1, "One", said), *(about(n, f"Robots {n}", "arm") for n in range(2, 9)))
    assert library.ids(said)[0] == "2611.00001"
