"""How well the digest's choice and "for you" foresee what a group likes, and how fast they are.

    python -m benchmarks.taste choice [PAPERS.jsonl.gz]
    python -m benchmarks.taste people [PAPERS.jsonl.gz]
    python -m benchmarks.taste speed [--papers 200000] [--people 10000]

The papers are real lists of Hugging Face with their votes. The group is invented: each of its
people likes some keywords, which nothing here is told, votes for most papers that have one and
rarely for what everybody votes for. *Choice*: at the hour of a digest a share of the world's votes
and of the group's is there; which of a day's papers will be its month's most voted, or the group's
favourites? *People*: of each person's last days the votes are hidden, and the rest tells what they
like. *Speed*: milliseconds of the process's own, over an invented store.
"""

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import log2
from pathlib import Path
from statistics import mean, median

import numpy as np

from bot.jobs.for_you import for_you
from bot.jobs.trend_reports import trending
from bot.model import Change, Destination, Example, Highlight, Paper, Sign
from bot.search import Search
from bot.store import Store, open_store, schema
from bot.store.community import saves, votes
from bot.taste.appeal import Appeal
from bot.taste.highlights import pick_highlights
from bot.taste.interest import best_for
from bot.taste.kinship import Kinship
from bot.taste.weights import TREND_SPANS

RECORDED = Path(__file__).parents[2] / "shared" / "data" / "hf_daily" / "papers_to_2025-12.jsonl.gz"
PEOPLE, LIKED, DAYS = 12, 4, 120
EARLY_WORLD, EARLY_GROUP = 0.15, 0.34
LIKES, STRAYS = 0.5, 0.04
AT = 5
Lists = dict[date, list[Paper]]


def read_lists(path: Path) -> Lists:
    """Read the newest lists of a file, by day."""
    lists: Lists = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            lists[date.fromisoformat(row["day"])].append(
                Paper(
                    row["id"],
                    row["title"],
                    abstract=row["abstract"] or "",
                    upvotes=row["upvotes"] or 0,
                    ai_keywords=tuple(row.get("ai_keywords") or ()),
                )
            )
    return {day: lists[day] for day in sorted(lists)[-DAYS:]}


def quality(found: Sequence[str], wanted: Mapping[str, float]) -> tuple[float, float]:
    """Return recall and nDCG of the first five, with what each is worth."""
    hits = [wanted.get(one, 0.0) for one in found[:AT]]
    ideal = sorted(wanted.values(), reverse=True)[:AT]
    gain = sum(worth / log2(place + 2) for place, worth in enumerate(hits))
    best = sum(worth / log2(place + 2) for place, worth in enumerate(ideal))
    return sum(map(bool, hits)) / min(len(wanted), AT), gain / best if best else 0.0


