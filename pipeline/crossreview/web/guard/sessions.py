"""Who it is: a cookie that only this program can have made, and a token in every form that only this page can have.

Nothing is kept on the server. The secret is made when the program starts: who was let in before has to come in again.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from crossreview.web.settings import Settings

HOURS: Final = 12  # that a visit lasts
_LETTERS: Final = 16  # of the part of a token that differs from page to page, so that none can be guessed by its length
_COOKIE: Final = re.compile(r"(?P<id>[0-9a-f]{32})\.(?P<until>\d{1,12})\.(?P<let_in>[01])\.(?P<seal>[0-9a-f]{64})")


@dataclass(frozen=True)
class Session:
    """Somebody's visit; `let_in` says whether they gave the password."""

    id: str
    let_in: bool
    until: int


@dataclass(frozen=True)
class Sessions:
    """Makes and reads the cookies and tokens of one run of the program, which serves a library."""

    settings: Settings
    library: Path
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def begun(self, *, let_in: bool) -> Session:
        """A new visit."""
        return Session(secrets.token_hex(16), let_in, int(time.time()) + HOURS * 3600)

    @cached_property
    def _prefix(self) -> str:
        # Browsers send cookies to all ports of a host, so that two libraries on one machine need different names.
        # What begins with __Host- is taken by browsers only where it is encrypted, and from this very host.
        served = sha256(f"{self.library}\n{self.settings.port}".encode()).hexdigest()[:8]
        return f"{'__Host-' if self.settings.https else ''}crossreview-{served}-"

    def cookie_name(self, what: str) -> str:
        """The name of a cookie of this page."""
        return self._prefix + what

    def name_of(self, session: Session) -> str:
        """The name of the cookie of a visit.

        Each visit has its own: two windows that a browser opens at once begin one each, and the forms of both are good.
        """
        return self.cookie_name(f"visit-{session.id[:8]}")

    def current(self, cookies: Mapping[str, str]) -> tuple[Session, ...]:
        """The visits that a browser has, those first that were let in."""
        found = (self.read(cookies[name]) for name in self.names_in(cookies))
        return tuple(sorted((each for each in found if each is not None), key=lambda each: not each.let_in))

    def names_in(self, cookies: Iterable[str]) -> tuple[str, ...]:
        """The names of the cookies of visits, of those too that are over."""
        return tuple(name for name in cookies if name.startswith(self.cookie_name("visit-")))

    def read(self, cookie: str | None) -> Session | None:
        """The visit that a cookie tells of; None where it is not ours, or over."""
        match = _COOKIE.fullmatch(cookie or "")
        if match is None:
            return None
        session = Session(match["id"], match["let_in"] == "1", int(match["until"]))
        if not hmac.compare_digest(match["seal"], self._seal(session)) or session.until < time.time():
            return None
        return session

    def cookie(self, session: Session) -> str:
        """The value of the cookie of a visit."""
        return f"{session.id}.{session.until}.{int(session.let_in)}.{self._seal(session)}"

    def token(self, session: Session) -> str:
        """A token for a form; each is another, and all of a visit are good as long as it lasts."""
        salt = secrets.token_hex(_LETTERS // 2)
        return salt + self._sealed(f"form {session.id} {salt}")

    def is_token(self, session: Session, token: str) -> bool:
        """Whether a form was made for this visit."""
        salt, seal = token[:_LETTERS], token[_LETTERS:]
        return hmac.compare_digest(seal.encode(), self._sealed(f"form {session.id} {salt}").encode())

    def is_password(self, given: str) -> bool:
        """Whether it is the password."""
        password = self.settings.password
        return password is not None and hmac.compare_digest(_digest(given), _digest(password))

    def _seal(self, session: Session) -> str:
        return self._sealed(f"visit {session.id} {session.until} {session.let_in}")

    def _sealed(self, words: str) -> str:
        return hmac.new(self.secret, words.encode(), sha256).hexdigest()


def _digest(words: str) -> bytes:
    return sha256(words.encode()).digest()
