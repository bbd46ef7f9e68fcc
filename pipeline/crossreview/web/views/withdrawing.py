"""Withdrawing a document: for privacy, or because its publisher took it down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossreview.batch import withdraw
from crossreview.web.signing import signature
from crossreview.web.site import NotAllowed, posted, site_of

_LONGEST_REASON: Final = 300
_Wrong = tuple[tuple[str, str], ...]  # fields, and what is wrong with each


def show(request: Request) -> Response:
    """The form. Raises UnknownTerm where there is no such document."""
    if site_of(request).settings.read_only:
        raise NotAllowed("Nothing can be withdrawn here: this library is shown for reading alone.", remedy="Go back.")
    return _form(request)


def take(request: Request, form: FormData) -> Response:
    """Withdraw the document. Raises LibraryInUse during a run."""
    site, document_id = site_of(request), request.path_params["document"]
    reason = " ".join(str(form.get("reason", "")).split())[:_LONGEST_REASON]
    wrong = tuple(_wrong_with(reason, form))
    if wrong:
        return _form(request, reason, wrong)
    record = site.library.record(document_id)
    signed = signature(request, form)
    withdraw(site.library, [record.document.id], reason, signed)
    return site.after(request, "/withdrawn", signed.by)


def show_done(request: Request) -> Response:
    """What is said when a document was withdrawn, which cannot be shown any more."""
    return site_of(request).page(request, "withdrawn.html")


def _wrong_with(reason: str, form: FormData) -> Iterator[tuple[str, str]]:
    if not reason:
        yield "reason", "Say why the document is withdrawn"
    if form.get("sure") != "yes":
        yield "sure", "Confirm that all of it shall go"


def _form(request: Request, reason: str = "", wrong: _Wrong = ()) -> Response:
    site = site_of(request)
    return site.page(
        request,
        "withdraw.html",
        400 if wrong else 200,
        document=site.library.record(request.path_params["document"]).document,
        reason=reason,
        wrong=wrong,
        signer=site.person(request),
        by_proxy=site.settings.proxy_header is not None,
    )


ROUTES: Final = (
    Route("/documents/{document}/withdraw", show),
    Route("/documents/{document}/withdraw", posted(take), methods=["POST"]),
    Route("/withdrawn", show_done),
)
