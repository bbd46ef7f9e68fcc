"""The web page as an ASGI application: addresses, guards, and what is said when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossreview import errors
from crossreview.library import Library
from crossreview.web.guard import BodyLimit, HostCheck, RateLimit, SecurityHeaders, Sessions
from crossreview.web.guard.limits import AtOnce, Busy, TooLarge
from crossreview.web.pictures import Pictures
from crossreview.web.reading import Readings
from crossreview.web.settings import Settings
from crossreview.web.site import NotAllowed, Site, site_of
from crossreview.web.views import ROUTES, LetIn, limit_of

log = logging.getLogger(__name__)

_THREADS: Final = 4  # that answer at once; more would only wait for each other
_AT_ONCE: Final = 200  # requests
_LONGEST_LOGGED: Final = 500  # letters of an address or an error
_PACKED_FROM: Final = 1_000  # bytes
_STATUS: Final[Mapping[type[errors.CrossreviewError], int]] = {
    errors.QueryError: 400,
    errors.UnknownTerm: 404,
    errors.NoSuchPage: 404,
    errors.NothingFound: 404,
    errors.UnknownFormat: 404,
    NotAllowed: 403,
    Busy: 503,
    errors.LibraryInUse: 503,
    errors.IndexUnusable: 503,
    errors.UnreadableDocument: 422,
    errors.MissingExtra: 501,
}
_TITLES: Final = {
    400: "This was not understood",
    403: "This is not done",
    404: "There is nothing here",
    405: "This address is not asked in that way",
    413: "This is too large",
    415: "This form cannot be read",
    422: "This document cannot be read",
    501: "A part of the program is missing",
    503: "This cannot be done just now",
}
_FAULT: Final = "Something went wrong"


def create_app(library: Library, settings: Settings) -> Starlette:
    """The page of a library. Raises UnsafeServer where others could come and nothing tells who they are."""
    settings.check()
    library = replace(library, read_only=settings.read_only)
    site = Site(library, settings, Sessions(settings, library.root.resolve()), Pictures(library), Readings(library))
    handlers: dict[type[Exception] | int, Callable[..., Response]] = {
        errors.CrossreviewError: _told,
        HTTPException: _refused,
    }
    app = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(SecurityHeaders, guarded=settings.is_guarded, https=settings.https),
            Middleware(AtOnce, most=_AT_ONCE),
            Middleware(HostCheck, hosts=settings.hosts, https=settings.https),
            Middleware(RateLimit),
            Middleware(BodyLimit, limit_of=limit_of),
            Middleware(GZipMiddleware, minimum_size=_PACKED_FROM, compresslevel=5),
            Middleware(Faults),
            Middleware(LetIn),
        ],
        exception_handlers=handlers,
        lifespan=_lifespan,
    )
    app.state.site = site
    return app


def _routes() -> list[BaseRoute]:
    return list(ROUTES)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = _THREADS
    app.state.site.pictures.begin()
    yield
    app.state.site.readings.close()
    app.state.site.pictures.close()


def _told(request: Request, error: errors.CrossreviewError) -> Response:
    """An error raised on purpose: what is wrong, and what to do; not where it is on the disk."""
    status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)
    if status == 500 or isinstance(error, errors.IndexUnusable):
        log.error("%s: %s", _short(request.url.path), _short(str(error)))
    return _error_page(request, status, error.problem, error.remedy)


def _refused(request: Request, error: HTTPException) -> Response:
    problem = "No page has this address." if error.status_code == 404 else str(error.detail)
    return _error_page(request, error.status_code, problem, "Go back, or begin with a search.")


class Faults:
    """Tells faults of this program to its log, and to whoever reads that there was one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except TooLarge:
            raise
        except ClientDisconnect:
            return  # nobody is there to be told, and nothing is wrong here
        except Exception as error:
            log.error("%s %s", _short(scope.get("method", "")), _short(scope.get("path", "")), exc_info=error)
            if not started and scope["type"] == "http":
                await _fault(Request(scope))(scope, receive, send)


def _fault(request: Request) -> Response:
    told = "What happened stands in the log of the program. Nothing was lost."
    return _error_page(request, 500, "This is a fault of Crossreview.", told)


def _short(words: str) -> str:
    """Words as a line of the log that nobody can make two of."""
    return repr(words[:_LONGEST_LOGGED])


def _error_page(request: Request, status: int, problem: str, remedy: str) -> Response:
    title = _TITLES.get(status, _FAULT)
    return site_of(request).page(request, "error.html", status, title=title, problem=problem, remedy=remedy)
