"""Who signs what is corrected, and when."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.requests import Request

from crossreview.library.corrections import Signed
from crossreview.web.site import NotAllowed, site_of


def signature(request: Request, form: FormData) -> Signed:
    """Who says what a form says, and when. Raises NotAllowed where nobody signed it."""
    person = site_of(request).signed_by(request, form)
    if not person:
        raise NotAllowed("Nobody signed this. Nothing was changed.", remedy="Go back and say who you are.")
    return Signed(person, datetime.now(UTC).isoformat(timespec="seconds"))
