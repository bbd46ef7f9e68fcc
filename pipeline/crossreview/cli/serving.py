"""`serve`: the web page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crossreview.cli.options import LibraryOption, user
from crossreview.cli.output import say
from crossreview.errors import CannotServe, MissingExtra


def serve(
    library: LibraryOption,
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65_535, metavar="PORT", help="The port; 0 for any that is free.")
    ] = 8765,
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A further name under which browsers may ask for it.")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file with the password that everybody has to give.")
    ] = None,
    proxy_header: Annotated[
        str | None, typer.Option(metavar="NAME", help="The header in which a proxy says who comes.")
    ] = None,
    proxy_from: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="From where the proxy asks; 192.0.2.0/24 for a network [this machine]."),
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="A proxy encrypts what is sent (TLS).")] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be corrected or added.")] = False,
) -> None:
    """Serve a web page to search, read, compare and correct a library.

    It listens on this machine alone. At any other address it demands a password, or a proxy that says who comes.
    """
    from crossreview.library import Library

    try:
        from crossreview.web import Settings
        from crossreview.web.serving import serve as serve_page
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"The web page needs {error.name}.", remedy="Install it: pip install 'crossreview[web]'."
        ) from None
    settings = Settings(
        person=user(),
        host=host,
        port=port,
        names=tuple(name or ()),
        password=_password(password_file) if password_file is not None else None,
        proxy_header=proxy_header,
        proxy_from=tuple(proxy_from or ()),
        https=https,
        read_only=read_only,
    )

    def tell(address: str) -> None:
        say(f"Open {address} in a browser. Ctrl-C ends it.")
        for warning in settings.warnings():
            say(warning)

    serve_page(Library.open(library), settings, tell)


def _password(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise CannotServe(
            "The password cannot be read from this file.", remedy="Write one line of text into it.", path=path
        ) from error
