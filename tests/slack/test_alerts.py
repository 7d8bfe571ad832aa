"""All that can be said about alerts, in a Slack that we did not write."""

from pathlib import Path

from bot.store import Store
from tests.alerts.dialogue import hold, make_desk
from tests.slack.world import SlackWorld


async def test_the_whole_dialogue(slack: SlackWorld, store: Store, tmp_path: Path) -> None:
    await slack.listen(make_desk(store, tmp_path))
    await hold(slack)
