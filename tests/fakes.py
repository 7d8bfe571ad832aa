"""A platform that does what it is told, and writes down what it accepted."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import date

from bot.errors import AmbiguousDelivery, NotAllowed
from bot.message import (
    CheckResult,
    Delivery,
    Desk,
    Destination,
    Limits,
    Message,
    PaperDetails,
    PaperList,
    Request,
    Sent,
    SourceState,
    TopicTrend,
)

ROOMY = Limits(
    title=200,
    text=3000,
    facts=300,
    total=9000,
    cards=10,
    buttons=25,
    label=75,
    command=90,
    url=500,
    beside=1,
    menu=5,
)


class FakePlatform:
    """Implements `bot.message.Adapter`; `accepted` is what people would see."""

    def __init__(self, name: str = "slack", limits: Limits = ROOMY) -> None:
        self.name = name
        self.limits = limits
        self.repeat_window_s = 0.0
        self.is_heard_by_web = False
        self.forbidden = False
        self.ailment = ""
        self.accepted: list[Delivery] = []
        self.looked_for: list[Delivery] = []
        self.troubles: deque[Callable[[Delivery], None]] = deque()
        self.edited: list[tuple[str, str]] = []
        self.edit_troubles: deque[Exception] = deque()
        self.unreadable: Exception | None = None

    def lose_the_answer(self, delivery: Delivery) -> None:
        """Accept a delivery, but let the connection drop before saying so."""
        self.accepted.append(delivery)
        raise AmbiguousDelivery("the connection dropped")

    async def check(self) -> Sequence[CheckResult]:
        return ()

    async def run(self, desk: Desk) -> None: ...

    async def authorize(self, request: Request) -> None:
        if self.forbidden:
            raise NotAllowed("Only admins may do that here.")

    async def prepare(self, request: Request) -> Request:
        return request

    async def send(self, delivery: Delivery) -> Sent:
        if self.troubles:
            self.troubles.popleft()(delivery)
        self.accepted.append(delivery)
        return Sent(f"sent-{len(self.accepted)}")

    async def edit(self, sent: Sent, message: Message) -> None:
        if self.edit_troubles:
            raise self.edit_troubles.popleft()
        self.edited.append((sent.platform_id, message.title))

    async def look_up(self, delivery: Delivery) -> Sent | None:
        self.looked_for.append(delivery)
        if self.unreadable:
            raise self.unreadable
        found = [one for one in self.accepted if one.marker == delivery.marker]
        return Sent("found") if found else None

    def ailing(self) -> str:
        return self.ailment

    async def close(self) -> None: ...

    @property
    def titles(self) -> list[str]:
        return [delivery.message.title for delivery in self.accepted]


class SlowPlatform(FakePlatform):
    """Takes a message only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.was_asked, self.may_take = asyncio.Event(), asyncio.Event()

    async def send(self, delivery: Delivery) -> Sent:
        self.was_asked.set()
        await self.may_take.wait()
        return await super().send(delivery)


class EmptyCatalogue:
    """Implements `bot.message.Catalogue` where nothing is stored."""

    async def version(self) -> str:
        return "0"

    async def listed(self, period: str, offset: int, limit: int) -> PaperList | None:
        return PaperList(f"Papers of {period}")

    async def search(self, query: str, sort: str, offset: int, limit: int) -> PaperList:
        return PaperList(f"Nothing for {query}")

    async def tagged(self, field: str, value: str, offset: int, limit: int) -> PaperList:
        return PaperList(f"Papers of {value}")

    async def paper(self, paper_id: str) -> PaperDetails | None:
        return None

    async def similar(self, paper_id: str, limit: int) -> PaperList | None:
        return None

    async def alerts(self, person: Destination) -> PaperList:
        return PaperList("Papers from your alerts")

    async def topics(self, written: str) -> Sequence[TopicTrend]:
        return ()

    async def days(self, limit: int) -> Sequence[date]:
        return ()

    async def states(self) -> Sequence[SourceState]:
        return ()


def refuse(error: Exception) -> Callable[[Delivery], None]:
    """Make a trouble that raises an error without accepting anything."""

    def trouble(_delivery: Delivery) -> None:
        raise error

    return trouble
