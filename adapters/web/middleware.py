"""What every answer goes through: bounds for readers, safe headers, and faults said in words."""

import logging
import math
import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.web.answers import PROBLEM, Answer, json_answer
from adapters.web.page_templates import Templates
from adapters.web.rate_limits import KEY_HOLDERS, READERS, Rate, RateLimits, reader_of
from adapters.web.settings import WebSettings
from bot.errors import PapersError, UserError

log = logging.getLogger(__name__)

Next = Callable[[web.Request], Awaitable[web.StreamResponse]]
API = "/api/"

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' https:",
        "media-src https:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # An address may hold somebody's secret key.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
_SAID = {
    404: ("Nothing here", "There's no page at this address. Try a search."),
    405: ("That doesn't work here", "This page can be read, but not changed."),
    413: ("That's too long", "Try again with less text."),
    429: ("Too many requests", "Please wait a moment, then try again."),
    500: ("Something went wrong", "That's our fault, and it's in the log. Please try again."),
    503: ("Not ready yet", "The papers can't be read right now. Please try again in a minute."),
}


@web.middleware
async def with_headers(request: web.Request, handler: Next) -> web.StreamResponse:
    """Forbid pages to load anything from elsewhere but pictures, or to be framed."""
    response = await handler(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def make_limiter(
    settings: WebSettings, readers: Rate = READERS
) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Return what lets a reader ask only so often, and whoever has a key more often."""
    limits = RateLimits()

    @web.middleware
    async def limit(request: web.Request, handler: Next) -> web.StreamResponse:
        owner = _owner_of(request, settings)
        reader = reader_of(request.remote or "", request.headers.get("X-Forwarded-For", ""))
        if owner or reader:
            name, rate = (f"key {owner}", KEY_HOLDERS) if owner else (reader, readers)
            if wait_s := limits.wait_s(name, rate):
                raise web.HTTPTooManyRequests(headers={"Retry-After": str(math.ceil(wait_s))})
        return await handler(request)

    return limit


def errors_as_pages(templates: Templates) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Return what turns faults into a page, or into problem+json for whoever asked the API."""

    @web.middleware
    async def catch(request: web.Request, handler: Next) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            headers = {
                name: value
                for name, value in error.headers.items()
                if name in ("Retry-After", "Allow")
            }
            return _said(request, templates, error.status, "", headers)
        except UserError as error:
            return _said(request, templates, 400, str(error), {})
        except PapersError as error:
            log.warning("%s could not be answered: %s", request.path, error)
            return _said(request, templates, 503, "", {"Retry-After": "30"})
        except Exception:
            log.exception("answering %s failed", request.path)
            return _said(request, templates, 500, "", {})

    return catch


def problem(status: int, detail: str = "") -> Answer:
    """Return a fault as RFC 9457 writes it."""
    title, said = _SAID.get(status, ("That didn't work", "Please check the address."))
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or said}
    return json_answer(body, PROBLEM, status)


def _said(
    request: web.Request, templates: Templates, status: int, detail: str, headers: dict[str, str]
) -> web.Response:
    if request.path.startswith(API):
        answer = problem(status, detail)
    else:
        title, said = _SAID.get(status, ("That didn't work", "Please check the address."))
        answer = templates.page("fault.html", status=status, title=title, said=detail or said)
    response = answer.response(request)
    response.headers.update(headers)
    return response


def _owner_of(request: web.Request, settings: WebSettings) -> str:
    """Return whose key a request shows, "" for none that is known."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not shown:
        return ""
    for name, key in settings.api_keys.items():
        if secrets.compare_digest(key.encode(), shown.strip().encode()):
            return name
    return ""
