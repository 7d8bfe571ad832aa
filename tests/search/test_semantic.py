"""What papers mean is learned from the papers themselves, and searches never wait for it."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.model import Paper
from bot.query import parse
from bot.search import renewal
from bot.search.index_entry import read
from bot.search.ranking_terms import wording_of
from bot.search.semantic.latent_fit import Bags
from bot.search.semantic.latent_space import Latent
from bot.search.semantic.vector_file import VectorFile, cosines
from tests.search.conftest import Library, about

TOPICS = {
    "robots": "robot arm grasp gripper towel joint motor torque".split(),
    "speech": "speech phoneme speaker accent microphone acoustic vowel pitch".split(),
    "proteins": "protein residue folding enzyme amino ligand peptide binding".split(),
}


def invented(count: int, first: int = 1, seed: int = 1) -> Iterator[Paper]:
    """Yield papers of three topics in turn; each says only some of the words of its topic."""
    chance = random.Random(seed)
    for number in range(first, first + count):
        words = list(TOPICS.values())[number % 3]
        abstract = " ".join([*chance.sample(words, 4), f"word{chance.randrange(40)}"])
        yield about(number, f"Study {number}", abstract)


@pytest.fixture
def learned(library: Library) -> Library:
    library.stock(*invented(120))
    assert library.search.learn()
    return library


def topics_of(papers: list[Paper]) -> list[str]:
    return [
        next(name for name, words in TOPICS.items() if set(words) & set(paper.abstract.split()))
        for paper in papers
    ]


def test_papers_are_near_that_share_a_topic_but_not_a_word(learned: Library) -> None:
    paper = about(900, "New", "grasp towel")
    learned.stock(paper, about(901, "Other", "gripper torque"), about(902, "Other", "vowel pitch"))
    look = learned.search.upkeep.index.snapshot()
    rows = look.with_ids(["2611.00901", "2611.00902"])
    near, far = look.nearness_to(read(paper), [rows["2611.00901"], rows["2611.00902"]])
    assert near > 0.3 > far


def test_similar_papers_are_of_the_same_topic(learned: Library) -> None:
    paper = next(invented(1, first=500))
    learned.stock(paper)
    found = [hit.paper for hit in learned.search.similar(paper, 8).hits]
    assert paper not in found
    assert set(topics_of(found)) == set(topics_of([paper]))


def test_a_paper_that_is_not_stored_has_similar_ones_too(learned: Library) -> None:
    found = learned.search.similar(about(999, "Arms", "robot gripper motor"), 5)
    assert set(topics_of([hit.paper for hit in found.hits])) == {"robots"}


def test_a_changed_paper_means_what_it_says_now(learned: Library) -> None:
    paper = about(900, "Moving", "robot arm grasp")
    learned.stock(paper)
    learned.change(paper, abstract="enzyme amino ligand")
    look = learned.search.upkeep.index.snapshot()
    row = look.with_ids([paper.id])[paper.id]
    robots, proteins = (
        look.nearness_to(read(about(1, "", words)), [row])[0]
        for words in ("gripper torque", "peptide residue")
    )
    assert proteins > robots
    assert learned.search.upkeep.index.snapshot().semantics is not None


def test_learning_is_due_once_and_again_when_the_corpus_has_outgrown_it(learned: Library) -> None:
    assert not learned.search.learn()
    learned.stock(*invented(30, first=200))
    assert not learned.search.learn()
    learned.stock(*invented(40, first=300))
    assert learned.search.learn()


def test_too_few_papers_teach_nothing(library: Library) -> None:
    library.stock(*invented(renewal.FEWEST - 1))
    assert not library.search.learn()
    assert library.search.find("robot", 10).hits


def test_large_corpora_are_learned_from_a_sample(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "SAMPLE", 80)
    library.stock(*invented(150))
    assert library.search.learn()
    look = library.search.upkeep.index.snapshot()
    stored = list(invented(150))
    rows = look.with_ids([paper.id for paper in stored])
    assert len(set(rows.values())) == 150
    cosines = look.nearness_to(read(about(1, "", "robot arm grasp")), list(rows.values()))
    nearest = sorted(zip(cosines, rows, strict=True), reverse=True)[:30]
    ids = {key for _, key in nearest}
    assert set(topics_of([paper for paper in stored if paper.id in ids])) == {"robots"}


def test_another_process_uses_what_was_learned(library: Library) -> None:
    library.stock(*invented(120))
    other = library.open_search()
    assert other.find("robot", 5).hits
    assert other.upkeep.index.snapshot().semantics is None
    assert library.search.learn()
    assert other.upkeep.index.snapshot().semantics is not None


def test_papers_that_come_while_it_learns_are_not_missed(library: Library) -> None:
    library.stock(*invented(120))
    late = about(900, "Late", "gripper torque motor")
    came: list[bool] = []

    def arrive(_read: int, _all: int) -> None:
        if not came:
            came.append(library.open_search().catch_up())

    library.add(late)
    renewal_batch = renewal.BATCH
    renewal.BATCH = 20
    try:
        assert library.search.learn(arrive)
    finally:
        renewal.BATCH = renewal_batch
    look = library.search.upkeep.index.snapshot()
    row = look.with_ids([late.id])[late.id]
    robots, proteins = (
        look.nearness_to(read(about(1, "", words)), [row])[0]
        for words in ("robot arm grasp", "enzyme amino ligand")
    )
    assert robots > 0.1 > proteins


@pytest.mark.parametrize("name", ["about.json", "terms.npy", "axes.npy", "vectors.i8", "all"])
def test_search_goes_on_where_what_was_learned_is_damaged(learned: Library, name: str) -> None:
    for path in learned.folder.glob("format-*/v1/semantic/v1/*"):
        if name in (path.name, "all"):
            path.write_bytes(b"nothing")
    again = learned.open_search()
    assert again.find("robot", 10).hits
    assert again.similar(next(invented(1)), 5).hits


def test_what_was_damaged_is_learned_again(learned: Library) -> None:
    for path in learned.folder.glob("format-*/v1/semantic/v1/about.json"):
        path.unlink()
    again = learned.open_search()
    assert again.learn()
    assert again.upkeep.index.snapshot().semantics is not None


def test_the_space_is_that_of_an_exact_decomposition() -> None:
    chance = random.Random(1)
    words = [f"w{n}" for n in range(60)]
    bags = [Counter(chance.choices(words, weights=range(1, 61), k=12)) for _ in range(200)]
    space = Bags(bags).learn(12)
    assert space is not None
    columns = [term.decode() for term in space._terms]
    exact = np.array([[(1 + np.log(bag[w])) if bag[w] else 0 for w in columns] for bag in bags])
    exact = exact * space._weights
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    values = np.linalg.svd(exact, compute_uv=False)
    explained = np.linalg.norm(exact @ space.axes) ** 2
    assert explained == pytest.approx((values[:12] ** 2).sum(), rel=0.01)


def test_a_space_that_was_saved_reads_as_before(tmp_path: Path) -> None:
    space = Bags(read(paper).counts for paper in invented(120)).learn(8)
    assert space is not None
    space.save(tmp_path)
    loaded = Latent.load(tmp_path)
    entry = read(about(1, "", "robot gripper unheard"))
    asked = wording_of(parse("robot gripper unheard"), "robot gripper unheard")
    for reader in (space, loaded):
        (vector,) = reader.read_papers([entry])
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
        assert vector @ reader.read_query(asked) > 0.99
    unknown = wording_of(parse("zzz"), "zzz")
    assert not loaded.read_query(unknown).any()


def test_a_shelf_gives_back_directions_and_nothing_where_nothing_was_put(tmp_path: Path) -> None:
    vector_file, reader = VectorFile(tmp_path / "vectors", 16), VectorFile(tmp_path / "vectors", 16)
    assert not reader.get(np.array([3])).any()
    chance = np.random.default_rng(1)
    vectors = chance.standard_normal((5, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vector_file.put(np.array([0, 1, 2, 7, 9]), vectors)
    found = reader.get(np.array([0, 1, 2, 7, 9]))
    for one, vector in zip(found, vectors, strict=True):
        assert cosines(one[None], vector) == pytest.approx(1, abs=1e-3)
    assert not reader.get(np.array([5, 40])).any()
    vector_file.put(np.array([12]), vectors[:1])
    assert cosines(reader.get(np.array([12])), vectors[0]) == pytest.approx(1, abs=1e-3)
    assert reader.near(vectors[0], 0.99).tolist() == [0, 12]
