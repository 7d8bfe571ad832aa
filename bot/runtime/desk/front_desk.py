"""The front desk: takes requests from adapters, answers them in threads, never raises."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from time import monotonic

from bot import commands
from bot.calendar.list_hours import current_day
from bot.commands.community.link_submissions import is_titled
from bot.commands.community.paper_notes import read_note
from bot.compose import help_messages, submission_messages
from bot.errors import NotAllowed, PapersError, SourceError, UserError
from bot.jobs.intake import Intake
from bot.message import Adapter, Catalogue, Choice, Reply, Request, Verb
from bot.model.identity import papers_named
from bot.model.work_identity import work_id
from bot.runtime.catalogue import StoredCatalogue
from bot.runtime.desk.completion_desk import Completing
from bot.runtime.desk.shared_memory import Sharing
from bot.runtime.desk.turns import Turns
from bot.search import Search
from bot.store import Store, audits, page_keys
from bot.store.coordination.ownership import Owner

log = logging.getLogger(__name__)

MOST_LINKS = 3
"""Papers that a message links to which are looked up."""

LOOK_UP_S = 8.0
"""How long a person waits for a paper that must be fetched first."""


Count = Callable[[str, float, bool], None]
"""Hears of each answer the verb, how many seconds it took, and whether it was an error."""


Problems = Callable[[], Awaitable[Sequence[str]]]
"""Tells what is wrong with this process, in sentences."""


class FrontDesk(Sharing):
    """Implements `bot.message.Desk` over the store and the search."""

    def __init__(
        self,
        store: Store,
        search: Search,
        intake: Intake,
        adapters: Mapping[str, Adapter],
        owner: Owner,
        clock: Callable[[], datetime],
        timezone: str,
        count: Count = lambda _verb, _seconds, _is_error: None,
        problems: Problems | None = None,
        site: str = "",
    ) -> None:
        self._site = site
        self._count = count
        self._problems = problems
        super().__init__(store, owner, clock)
        self._store = store
        self._search = search
        self._intake = intake
        self._adapters = adapters
        self._clock = clock
        self._timezone = timezone
        self._turns = Turns()
        self._completing = Completing(store, search, clock)
        self._catalogue = StoredCatalogue(store, search, clock)

    @property
    def verbs(self) -> Sequence[Verb]:
        """All commands that work in a chat."""
        return commands.listed_verbs()

    @property
    def catalogue(self) -> Catalogue:
        """What is stored, for pages, feeds and the API."""
        return self._catalogue

    async def problems(self) -> Sequence[str]:
        """Return what keeps this process from doing its work, a sentence each."""
        return await self._problems() if self._problems else ()

    async def reader(self, key: str) -> Request | None:
        """Return whom a key to somebody's own pages belongs to, as a request without words."""
        return await asyncio.to_thread(self._reader, key)

    async def answer(self, request: Request) -> Reply:
        """Answer a command; what goes wrong on our side is logged and said in a sentence."""
        began = monotonic()
        reply = await self._reply(request)
        command = commands.read_or_none(request.text)
        self._count(command.verb.name if command else "", monotonic() - began, reply.is_error)
        if request.completes and not reply.is_error:
            self._completing.remember(request)
        return reply

    async def complete(self, request: Request, most: int) -> Sequence[Choice]:
        """Say what a command may become that is still being typed; nothing rather than late."""
        return await self._completing.complete(request, most)

    async def _reply(self, request: Request) -> Reply:
        try:
            async with self._turns.turn_of(request.person) as turn:
                ready = await turn.wait_for(self._made_ready(request))
                return await turn.answer(lambda: self._answer(ready))
        except PapersError as error:
            said = help_messages.trouble(error).with_commands(request.prefix)
            field = error.field if isinstance(error, UserError) else ""
            return Reply(said, is_error=True, field=field)
        except Exception:
            log.exception("answering %r failed", request.text[:100])
            return Reply(help_messages.trouble(help_messages.OUR_FAULT), is_error=True)

    def _reader(self, key: str) -> Request | None:
        with self._store.read() as tx:
            owner = page_keys.owner_of(tx, key)
        return Request("", owner[0], owner[0], owner[1], prefix="") if owner else None

    def _answer(self, request: Request) -> Reply:
        now, zone = self._clock(), self._timezone
        return commands.answer(self._store, self._search, request, now, zone, self._site)

    async def _made_ready(self, request: Request) -> Request:
        """Do what needs the network before the answer: check a place, fetch a paper."""
        request = await asyncio.to_thread(commands.in_full, self._store, request)
        command = commands.read_or_none(request.text)
        if command is None:
            return request
        if command.verb.needs and command.verb.needs not in self._adapters:
            raise UserError(help_messages.not_set_up(command.verb.name))
        adapter = self._adapters.get(request.destination.platform)
        if command.verb.changes_place and adapter:
            await self._authorize(adapter, request)
        if command.verb.posts_here and adapter:
            return await adapter.prepare(request)
        if adapter and command.verb.tells_person:
            prepared = await adapter.prepare(replace(request, destination=request.person))
            return replace(prepared, destination=request.destination)
        day = commands.day_meant(command, current_day(self._clock()))
        if day is not None:
            await self._fetch_day(day)
        for wanted in _papers_named(command):
            if not await asyncio.to_thread(self._intake.is_stored, wanted):
                await self._look_up(wanted, command)
        return request

    async def _authorize(self, adapter: Adapter, request: Request) -> None:
        """Let everybody decide about their own messages, and those who may about a channel's."""
        if request.destination == request.person:
            return
        try:
            await adapter.authorize(request)
        except NotAllowed as error:
            await asyncio.to_thread(self._write_refusal, request, str(error))
            raise

    def _write_refusal(self, request: Request, why: str) -> None:
        with self._store.write() as tx:
            audits.record_audit(
                tx,
                self._clock(),
                request.workspace,
                request.person,
                request.destination,
                "refused",
                request.text,
                why,
            )

    async def _fetch_day(self, day: date) -> None:
        """Fetch the list of a past day that nobody asked for yet, while a person waits."""
        if not await asyncio.to_thread(self._intake.lacks_list, day):
            return
        with suppress(TimeoutError):  # what is stored then says why there is nothing
            async with asyncio.timeout(LOOK_UP_S):
                await self._intake.fetch_days([day])

    async def _look_up(self, wanted: str, command: commands.Command) -> None:
        try:
            async with asyncio.timeout(LOOK_UP_S):
                await self._intake.fetch_paper(wanted)
        except (SourceError, TimeoutError) as error:
            log.info("looking up %s: %s", wanted, error)
            why = str(error) or "nobody answered in time."
            said = help_messages.not_looked_up(wanted, why)
            if command.verb.name == "submit":
                if is_titled(command.argument):
                    return
                said = f"{said} {submission_messages.or_a_title(command.argument)}"
            raise UserError(said) from error


def _papers_named(command: commands.Command) -> list[str]:
    """Return the papers that a command is about: one, one with a note behind it, or links."""
    match command.verb.argument:
        case "id":
            named = [work_id(command.argument)]
        case "paper":
            named = [work_id(read_note(command.argument).paper)]
        case "links":
            ids, is_all = papers_named(command.argument)
            named = [*ids[:MOST_LINKS]] if is_all else []
        case _:
            named = []
    return [known for known in named if known]
