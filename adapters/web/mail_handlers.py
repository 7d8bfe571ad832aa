"""Forms for mail: subscribing with a code, and unsubscribing with one click."""

import math
import re

from aiohttp import web

from adapters.web.answers import Answer
from adapters.web.page_templates import Templates
from adapters.web.rate_limits import Rate, RateLimits, reader_of
from bot.message import Desk, Destination, Reply, Request, mail_address

CODES = Rate(5 / 3600, 5)
"""Codes that one reader may have sent to wherever they say."""

TRIES = Rate(20 / 3600, 20)
OFTEN = {"weekdays": "On weekdays", "daily": "Every day", "weekly": "Once a week, on Mondays"}
LISTS = {"digests": "digests", "alerts": "alerts"}
NOT_AN_ADDRESS = "I couldn't read that as a mail address. It looks like me@example.org."


class MailHandlers:
    """Answers whoever wants mail, or no more of it."""

    def __init__(self, desk: Desk, templates: Templates) -> None:
        self._desk = desk
        self._templates = templates
        self._limits = RateLimits()
        unsubscribe = "/unsubscribe/{key:[\\w-]{16,64}}/{what:digests|alerts}"
        self.gets = {
            "/subscribe": self.ask,
            "/confirm": self.ask_code,
            unsubscribe: self.ask_leave,
        }
        self.posts = {
            "/subscribe": self.subscribe,
            "/confirm": self.confirm,
            unsubscribe: self.leave,
        }

    async def ask(self, request: web.Request) -> Answer:
        """Show the form."""
        return self._form(topic=request.query.get("topic", "")[:150])

    async def subscribe(self, request: web.Request) -> Answer:
        """Send a code to an address."""
        said = await request.post()
        written, topic = str(said.get("address", "")), _plain(str(said.get("topic", "")))
        often = str(said.get("often", ""))
        often = often if often in OFTEN else "weekdays"
        address = mail_address(written)
        if address is None:
            return self._form(written, topic, often, fault=NOT_AN_ADDRESS)
        self._count(request, "code", CODES)
        reply = await self._answer(address, f"email {address} {often} {topic}".strip())
        if reply.is_error:
            return self._form(written, topic, often, fault=reply.message.lead.plain)
        return self._code_form(address, reply)

    async def ask_code(self, request: web.Request) -> Answer:
        """Show the form for a code."""
        return self._code_form(mail_address(request.query.get("address", "")) or "")

    async def confirm(self, request: web.Request) -> Answer:
        """Take a code, and show what goes there from now on."""
        said = await request.post()
        address = mail_address(str(said.get("address", "")))
        code = re.sub(r"\D", "", str(said.get("code", "")))[:6]
        if address is None or len(code) != 6:
            fault = "A code has six digits." if address else NOT_AN_ADDRESS
            return self._code_form(address or "", fault=fault)
        self._count(request, "try", TRIES)
        reply = await self._answer(address, f"email {code}")
        if reply.is_error:
            return self._code_form(address, fault=reply.message.lead.plain)
        own = await self._answer(address, "link")
        return self._said("You're subscribed", [reply, *([own] if not own.is_error else [])])

    async def ask_leave(self, request: web.Request) -> Answer:
        """Ask before anything ends: programs that look at links must not unsubscribe anybody."""
        await self._reader(request)
        what = request.match_info["what"]
        return self._templates.page(
            "unsubscribe.html", is_private=True, title="Unsubscribe", what=LISTS[what]
        )

    async def leave(self, request: web.Request) -> Answer:
        """End mails of a kind, at once (RFC 8058)."""
        reader = await self._reader(request)
        words = f"email stop {request.match_info['what']}"
        asked = Request(words, reader.person, reader.destination, reader.workspace, prefix="")
        return self._said("You're unsubscribed", [await self._desk.answer(asked)])

    async def _reader(self, request: web.Request) -> Request:
        reader = await self._desk.reader(request.match_info["key"])
        if reader is None:
            raise web.HTTPNotFound
        return reader

    async def _answer(self, address: str, words: str) -> Reply:
        """Ask as the mailbox itself, which gets only what its own code sets free."""
        box = Destination("email", address)
        domain = address.rpartition("@")[2]
        return await self._desk.answer(Request(words, box, box, f"email:{domain}", prefix=""))

    def _count(self, request: web.Request, what: str, rate: Rate) -> None:
        reader = reader_of(request.remote or "", request.headers.get("X-Forwarded-For", ""))
        if reader and (wait_s := self._limits.wait_s(f"{what} {reader}", rate)):
            raise web.HTTPTooManyRequests(headers={"Retry-After": str(math.ceil(wait_s))})

    def _form(
        self, address: str = "", topic: str = "", often: str = "weekdays", fault: str = ""
    ) -> Answer:
        return self._templates.page(
            "subscribe.html",
            status=400 if fault else 200,
            is_private=True,
            title="Papers by mail",
            written=address,
            topic=topic,
            often=often,
            choices=OFTEN,
            fault=fault,
            path="/subscribe",
        )

    def _code_form(self, address: str, reply: Reply | None = None, fault: str = "") -> Answer:
        return self._templates.page(
            "confirm.html",
            status=400 if fault else 200,
            is_private=True,
            title="Check your mail",
            written=address,
            said=f"We've sent a code to {address}." if reply else "",
            fault=fault,
        )

    def _said(self, title: str, replies: list[Reply]) -> Answer:
        is_error = any(reply.is_error for reply in replies)
        return self._templates.page(
            "said.html",
            status=400 if is_error else 200,
            is_private=True,
            title="That didn't work" if is_error else title,
            replies=replies,
        )


def _plain(topic: str) -> str:
    return " ".join(topic.split())[:150]
