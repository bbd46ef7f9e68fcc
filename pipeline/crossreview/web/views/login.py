"""Letting in those who know the password, or whom a proxy has let in."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from crossreview.web.addresses import peer_of, who
from crossreview.web.asking import inside
from crossreview.web.guard.forms import form_of
from crossreview.web.guard.proxies import why_refused
from crossreview.web.site import check_token, site_of

_ALL: Final = "all"


class LetIn:
    """Sends those away who have not come in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "http" and (answer := _door(Request(scope))) is not None:
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _door(request: Request) -> Response | None:
    """What somebody gets who may not come in; None for those who may."""
    site = site_of(request)
    settings, session = site.settings, site.session(request)
    if (problem := why_refused(request.scope, settings)) is not None:
        return PlainTextResponse(problem, 403)
    if settings.password is None or (session is not None and session.let_in):
        return None
    if request.url.path == "/login" or request.url.path.startswith("/static/"):
        return None
    to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?to={quote(to, safe='')}", 303)


def show(request: Request) -> Response:
    """The form that asks for the password."""
    return site_of(request).page(request, "login.html", to=inside(request.query_params.get("to", ""), "/"), wrong=False)


async def enter(request: Request) -> Response:
    """Let somebody in who gives the password. Who does not may try but so often, and so may all together."""
    site = site_of(request)
    async with form_of(request) as form:
        check_token(site, request, form)
        given, to = str(form.get("password", "")), inside(str(form.get("to", "")), "/")
    client = who(peer_of(request.scope))
    if not (site.wrong.has(client) and site.all_wrong.has(_ALL)):
        return PlainTextResponse("Too many tries. Wait a minute.", 429, {"Retry-After": "60"})
    # Nothing is waited for between the look and the count, so that many who try at once are counted too.
    if not site.sessions.is_password(given):
        site.wrong.takes(client)
        site.all_wrong.takes(_ALL)
        return site.page(request, "login.html", 403, to=to, wrong=True)
    response = RedirectResponse(to, 303)
    site.begin(request, response, site.sessions.begun(let_in=True))
    return response


async def leave(request: Request) -> Response:
    """End the visits of a browser."""
    site = site_of(request)
    async with form_of(request) as form:
        check_token(site, request, form)
    response = RedirectResponse("/login", 303)
    for name in site.sessions.names_in(request.cookies):
        site.forget_cookie(response, name)
    return response


ROUTES: Final = (
    Route("/login", show),
    Route("/login", enter, methods=["POST"]),
    Route("/logout", leave, methods=["POST"]),
)
