"""Adding documents: a form that takes PDFs, and how far each lot of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crossreview.batch import load_failures
from crossreview.web.reading import Kept, NotRead, Reading, not_read, plain_name
from crossreview.web.site import NotAllowed, Site, check_changes, check_token, posted, site_of

_FIELD: Final = "pdfs"
_MOST_FILES: Final = 20
_MOST_BYTES: Final = 60_000_000  # of a file
_MOST_TOGETHER: Final = 200_000_000
BODY_BYTES: Final = _MOST_TOGETHER + 100_000  # with what a form puts around its files
_MARK, _MARK_WITHIN = b"%PDF", 1_024  # bytes; other programs may put something before it
_FAILED_SHOWN: Final = 20


@dataclass(frozen=True)
class _Upload:
    """A file of the form, as it came."""

    name: str
    file: UploadFile


@dataclass(frozen=True)
class Outcome:
    """What became of files, without the documents that have left the library since."""

    read: tuple[Kept, ...]
    known: tuple[Kept, ...]
    gone: int


def show(request: Request) -> Response:
    """The form."""
    site = site_of(request)
    if site.settings.read_only:
        raise NotAllowed("Nothing can be added here: this library is shown for reading alone.", remedy="Go back.")
    return _form(request, site, ())


async def add(request: Request) -> Response:
    """Take the files of the form, and have them read.

    The address of the form has the token too: who has none sends hundreds of megabytes to nobody.
    """
    site = site_of(request)
    check_changes(site)
    check_token(site, request, request.query_params)
    try:
        with site.uploads.taken("Others are sending documents just now.", "Nothing was taken. Try again in a minute."):
            return await _taken(request)
    except HTTPException as error:
        if error.status_code != 400:
            raise
        problem = "The form came broken, and nothing was taken."
        if "too many files" in error.detail.casefold():
            problem = f"These are more than {_MOST_FILES} files, and none of them was taken."
        trouble = NotRead("", problem, f"Send at most {_MOST_FILES} at once.")
        return await run_in_threadpool(_form, request, site, (trouble,), 400)


def show_reading(request: Request) -> Response:
    """How far a reading is."""
    site = site_of(request)
    reading = site.readings.reading(request.path_params["number"])
    return site.page(request, "reading.html", reading=reading, outcome=_outcome(site, reading))


def _again(request: Request, _: FormData) -> Response:
    number = request.path_params["number"]
    site_of(request).readings.again(number)
    return RedirectResponse(f"/readings/{number}", 303)


def _stop(request: Request, _: FormData) -> Response:
    number = request.path_params["number"]
    site_of(request).readings.stop(number)
    return RedirectResponse(f"/readings/{number}", 303)


def _add(request: Request, form: FormData) -> Response:
    site = site_of(request)
    sent = [_Upload(each.filename or "", each) for each in form.getlist(_FIELD) if isinstance(each, UploadFile)]
    sent = [each for each in sent if each.name or each.file.size]  # a form without a file sends one without a name
    if not sent:
        trouble = NotRead("", "Choose at least one PDF", "Nothing was chosen.")
        return _form(request, site, (trouble,), 400)
    judged = [(each, _trouble_with(each)) for each in sent]
    refused = tuple(problem for _, problem in judged if problem is not None)
    taken = [(each.name, each.file.file) for each, problem in judged if problem is None]
    if not taken:
        return _form(request, site, refused, 400)
    return RedirectResponse(f"/readings/{site.readings.add(taken, refused)}", 303)


_taken: Final = posted(_add, files=_MOST_FILES)


def _trouble_with(upload: _Upload) -> NotRead | None:
    """Why a file is not taken; None where it is."""
    name, size = plain_name(upload.name), upload.file.size or 0
    if size > _MOST_BYTES:
        limit = f"{_MOST_BYTES // 1_000_000} MB"
        return NotRead(
            name, f"It has more than {limit}.", "Print it to a smaller PDF, or let “crossreview run” read it."
        )
    upload.file.file.seek(0)
    if _MARK not in upload.file.file.read(_MARK_WITHIN):
        told = "Save it as a PDF first, from the program that made it." if size else "Look whether it is there at all."
        return NotRead(name, "It is not a PDF." if size else "It is empty.", told)
    return None


def _form(request: Request, site: Site, troubles: Sequence[NotRead], status: int = 200) -> Response:
    failures = sorted(load_failures(site.library.failures_path), key=lambda failure: failure.time, reverse=True)
    return site.page(
        request,
        "add.html",
        status,
        field=_FIELD,
        troubles=troubles,
        most_files=_MOST_FILES,
        most_megabytes=_MOST_BYTES // 1_000_000,
        most_together=_MOST_TOGETHER // 1_000_000,
        recent=site.readings.recent(),
        failures=[(not_read(failure), failure.time[:10]) for failure in failures[:_FAILED_SHOWN]],
        other_failures=max(0, len(failures) - _FAILED_SHOWN),
    )


def _outcome(site: Site, reading: Reading) -> Outcome:
    # What was withdrawn since is not named any more.
    there = [
        each for each in reading.kept if each.document_id is None or site.library.record_path(each.document_id).exists()
    ]
    return Outcome(
        read=tuple(each for each in there if each.how == "read"),
        known=tuple(each for each in there if each.how != "read"),
        gone=len(reading.kept) - len(there),
    )


ROUTES: Final = (
    Route("/add", show),
    Route("/add", add, methods=["POST"]),
    Route("/readings/{number:int}", show_reading),
    Route("/readings/{number:int}", posted(_again), methods=["POST"]),
    Route("/readings/{number:int}/stop", posted(_stop), methods=["POST"]),
)
