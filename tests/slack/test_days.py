"""Days without a list, as they are read in a Slack that we did not write."""

import pytest

from tests.slack.world import SlackWorld
from tests.troubled_days import TroubledDays


class TestSlack(TroubledDays):
    @pytest.fixture
    def platform(self, slack: SlackWorld) -> SlackWorld:
        return slack
