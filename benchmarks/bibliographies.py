"""What is lost of bibliographies: entries, braces left in titles, names that are broken.

    python -m benchmarks.bibliographies [--entries 5000]

Entries are generated in ten dialects of BibTeX, of which it is known what they say. *Dropped* were
neither read nor told, *told* were skipped with their line.
"""

import argparse
import random
from collections.abc import Callable
from dataclasses import dataclass

from bot.sources.bibliographies import parse_bibtex

WORDS = "Reading Graphs {BERT} with {3D} {LSTM-CRF} and {W}ords of {{Two}} in {NLP}".split()
FAMILIES = ("Lee", "Del Hoyo", "van Dam", 'M{\\"u}ller', "{\\v S}koda", "O'Neill")
SAID = ("Lee", "Del Hoyo", "van Dam", "Müller", "Škoda", "O'Neill")
GIVEN = ("Ann", "Bo B.", "J.", "Zoë")


@dataclass(frozen=True)
class Drawn:
    """An entry's parts, and the names that are meant."""

    key: str
    title: str
    pairs: tuple[tuple[int, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names as people say them."""
        return tuple(f"{given} {SAID[family]}" for family, given in self.pairs)

    @property
    def authors(self) -> str:
        """The names as BibTeX has them."""
        return " and ".join(f"{FAMILIES[family]}, {given}" for family, given in self.pairs)


DIALECTS: dict[str, Callable[[Drawn], str]] = {
    "plain": lambda d: f"@article{{{d.key},\n title={{{d.title}}},\n author={{{d.authors}}}\n}}\n",
    "quoted": lambda d: f'@article{{{d.key}, title = "{d.title}", author = {{{d.authors}}}}}\n',
    "doubled": lambda d: f"@misc{{{d.key}, title={{{{{d.title}}}}}, author={{{d.authors}}},}}\n",
    "round": lambda d: f"@Article({d.key}, title={{{d.title}}}, author={{{d.authors}}})\n",
    "no comma": lambda d: f"@misc{{{d.key}, title={{{d.title}}} author={{{d.authors}}}}}\n",
    "no key": lambda d: f"@misc{{title={{{d.title}}}, author={{{d.authors}}}}}\n",
    "same key": lambda d: f"@misc{{lee2020, title={{{d.title}}}, author={{{d.authors}}}}}\n",
    "shared doi": lambda d: (
        f"@misc{{{d.key}, title={{{d.title}}}, author={{{d.authors}}},\n"
        " doi={10.1007/978-3-319}}\n"
    ),
    "joined": lambda d: f'@misc{{{d.key}, title={{{d.title}}} # "", author={{{d.authors}}}}}\n',
    "cut off": lambda d: f"@misc{{{d.key}, title={{{d.title}}}, author={{{d.authors}\n",
}


def main() -> None:
    """Print a line a dialect."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5000)
    count = parser.parse_args().entries // len(DIALECTS)
    print("dialect      entries    read    told  dropped  braces   names  broken")
    for name, render in DIALECTS.items():
        print(f"{name:<10}" + "".join(f"{one:>9,}" for one in _measure(render, count)))


def _measure(render: Callable[[Drawn], str], count: int) -> tuple[int, ...]:
    chance = random.Random(7)
    drawn = [_draw(chance, number) for number in range(count)]
    parsed = parse_bibtex("".join(map(render, drawn)).encode())
    papers = [arrival.paper for arrival in parsed.arrivals]
    by_number = {paper.title.rpartition(" ")[2]: paper.authors for paper in papers}
    found = [(one.names, by_number.get(one.title.rpartition(" ")[2])) for one in drawn]
    broken = sum(len(set(meant) - set(read)) for meant, read in found if read is not None)
    return (
        count,
        len(papers),
        len(parsed.skipped),
        count - len(papers) - len(parsed.skipped),
        sum("{" in paper.title or "}" in paper.title for paper in papers),
        sum(len(meant) for meant, _ in found),
        broken,
    )


def _draw(chance: random.Random, number: int) -> Drawn:
    title = f"{' '.join(chance.choices(WORDS, k=5))} {number}"
    pairs = [(chance.randrange(len(FAMILIES)), chance.choice(GIVEN)) for _ in range(3)]
    return Drawn(f"k{number}", title, tuple(pairs))


if __name__ == "__main__":
    main()
