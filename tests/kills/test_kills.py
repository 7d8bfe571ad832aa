"""Whatever is killed, paused or stopped, and wherever: each message arrives once."""

import os
import signal
from random import Random, randrange

from tests.kills.fleet import Nursery
from tests.kills.town import Town

KILLS = 200
CHANNELS, PEOPLE, PAPERS = 9, 4, 5
SEED = int(os.environ.get("KILL_SEED") or randrange(10**9))


def test_none_is_lost_and_none_is_doubled_by_two_hundred_kills(
    town: Town, nursery: Nursery
) -> None:
    random = Random(SEED)
    town.settle(channels=CHANNELS, people=PEOPLE)
    kills = 0
    is_done = True
    while kills < KILLS:
        if is_done:
            town.new_day(papers=PAPERS)
        is_done = not kill_somewhere(town, nursery, random)
        kills += not is_done
    for _ in range(3):
        assert nursery.wait(nursery.begin(**town.order())) == 0
    assert set(town.states()) == {"sent"}, f"seed {SEED}: {town.states()}"
    assert town.platform.doubles() == [], f"seed {SEED}"
    assert {marker for marker, _, _ in town.platform.taken} == town.markers(), f"seed {SEED}"
    said = {(place, words) for _, place, words in town.platform.taken}
    alerts = [words for _, words in said if words.startswith("A new paper")]
    digests = [words for _, words in said if words.startswith("Papers for")]
    assert len(alerts) == town.days * PAPERS * PEOPLE, f"seed {SEED}"
    assert len(digests) == town.days * CHANNELS, f"seed {SEED}"


def kill_somewhere(town: Town, nursery: Nursery, random: Random) -> bool:
    """Begin a worker that is killed at a place, or after a time; False where it ended before."""
    order = town.order(random)
    if random.random() < 0.2:
        del order["trip"]
    pid = nursery.begin(**order)
    if "trip" not in order and nursery.wait(pid, random.uniform(0.01, 0.1)) is None:
        nursery.kill(pid)
    code = nursery.wait(pid)
    assert code in (0, -signal.SIGKILL), f"seed {SEED}"
    return code != 0
