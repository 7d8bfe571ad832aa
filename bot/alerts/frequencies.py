"""How common features are, counted on a sample of papers: it decides speed, never a match."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from bot.alerts.features import RUNS, Feature, Space
from bot.alerts.paper_features import Reading
from bot.query import View
from bot.query.fields import NAMES, TAGS

_COUNTED = (
    *(Space(kind, "") for kind in RUNS),
    Space("acronym", ""),
    Space("beginning", ""),
    *(Space("word", field) for field in ("title", *NAMES)),
    *(Space("tag", field) for field in (*TAGS, "part")),
)


class Frequencies:
    """Shares of papers by feature; what the sample lacks is rarer than anything in it."""

    def __init__(self, sample: Sequence[View] = ()) -> None:
        self._papers = max(len(sample), 1)
        keys, owners = Reading(sample, [()] * len(sample)).keys(_COUNTED)
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        is_first = np.ones(len(keys), bool)
        is_first[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
        found, counts = np.unique(keys[is_first], return_counts=True)
        # What only one paper of the sample holds is as rare as what none does.
        self._keys = memoryview(found[counts > 1].data)
        self._counts = memoryview(counts[counts > 1].astype(np.int32).data)

    def frequency(self, feature: Feature) -> float:
        """Return the share of the sample that holds a feature; in a field, at most."""
        space, key = feature
        if space not in _COUNTED:
            key ^= space.salt ^ Space(space.kind, "").salt
        place = bisect_left(self._keys, key)
        if place < len(self._keys) and self._keys[place] == key:
            return self._counts[place] / self._papers
        return 0.5 / self._papers
