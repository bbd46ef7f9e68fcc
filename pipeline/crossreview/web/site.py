"""What all pages share: the library, who may do what, and how a page is made."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias, cast
from urllib.parse import quote, unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from crossreview.errors import CrossreviewError
from crossreview.library import Library
from crossreview.plurals import counted
from crossreview.vocabulary.labels import agency_label, theme_label
from crossreview.web import labels
from crossreview.web.asking import address_of
from crossreview.web.guard.forms import form_of
from crossreview.web.guard.limits import ALL_PASSWORDS, PASSWORDS, Bucket, Places
from crossreview.web.guard.proxies import name_told
from crossreview.web.guard.sessions import HOURS, Session, Sessions
from crossreview.web.pictures import Pictures
from crossreview.web.reading import Readings
from crossreview.web.settings import Settings
from crossreview.web.styling import StaticFiles

_A_YEAR: Final = 365 * 86_400  # seconds
TOKEN_FIELD: Final = "token"
_LONGEST_NAME: Final = 80
_UPLOADS: Final = 2  # at once: each may stand on the disk with 200 MB
Posted: TypeAlias = Callable[[Request, FormData], Response]
Endpoint: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]


class NotAllowed(CrossreviewError):
    """Something is asked for that this page does not do as it was started, or that this form does not allow."""


@dataclass(frozen=True)
class Site:
    """One library as it is served."""

    library: Library
    settings: Settings
    sessions: Sessions
    pictures: Pictures
    readings: Readings
    static: StaticFiles = field(default_factory=StaticFiles)
    wrong: Bucket = field(default_factory=lambda: Bucket(PASSWORDS))
    all_wrong: Bucket = field(default_factory=lambda: Bucket(ALL_PASSWORDS))
    uploads: Places = field(default_factory=lambda: Places(_UPLOADS))

    @cached_property
    def _templates(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("crossreview.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        environment.filters |= {
            "plain": labels.plain,
            "theme": theme_label,
            "agency": agency_label,
            "review_type": labels.type_label,
            "status": labels.status_label,
            "sure": labels.sureness,
            "language": labels.language,
            "counted": counted,
            "path": lambda part: quote(str(part), safe=""),
        }
        environment.globals |= {
            "static": self.static.addresses,
            "address": address_of,
            "read_only": self.settings.read_only,
            "has_password": self.settings.password is not None,
        }
        return environment

    def page(self, request: Request, template: str, status: int = 200, **context: Any) -> Response:
        """A page made of a template."""
        known = self.session(request)
        session = known or self.sessions.begun(let_in=False)
        told = {
            "path": request.url.path,
            "token": self.sessions.token(session),
            "person": self.person(request),
            "can_leave": session.let_in,
        }
        page = self._templates.get_template(template).render(**told, **context)
        response = HTMLResponse(page, status)
        if known is None:
            self.begin(request, response, session)
        return response

    def session(self, request: Request) -> Session | None:
        """The visit that a request belongs to, one that was let in if there are several."""
        return next(iter(self.sessions.current(request.cookies)), None)

    def begin(self, request: Request, response: Response, session: Session) -> None:
        """Let a browser have a visit, and forget those that are over."""
        self.set_cookie(response, self.sessions.name_of(session), self.sessions.cookie(session), HOURS * 3600)
        for name in self.sessions.names_in(request.cookies):
            if self.sessions.read(request.cookies[name]) is None:
                self.forget_cookie(response, name)

    def person(self, request: Request) -> str:
        """Who it is: as the proxy says, as they last signed, or as the program was started.

        "" where many share a password and this one has not said who they are.
        """
        if self.settings.proxy_header is not None:
            return self._signature(name_told(request.scope, self.settings))
        return self._signature(unquote(request.cookies.get(self._name_cookie, ""))) or (
            self.settings.person if self.settings.password is None else ""
        )

    def signed_by(self, request: Request, form: FormData) -> str:
        """Who signs what a form says."""
        if self.settings.proxy_header is not None:
            return self.person(request)
        return self._signature(str(form.get("person", ""))) or self.person(request)

    def set_cookie(self, response: Response, name: str, value: str, seconds: int) -> None:
        """Set a cookie that no script can read and that other sites do not send."""
        secure = self.settings.https
        response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)

    def forget_cookie(self, response: Response, name: str) -> None:
        """Have a browser forget a cookie."""
        response.delete_cookie(name, httponly=True, samesite="lax", secure=self.settings.https)

    @property
    def _name_cookie(self) -> str:
        return self.sessions.cookie_name("name")

    def after(self, request: Request, to: str, person: str) -> Response:
        """Where to go when something was done, by whom."""
        del request
        response = RedirectResponse(to, 303)
        if self.settings.proxy_header is None:
            self.set_cookie(response, self._name_cookie, quote(person), _A_YEAR)
        return response

    @staticmethod
    def _signature(name: str) -> str:
        return " ".join("".join(letter for letter in name if letter.isprintable()).split())[:_LONGEST_NAME]


class _Numbers(Convertor[int]):
    """Numbers in addresses: Python raises where they have thousands of digits, and SQLite where they have twenty."""

    regex = "[0-9]{1,12}"

    def convert(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """As it stands in an address."""
        return str(value)


# In the place of the one that comes with Starlette, so that no address can have that by mistake.
register_url_convertor("int", _Numbers())


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    return cast("Site", request.app.state.site)


def posted(change: Posted, *, files: int = 0) -> Endpoint:
    """What a form does, once it is known to be ours; for a form with at most so many files."""

    async def endpoint(request: Request) -> Response:
        site = site_of(request)
        check_changes(site)
        async with form_of(request, files=files) as form:
            check_token(site, request, form)
            return await run_in_threadpool(change, request, form)

    return endpoint


def check_changes(site: Site) -> None:
    """Raises NotAllowed where nothing may be changed."""
    if site.settings.read_only:
        raise NotAllowed("This library is shown for reading alone.", remedy="Start it without --read-only.")


def check_token(site: Site, request: Request, form: Mapping[str, Any]) -> None:
    """Raises NotAllowed for a form that this page did not make for this visit."""
    token = str(form.get(TOKEN_FIELD, ""))
    if not any(site.sessions.is_token(session, token) for session in site.sessions.current(request.cookies)):
        raise NotAllowed(
            "This form was open for too long, or the program was started anew meanwhile. Nothing was changed.",
            remedy="Go back, load the page again, and send the form again.",
        )
