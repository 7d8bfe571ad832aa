"""How long a person waits in a shell for an answer, as a whole process.

    python -m benchmarks.answers [FILES…]

Imports the files (by default the recorded lists beside this repository) into a folder of its own,
then asks in fresh processes, by turns with an empty Python, so that whatever else the machine does
falls on all alike.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

PAPERS = Path(sys.executable).with_name("papers")
RECORDED = Path(__file__).parents[2] / "shared" / "data" / "hf_daily"
BASELINE = "python -c pass"
ASKED = {
    BASELINE: [sys.executable, "-c", "pass"],
    "papers search 'diffusion alignment'": [str(PAPERS), "search", "diffusion alignment"],
    "papers search 'author:wang lora -survey'": [str(PAPERS), "search", "author:wang lora -survey"],
    "papers search transformer --json -n 100": [
        str(PAPERS), "search", "transformer", "--json", "-n", "100",
    ],
    "papers day 2024-05-27": [str(PAPERS), "day", "2024-05-27"],
    "papers month 2024-05": [str(PAPERS), "month", "2024-05"],
    "papers alert list": [str(PAPERS), "alert", "list"],
    "papers help": [str(PAPERS), "help"],
}  # fmt: skip


def main() -> None:
    """Print a table of medians beside the baseline of the same run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(RECORDED.rglob("*.json*")))
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    if not options.files:
        sys.exit(f"There is nothing to import: {RECORDED} is missing, so name some files.")
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "PAPERS_HOME": folder, "LANG": "C.UTF-8"}
        command = [str(PAPERS), "import", *map(str, options.files)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        print(done.stdout.splitlines()[0])
        _print(_times(environment, options.rounds))


def _times(environment: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each command, a round after another."""
    times: dict[str, list[float]] = {name: [] for name in ASKED}
    for _ in range(rounds):
        for name, command in ASKED.items():
            start = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def _print(times: dict[str, list[float]]) -> None:
    base = median(times[BASELINE])
    print("| Command | median ms | 95% within ms | × baseline |")
    print("|---|---|---|---|")
    for name, taken in times.items():
        worst = quantiles(taken, n=20)[-1]
        print(f"| `{name}` | {median(taken):.0f} | {worst:.0f} | {median(taken) / base:.1f} |")


if __name__ == "__main__":
    main()
