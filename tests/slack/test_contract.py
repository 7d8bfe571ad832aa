"""Slack keeps the contract of all platforms."""

import inspect

import pytest

from tests.adapter_contract import AdapterContract
from tests.slack.world import Rendering


class TestSlack(AdapterContract):
    @pytest.fixture
    def platform(self, request: pytest.FixtureRequest) -> Rendering:
        # What only renders needs no simulator, and runs where there is none.
        if not inspect.iscoroutinefunction(request.function):
            return Rendering()
        world: Rendering = request.getfixturevalue("slack")
        return world
