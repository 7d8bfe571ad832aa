"""Installing the app in a workspace: the way to Slack and back, with a state that counts once."""

import hashlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlencode

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.install_pages import InstallPages, Page
from adapters.slack.installations import Installations
from adapters.slack.manifest import SCOPES
from adapters.slack.refusals import FAILURES, code_of, translate
from adapters.slack.settings import SlackSettings
from adapters.slack.tenants import Tenant
from bot.errors import PapersError
from bot.message import Vault

_log = logging.getLogger(__name__)

INSTALL, CALLBACK, UNINSTALL = "/slack/install", "/slack/oauth_redirect", "/slack/uninstall"
STATE_S = 600.0
_COOKIE = "papers-slack-state"

OnInstalled = Callable[[Tenant], Awaitable[None]]


class InstallDoor:
    """The pages that lead to an installation; who came back is asked for the state they left with.

    The SDK's own stores take one state several times and keep tokens as they are: ours are in the
    vault, encrypted, and a state is taken out of it by one request alone.
    """

    def __init__(
        self,
        settings: SlackSettings,
        vault: Vault,
        client: Callable[[], AsyncWebClient],
        on_installed: OnInstalled,
    ) -> None:
        self._settings = settings
        self._vault = vault
        self._client = client
        self._on_installed = on_installed
        self._installations = Installations(vault)
        self._pages = InstallPages(settings.public_url + INSTALL)

    def routes(self) -> list[web.RouteDef]:
        """Return the pages for a server to show."""
        return [
            web.get(INSTALL, self.install),
            web.get(CALLBACK, self.come_back),
            web.get(UNINSTALL, self.uninstall),
        ]

    async def install(self, _: web.Request) -> web.StreamResponse:
        """Show the way to Slack, with a state that this browser alone can bring back."""
        state = secrets.token_urlsafe(32)
        try:
            await self._vault.put(_name(state), "open", for_s=STATE_S)
        except PapersError as error:
            _log.warning("no state could be kept: %s", error)
            return _answer(self._pages.not_now())
        response = _answer(self._pages.invitation(self._way_to_slack(state)))
        response.set_cookie(
            _COOKIE,
            state,
            max_age=int(STATE_S),
            path=CALLBACK,
            secure=self._settings.public_url.startswith("https:"),
            httponly=True,
            samesite="Lax",
        )
        return response

    async def come_back(self, request: web.Request) -> web.StreamResponse:
        """Take who comes back from Slack: install, or say why not."""
        response = _answer(await self._finish(request.query, request.cookies.get(_COOKIE, "")))
        response.del_cookie(_COOKIE, path=CALLBACK)
        return response

    async def uninstall(self, _: web.Request) -> web.StreamResponse:
        """Say how the app is taken out again, and what becomes of what it knows."""
        return _answer(self._pages.way_out())

    async def _finish(self, query: Mapping[str, str], cookie: str) -> Page:
        state = query.get("state", "")
        is_ours = bool(state) and secrets.compare_digest(state.encode(), cookie.encode())
        try:
            if not is_ours or await self._vault.take(_name(state)) is None:
                return self._pages.stale()
            if query.get("error") or not query.get("code"):
                return self._pages.declined()
            tenant = await self._exchange(query["code"])
            if tenant is None:
                return self._pages.refused()
            await self._installations.keep(tenant)
            await self._on_installed(tenant)
        except PapersError as error:
            _log.warning("an installation could not be finished: %s", error)
            return self._pages.not_now()
        return self._pages.done(tenant.app, tenant.team)

    async def _exchange(self, code: str) -> Tenant | None:
        """Give Slack the code for a token; None where it does not take it."""
        try:
            answer = await self._client().oauth_v2_access(
                client_id=self._settings.client_id,
                client_secret=self._settings.client_secret,
                code=code,
                redirect_uri=self._settings.public_url + CALLBACK,
            )
        except FAILURES as error:
            if code_of(error):
                _log.info("Slack took no code for a token: %s", code_of(error))
                return None
            raise translate(error) from error
        return _tenant(answer.data if isinstance(answer.data, dict) else {})

    def _way_to_slack(self, state: str) -> str:
        asked = {
            "client_id": self._settings.client_id,
            "scope": ",".join(SCOPES),
            "redirect_uri": self._settings.public_url + CALLBACK,
            "state": state,
        }
        return f"{self._settings.authorize_url}?{urlencode(asked)}"


def _tenant(answer: Mapping[str, object]) -> Tenant | None:
    def named(name: str) -> str:
        of = answer.get(name)
        return str(of.get("id") or "") if isinstance(of, Mapping) else ""

    is_organisation = bool(answer.get("is_enterprise_install"))
    token, enterprise = str(answer.get("access_token") or ""), named("enterprise")
    team = "" if is_organisation else named("team")
    if not token or not (team or enterprise):
        return None
    user, app = str(answer.get("bot_user_id") or ""), str(answer.get("app_id") or "")
    return Tenant(team, token, user, enterprise, app)


def _name(state: str) -> str:
    # What is kept does not let anybody finish somebody else's installation.
    return f"slack state {hashlib.sha256(state.encode()).hexdigest()}"


def _answer(page: Page) -> web.Response:
    response = web.Response(status=page.status, text=page.html, content_type="text/html")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Frame-Options"] = "DENY"
    return response
