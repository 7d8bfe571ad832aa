"""Who may change what is posted in a channel of Slack."""

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.settings import read_settings
from bot.errors import DeliveryError, NotAllowed
from bot.message import Destination, Request
from tests.slack.test_faults import BrokenSlack, broken, refusal  # noqa: F401
from tests.slack.world import Json, drop

MEMBER: Json = {"tz": "UTC"}
ADMIN: Json = {"is_admin": True}
OWNER: Json = {"is_owner": True}
GUEST: Json = {"is_restricted": True}
STRANGER: Json = {"team_id": "T9"}
COLLEAGUE: Json = {"team_id": "T8", "enterprise_user": {"enterprise_id": "E1"}}
OTHERS: Json = {"team_id": "T8", "enterprise_user": {"enterprise_id": "E2"}}
ASKED = Request(
    "subscribe", Destination("slack", "T1/U1"), Destination("slack", "T1/C1"), "slack:T1"
)


def adapter_for(slack: BrokenSlack, who: str) -> SlackAdapter:
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": slack.adapter._settings.api_url,
        "SLACK_WHO_MAY_SUBSCRIBE": who,
    }
    known = read_settings(settings)
    assert known
    return SlackAdapter(known)


async def may(slack: BrokenSlack, who: str, person: Json, creator: str = "U9") -> bool:
    slack.answers("users.info", {"ok": True, "user": person})
    slack.answers("auth.test", {"ok": True, "team_id": "T1", "enterprise_id": "E1"})
    slack.answers("conversations.info", {"ok": True, "channel": {"creator": creator}})
    adapter = adapter_for(slack, who)
    try:
        await adapter.authorize(ASKED)
    except NotAllowed:
        return False
    finally:
        await adapter.close()
    return True


@pytest.mark.parametrize(
    ("who", "person", "creator", "is_allowed"),
    [
        ("", MEMBER, "U9", True),
        ("members", MEMBER, "U9", True),
        ("members", GUEST, "U9", False),
        ("members", {"is_ultra_restricted": True}, "U9", False),
        ("members, U1", GUEST, "U9", True),
        ("members", MEMBER | {"team_id": "T1"}, "U9", True),
        ("members", STRANGER, "U9", False),
        ("members", STRANGER | ADMIN, "U9", False),
        ("members", COLLEAGUE, "U9", True),
        ("members", OTHERS, "U9", False),
        ("members, U1", STRANGER, "U9", True),
        ("admins", STRANGER | ADMIN, "U9", False),
        ("admins", STRANGER, "U1", False),
        ("admins", COLLEAGUE | ADMIN, "U9", True),
        ("admins", MEMBER, "U9", False),
        ("admins", MEMBER, "U1", True),
        ("admins", ADMIN, "U9", True),
        ("admins", OWNER, "U9", True),
        ("U1 U2", MEMBER, "U9", True),
        ("U2", MEMBER, "U9", False),
        ("U2", ADMIN, "U9", True),
    ],
)
async def test_the_setting_says_who_may_subscribe_a_channel(
    broken: BrokenSlack,  # noqa: F811
    who: str,
    person: Json,
    creator: str,
    is_allowed: bool,
) -> None:
    assert await may(broken, who, person, creator) == is_allowed


async def test_without_the_permission_to_look_only_the_strict_setting_refuses(
    broken: BrokenSlack,  # noqa: F811
) -> None:
    for who, is_allowed in (("members", True), ("admins", False)):
        broken.proxy.break_next("users.info", refusal("missing_scope"))
        broken.proxy.break_next("conversations.info", refusal("missing_scope"))
        adapter = adapter_for(broken, who)
        if is_allowed:
            await adapter.authorize(ASKED)
        else:
            with pytest.raises(NotAllowed, match="ask one of them"):
                await adapter.authorize(ASKED)
        await adapter.close()


async def test_a_slack_that_does_not_answer_refuses_nobody_for_good(
    broken: BrokenSlack,  # noqa: F811
) -> None:
    broken.proxy.break_next("users.info", drop)
    broken.proxy.break_next("conversations.info", drop)
    adapter = adapter_for(broken, "admins")
    with pytest.raises(DeliveryError):
        await adapter.authorize(ASKED)
    await adapter.close()
