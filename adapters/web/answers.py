"""Answers before they go out: what handlers return, and its fingerprint."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from aiohttp import web

HTML, JSON, PROBLEM = "text/html", "application/json", "application/problem+json"
A_MINUTE = "public, max-age=60"


@dataclass(frozen=True)
class Answer:
    """A body of a type; one that `is_private` is kept nowhere, not even by the reader's browser."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    is_private: bool = False
    cache_control: str = A_MINUTE
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def etag(self) -> str:
        """The fingerprint of the body, quoted as HTTP wants it."""
        return f'"{blake2b(self.body, digest_size=12).hexdigest()}"'

    def response(self, request: web.Request) -> web.Response:
        """Return the answer to a request, without the body where the reader has it already."""
        if self.is_private or self.status != 200:
            headers = {**self.headers, "Cache-Control": "no-store"}
            return self._whole(headers)
        headers = {**self.headers, "Cache-Control": self.cache_control, "ETag": self.etag}
        if _names(request.headers.get("If-None-Match", ""), self.etag):
            return web.Response(status=304, headers=headers)
        return self._whole(headers)

    def _whole(self, headers: dict[str, str]) -> web.Response:
        headers["Content-Type"] = (
            f"{self.content_type}; charset=utf-8"
            if self.content_type.startswith("text/")
            else self.content_type
        )
        return web.Response(body=self.body, status=self.status, headers=headers)


Handler = Callable[[web.Request], Awaitable[Answer]]


def json_answer(body: object, content_type: str = JSON, status: int = 200) -> Answer:
    """Return an object as JSON that any page of the web may read."""
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(written, content_type, status, headers={"Access-Control-Allow-Origin": "*"})


def _names(header: str, etag: str) -> bool:
    """Tell whether If-None-Match names a fingerprint, be it a weak one."""
    named = [one.strip().removeprefix("W/") for one in header.split(",")]
    return etag in named or named == ["*"]
