"""Learning anew what papers mean, once the corpus has outgrown what was learned of it.

That takes a while and happens beside the index: searches go on with what is there, new papers
are taken in meanwhile, and all processes change over at once.
"""

import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from bot.model import Change
from bot.search.index import WRITING, Index, ReadChanges
from bot.search.index.build_state import read_state
from bot.search.index_entry import gist_of
from bot.search.index_keeper import OnPapers
from bot.search.semantic.embedder import Embedder, Vectors
from bot.search.semantic.embedder_choice import open_embedder
from bot.search.semantic.joint_space import SETTING as JOINT
from bot.search.semantic.joint_space import Joint, text_of
from bot.search.semantic.latent_fit import Bags
from bot.search.semantic.latent_space import Latent
from bot.search.semantic.manifest import describe, read_about, write_about
from bot.search.semantic.semantics import VECTORS
from bot.search.semantic.vector_file import VectorFile
from bot.search.versions import Versions

log = logging.getLogger(__name__)

FEWEST = 100
"""Papers that span a space worth the name."""

OUTGROWN = 1.5
"""Learned anew when there are so many times the papers that it was learned from."""

SAMPLE = 50_000
"""Papers to learn from, spread evenly over all; more of them change little."""

CENTRED_ON = 5000
"""Papers whose mean is taken for the middle of all."""

BATCH = 500


class Renewal:
    """Renews the semantics of an index; of several processes one at a time."""

    def __init__(self, index: Index, read_changes: ReadChanges, setting: str) -> None:
        self._index = index
        self._read_changes = read_changes
        self._setting = setting

    def run(self, on_papers: OnPapers) -> bool:
        """Learn and change over; False where nothing is due, or somebody else is at it."""
        with self._index.versions.lock("learning") as is_ours:
            build = self._index.versions.current
            count = len(self._index.snapshot())
            if not is_ours or build is None or not self._is_due(build, count):
                return False
            return self._renew(build, count, on_papers)

    def _is_due(self, build: Path, count: int) -> bool:
        known = Versions(build / "semantic").current
        about = read_about(known) if known else None
        if about is None or about.setting != self._setting:
            return count >= (1 if self._setting == JOINT else FEWEST)
        return self._setting in ("", JOINT) and count >= about.papers * OUTGROWN

    def _renew(self, build: Path, count: int, on_papers: OnPapers) -> bool:
        versions = Versions(build / "semantic")
        folder = versions.next()
        shutil.rmtree(folder)  # whoever began it did not come to its end
        folder.mkdir()
        log.info("learning what %d papers mean", count)
        reached = read_state(build).revision
        embedder = self._fill(folder, count, reached, on_papers)
        if embedder is None:
            return False
        with self._index.versions.lock(WRITING, is_patient=True):
            if self._index.versions.current != build:
                return False  # What was learned belongs to an index that is no more.
            vector_file = VectorFile(folder / VECTORS, embedder.size)
            self._put(embedder, vector_file, self._changes(reached, read_state(build).revision))
            write_about(folder, describe(self._setting, vector_file, embedder.size, count))
            versions.switch_to(folder)
            versions.sweep()
        return True

    def _fill(self, folder: Path, count: int, until: int, on_papers: OnPapers) -> Embedder | None:
        """Fill a folder from all papers up to a revision; None where they say too little."""
        told = _told(self._changes(0, until), count, on_papers)
        if self._setting and self._setting != JOINT:
            embedder = open_embedder(self._setting, folder)
            self._put(embedder, VectorFile(folder / VECTORS, embedder.size), told)
            return embedder
        step = -(-count // SAMPLE)
        ids: list[str] = []
        bags = Bags(_sampled(told, step, ids), lambda: on_papers(count, count))
        space = bags.learn() if count >= FEWEST else None
        if self._setting == JOINT:
            return self._fill_joint(folder, space, until)
        if space is None:
            return None
        space.save(folder)
        vector_file = VectorFile(folder / VECTORS, space.size)
        if step == 1:
            self._put_learned(vector_file, ids, bags.vectors(space))
        else:
            self._put(space, vector_file, _told(self._changes(0, until), count, on_papers))
        return space

    def _fill_joint(self, folder: Path, space: Latent | None, until: int) -> Embedder:
        """Fill a folder with vectors of both kinds, centred on some papers from all over."""
        some = islice(self._changes(0, until), CENTRED_ON)
        embedder = Joint.around(space, [text_of(gist_of(change.paper)) for change in some])
        embedder.save(folder)
        vector_file = VectorFile(folder / VECTORS, embedder.size)
        self._put(embedder, vector_file, self._changes(0, until))
        return embedder

    def _put_learned(
        self, vector_file: VectorFile, ids: Sequence[str], blocks: Iterable[tuple[int, Vectors]]
    ) -> None:
        """Keep the vectors of the papers that were learned from, without reading them again."""
        snapshot = self._index.snapshot()
        for start, vectors in blocks:
            part = ids[start : start + len(vectors)]
            rows = snapshot.with_ids(part)
            held = [place for place, paper_id in enumerate(part) if paper_id in rows]
            vector_file.put(np.array([rows[part[place]] for place in held]), vectors[held])

    def _put(self, embedder: Embedder, vector_file: VectorFile, changes: Iterable[Change]) -> None:
        changes = iter(changes)
        while batch := list(islice(changes, BATCH)):
            rows = self._index.snapshot().with_ids([change.paper.id for change in batch])
            held = [change.paper for change in batch if change.paper.id in rows]
            if held:
                vectors = embedder.read_papers([gist_of(paper) for paper in held])
                vector_file.put(np.array([rows[paper.id] for paper in held]), vectors)

    def _changes(self, after: int, until: int) -> Iterator[Change]:
        """Yield the stored papers that changed past one revision, up to another."""
        while after < until and (changes := self._read_changes(after, BATCH)):
            after = changes[-1].revision
            yield from (one for one in changes if one.revision <= until and not one.is_removed)


def _sampled(changes: Iterable[Change], step: int, ids: list[str]) -> Iterator[Mapping[str, int]]:
    """Yield the stems of each `step`-th paper, and write down whose they are."""
    for change in islice(changes, 0, None, step):
        ids.append(change.paper.id)
        yield gist_of(change.paper).counts


def _told(changes: Iterable[Change], count: int, on_papers: OnPapers) -> Iterator[Change]:
    """Pass changes on and tell how many there were."""
    for number, change in enumerate(changes, start=1):
        if number % BATCH == 0:
            on_papers(number, count)
        yield change
