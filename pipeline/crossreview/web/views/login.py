"""Letting in those who know the password, or whom a proxy has let in."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from crossreview.web.asking import inside
from crossreview.web.guard.forms import form_of
from crossreview.web.guard.sessions import COOKIE
from crossreview.web.site import check_token, site_of


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
    if settings.proxy_header is not None and not site.person(request):
        return PlainTextResponse("The proxy did not say who comes.", 403)
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
    """Let somebody in who gives the password."""
    site = site_of(request)
    async with form_of(request) as form:
        check_token(site, request, form)
        given, to = str(form.get("password", "")), inside(str(form.get("to", "")), "/")
    client = request.client.host if request.client is not None else "unknown"
    if not site.tries.takes(client):
        return PlainTextResponse("Too many tries. Wait a minute.", 429, {"Retry-After": "60"})
    if not await run_in_threadpool(site.sessions.is_password, given):
        return site.page(request, "login.html", 403, to=to, wrong=True)
    response = RedirectResponse(to, 303)
    site.set_cookie(request, response, COOKIE, site.sessions.cookie(site.sessions.begun(let_in=True)))
    return response


ROUTES: Final = (Route("/login", show), Route("/login", enter, methods=["POST"]))