def measure_choice(lists: Lists) -> None:
    """Print how well what is there early foresees what is liked in the end."""
    chance = random.Random(1)
    group = Group(lists, chance)
    months: dict[tuple[int, int], list[int]] = defaultdict(list)
    for day, listed in lists.items():
        months[day.year, day.month] += [paper.upvotes or 0 for paper in listed]
    bars = {month: sorted(counts)[-len(counts) // 10] for month, counts in months.items()}
    rows: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for day, listed in lists.items():
        if len(listed) < 2 * AT:
            continue
        early = [replace(paper, upvotes=thin(paper.upvotes or 0, chance)) for paper in listed]
        bar = bars[day.year, day.month]
        world = {one.id: 1.0 for one in listed if (one.upvotes or 0) >= bar}
        voted, seen = group.votes_on(listed)
        for name, ids in choices(early, seen).items():
            if world:
                rows[f"month's most voted: {name}"].append(quality(ids, world))
            if voted:
                rows[f"group's favourites: {name}"].append(quality(ids, voted))
    print_quality(rows)


def choices(early: Sequence[Paper], seen: Mapping[str, int]) -> dict[str, list[str]]:
    """Return what popularity alone, the digest without a group, and the digest choose."""
    entries = [Highlight(paper, date.min) for paper in early]
    popular = sorted(early, key=lambda paper: -(paper.upvotes or 0))
    kinship = Kinship(early)

    def digest(appeals: Mapping[str, Appeal]) -> list[str]:
        picked, _ = pick_highlights(
            entries,
            shown=(),
            topic=None,
            top=AT,
            today=date.min,
            appeals=appeals,
            kinship=kinship,
        )
        return [entry.paper.id for entry in picked]

    return {
        "popularity": [paper.id for paper in popular[:AT]],
        "digest, no votes here": digest({}),
        "digest": digest({one: Appeal(votes_here=count) for one, count in seen.items()}),
    }


def thin(votes_in_the_end: int, chance: random.Random) -> int:
    """Return how many of some votes are there early."""
    return sum(chance.random() < EARLY_WORLD for _ in range(votes_in_the_end))


class Group:
    """People who like keywords that nobody is told of."""

    def __init__(self, lists: Lists, chance: random.Random) -> None:
        held: dict[str, int] = defaultdict(int)
        for listed in lists.values():
            for paper in listed:
                for word in paper.ai_keywords:
                    held[word.lower()] += 1
        known = sorted(word for word, count in held.items() if 15 <= count <= 150)
        shared = chance.sample(known, LIKED)
        self.likes = [
            {*chance.sample(shared, 2), *chance.sample(known, LIKED - 2)} for _ in range(PEOPLE)
        ]
        self._chance = chance

    def does_vote(self, person: int, paper: Paper, rank: float) -> bool:
        """Tell whether somebody votes for a paper; `rank` is 1 for the most popular of a day."""
        words = {word.lower() for word in paper.ai_keywords}
        odds = LIKES if words & self.likes[person] else STRAYS * rank
        return self._chance.random() < odds

    def votes_on(self, listed: Sequence[Paper]) -> tuple[dict[str, float], dict[str, int]]:
        """Return the group's votes on a day's papers in the end, and those there early."""
        final: dict[str, float] = defaultdict(float)
        early: dict[str, int] = defaultdict(int)
        for paper, rank in ranked(listed):
            for person in range(PEOPLE):
                if self.does_vote(person, paper, rank):
                    is_early = self._chance.random() < EARLY_GROUP
                    if is_early:
                        early[paper.id] += 1
                    else:
                        final[paper.id] += 1.0
        return {one: count for one, count in final.items() if count >= 2}, early


def ranked(listed: Sequence[Paper]) -> Iterator[tuple[Paper, float]]:
    """Yield papers with their ranks, 1 for the most popular and near 0 for the least."""
    ordered = sorted(listed, key=lambda paper: paper.upvotes or 0)
    return ((paper, (place + 1) / len(ordered)) for place, paper in enumerate(ordered))


def measure_people(lists: Lists) -> None:
    """Print how well each person's hidden votes are foreseen."""
    chance = random.Random(2)
    papers = {paper.id: paper for listed in lists.values() for paper in listed}
    with tempfile.TemporaryDirectory() as folder:
        vectors = learn(Path(folder), list(papers.values()))
        rows: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for _ in range(10):
            group = Group(lists, chance)
            for person in range(PEOPLE):
                for name, one in foresee(lists, group, person, vectors):
                    rows[name].append(one)
    print_quality(rows)


def foresee(
    lists: Lists, group: Group, person: int, vectors: Mapping[str, np.ndarray]
) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield how well each way foresees the votes of somebody's last 15 days."""
    days = list(lists)
    voted = {
        paper.id: day
        for day in days
        for paper, rank in ranked(lists[day])
        if group.does_vote(person, paper, rank)
    }
    since = days[-15]
    known = [one for one, day in voted.items() if day < since]
    hidden = {one: 1.0 for one, day in voted.items() if day >= since}
    candidates = {p.id: p.upvotes or 0 for day in days[-15:] for p in lists[day]}
    if len(known) < 3 or not hidden:
        return
    examples = [Example(one, Sign.VOTED) for one in known]
    shelf = {one: vectors[one] for one in {*candidates, *known} if one in vectors}
    fits = best_for(examples, candidates, shelf, AT)
    nearest = {
        one: max(float(shelf[one] @ shelf[other]) for other in known if other in shelf)
        for one in candidates
        if one in shelf
    }
    yield "for you", quality([fit.paper_id for fit in fits], hidden)
    by_votes = sorted(candidates, key=lambda one: -candidates[one])
    yield "popularity", quality(by_votes, hidden)
    yield "nearest to a vote", quality(sorted(nearest, key=lambda one: -nearest[one]), hidden)


def learn(folder: Path, papers: Sequence[Paper]) -> dict[str, np.ndarray]:
    """Let search learn what papers mean; return their vectors."""
    by_id = {paper.id: paper for paper in papers}
    changes = [Change(number, paper) for number, paper in enumerate(papers, start=1)]
    search = Search(
        folder,
        lambda after, limit: changes[after : after + limit],
        lambda ids: {one: by_id[one] for one in ids if one in by_id},
        lambda: datetime.now(UTC),
    )
    search.catch_up()
    search.learn()
    found = dict(search.vectors.of(list(by_id)))
    search.close()
    return found


def print_quality(rows: Mapping[str, Sequence[tuple[float, float]]]) -> None:
    """Print a table."""
    print(f"| what | cases | recall@{AT} | nDCG@{AT} |\n|---|---|---|---|")
    for name, found in rows.items():
        recall, gain = mean(r for r, _ in found), mean(g for _, g in found)
        print(f"| {name} | {len(found):,} | {recall:.3f} | {gain:.3f} |")


NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
SIZE = 256


@dataclass(frozen=True, slots=True)
class Scale:
    """How many papers and people there are."""

    papers: int
    people: int


def measure_speed(scale: Scale) -> None:
    """Print how long a vote, a save, a trend and a list for somebody take."""
    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store("", Path(folder))
        fill(store, scale, chance)
        noise = np.random.default_rng(4).standard_normal((scale.papers, SIZE)).astype(np.float32)
        noise /= np.linalg.norm(noise, axis=1, keepdims=True)
        shelf = {paper_id(n): noise[n] for n in range(scale.papers)}
        print("| what | p50 ms | p95 ms |\n|---|---|---|")
        for name, work in works(store, scale, shelf, chance).items():
            taken = [timed(work) for _ in range(60)]
            taken.sort()
            print(f"| {name} | {median(taken):.1f} | {taken[int(len(taken) * 0.95)]:.1f} |")
        store.close()


def works(
    store: Store, scale: Scale, shelf: Mapping[str, np.ndarray], chance: random.Random
) -> dict[str, Callable[[], None]]:
    """Return what is timed, each for a person and a paper of chance."""

    def person() -> Destination:
        return Destination("slack", f"T1/U{chance.randrange(scale.people)}")

    def paper() -> str:
        return paper_id(chance.randrange(scale.papers))

    def vote() -> None:
        with store.write() as tx:
            votes.toggle_vote(tx, "slack:T1", person(), paper(), NOW)

    def save() -> None:
        with store.write() as tx:
            saves.put_save(tx, "slack:T1", person(), paper(), NOW, "a note", ("tag",))

    def trend(span: str) -> None:
        with store.read() as tx:
            trending(tx, TREND_SPANS[span], NOW, 30, "slack:T1")

    def suggest() -> None:
        with store.read() as tx:
            who = person()
            found = for_you(
                tx, who, NOW, 5, lambda ids: {one: shelf[one] for one in ids if one in shelf}
            )
            assert found

    return {
        "a vote": vote,
        "a save with a note and a tag": save,
        "trending today": lambda: trend("day"),
        "trending this week": lambda: trend("week"),
        "trending this month": lambda: trend("month"),
        "for you": suggest,
    }


def timed(work: Callable[[], None]) -> float:
    """Return how many milliseconds of its own the process needs for something."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def paper_id(number: int) -> str:
    """Return the id of an invented paper."""
    return f"{2000 + number // 10000:04d}.{number % 10000:05d}"


def fill(store: Store, scale: Scale, chance: random.Random) -> None:
    """Store papers listed over the years, their counts, and what people voted for and saved."""
    per_day = 100
    empty = {
        "abstract": "An abstract of some length that tells what was done. " * 12,
        "authors": ["Ann Lee", "Bo Ek"],
        "categories": ["cs.CL"],
        "ai_summary": "",
        "ai_keywords": [],
        "code_url": "",
        "project_url": "",
        "organization": "",
        "thumbnail": "",
        "media": [],
        "accounts": [],
        "sources": ["huggingface"],
        "submitters": [],
    }
    with store.write() as tx:
        for start in range(0, scale.papers, 5000):
            numbers = range(start, min(start + 5000, scale.papers))
            days = [NOW.date() - timedelta(days=(scale.papers - 1 - n) // per_day) for n in numbers]
            both = list(zip(numbers, days, strict=True))
            tx.execute(schema.papers.insert(), [
                empty | {"id": paper_id(n), "title": f"Paper {n}", "published": day,
                         "upvotes": chance.randrange(200), "revision": n + 1,
                         "added_at": NOW, "is_removed": False, "same_as": ""}
                for n, day in both
            ])  # fmt: skip
            tx.execute(schema.listings.insert(), [
                {"day": day, "source": "huggingface", "paper_id": paper_id(n), "rank": 1,
                 "submitter": "", "first_seen_at": NOW} for n, day in both
            ])  # fmt: skip
            tx.execute(
                schema.signals.insert(), [one for n, day in both for one in counts(n, day, chance)]
            )
        for table, more in ((schema.votes, {}), (schema.saves, NOTED)):
            tx.execute(table.insert(), list(marks(scale, more, chance)))


NOTED = {"note": "", "tags": [], "is_read": False}


def counts(number: int, day: date, chance: random.Random) -> Iterator[dict[str, object]]:
    """Yield the counts that are kept of a paper: few of an old one, many of a new one."""
    began = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    age = (NOW - began).days
    total = 0
    for step in range(20 if age <= 3 else 12 if age <= 14 else 8 if age <= 90 else 2):
        at = min(began + timedelta(hours=step * (3 if age <= 3 else 24)), NOW)
        at = at + timedelta(seconds=step)
        total += chance.randrange(8)
        yield {"paper_id": paper_id(number), "at": at, "upvotes": total}


def marks(
    scale: Scale, more: Mapping[str, object], chance: random.Random
) -> Iterator[dict[str, object]]:
    """Yield twenty marks for each person, half of them on papers of the last weeks."""
    for person in range(scale.people):
        new = chance.sample(range(scale.papers - min(3000, scale.papers // 2), scale.papers), 10)
        old = chance.sample(range(scale.papers // 2), 10)
        for number in (*new, *old):
            at = NOW - timedelta(minutes=chance.randrange(60 * 24 * 40))
            yield {
                "workspace": f"slack:T{person % 500 + 1}",
                "paper_id": paper_id(number),
                "person": f"slack:T1/U{person}",
                "is_on": True,
                "at": at,
                **more,
            }


def main(arguments: Sequence[str]) -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("choice", "people", "speed"))
    parser.add_argument("file", nargs="?", type=Path, default=RECORDED)
    parser.add_argument("--papers", type=int, default=200_000)
    parser.add_argument("--people", type=int, default=10_000)
    asked = parser.parse_args(arguments)
    if asked.what == "speed":
        measure_speed(Scale(asked.papers, asked.people))
    elif asked.what == "choice":
        measure_choice(read_lists(asked.file))
    else:
        measure_people(read_lists(asked.file))


if __name__ == "__main__":
    main(sys.argv[1:])
