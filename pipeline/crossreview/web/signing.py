"""Who signs what is corrected, and when."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.requests import Request

from crossreview.library.corrections import Signed
from crossreview.web.site import NAME_COOKIE, NotAllowed, site_of


def known_name(request: Request) -> str:
    """The name of whoever asks; empty where many share a password and this one has not said who they are."""
    site = site_of(request)
    shared = site.settings.password is not None and site.settings.proxy_header is None
    return "" if shared and not request.cookies.get(NAME_COOKIE) else site.person(request)


def signature(request: Request, form: FormData) -> Signed:
    """Who says what a form says, and when. Raises NotAllowed where nobody signed it."""
    if not known_name(request) and not str(form.get("person", "")).strip():
        raise NotAllowed("Nobody signed this. Nothing was changed.", remedy="Go back and say who you are.")
    return Signed(site_of(request).signed_by(request, form), datetime.now(UTC).isoformat(timespec="seconds"))
