"""How the page is served, and to whom."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final

from crossreview.errors import UnsafeServer

DEFAULT_PORT: Final = 8765
_FEWEST_LETTERS: Final = 12  # of a password, which many may try


@dataclass(frozen=True)
class Settings:
    """How the page is served.

    `person` signs what is corrected where nothing else tells who it is. `password` is asked of everybody;
    `proxy_header` names a header in which a proxy that has checked who comes writes their name, and without which
    nobody is let in. `names` are host names under which the page may be asked for, beside those of this machine.
    `read_only`: nothing can be corrected, added or withdrawn.
    """

    person: str
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    names: tuple[str, ...] = ()
    password: str | None = None
    proxy_header: str | None = None
    read_only: bool = False

    def check(self) -> None:
        """Raises UnsafeServer where others could come and nothing tells who they are."""
        if self.password is not None and len(self.password) < _FEWEST_LETTERS:
            raise UnsafeServer(
                f"The password has fewer than {_FEWEST_LETTERS} letters.",
                remedy="Choose a longer one: three words, say.",
            )
        if not is_loopback(self.host) and self.password is None and self.proxy_header is None:
            raise UnsafeServer(
                f"At {self.host} everybody on the network could read this library and change it.",
                remedy="Give a password (--password-file FILE), or the header in which a proxy says who comes "
                "(--proxy-header NAME), or serve on this machine alone (leave --host out).",
            )

    @property
    def hosts(self) -> frozenset[str]:
        """The names and addresses under which the page may be asked for, without ports, in small letters."""
        own = {"localhost", "127.0.0.1", "::1"} if is_loopback(self.host) or _is_every(self.host) else set()
        return frozenset(name.casefold() for name in (*own, self.host, *self.names))


def is_loopback(host: str) -> bool:
    """Whether only this machine can come at an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _is_every(host: str) -> bool:
    return host in {"0.0.0.0", "::"}
