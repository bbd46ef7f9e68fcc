"""How the page is served, and to whom."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from crossreview.errors import UnsafeServer
from crossreview.web.addresses import THIS_MACHINE, Network, networks_of

DEFAULT_PORT: Final = 8765
_FEWEST_LETTERS: Final = 12  # of a password, which many may try
_HEADER: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True)
class Settings:
    """How the page is served.

    `person` signs what is corrected where nothing else tells who it is. `password` is asked of everybody;
    `proxy_header` names a header in which a proxy that has checked who comes writes their name, and without which
    nobody is let in. It is believed of the addresses `proxy_from`: without any, of this machine alone. `https` says
    that a proxy encrypts what is sent. `names` are host names under which the page may be asked for, beside those of
    this machine. `read_only`: nothing can be corrected, added or withdrawn, and nothing is written to the library.
    """

    person: str
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    names: tuple[str, ...] = ()
    password: str | None = None
    proxy_header: str | None = None
    proxy_from: tuple[str, ...] = ()
    https: bool = False
    read_only: bool = False

    def check(self) -> None:
        """Raises UnsafeServer where others could come and nothing tells who they are."""
        if self.password is not None and len(self.password) < _FEWEST_LETTERS:
            raise UnsafeServer(
                f"The password has fewer than {_FEWEST_LETTERS} letters.",
                remedy="Choose a longer one: three words, say.",
            )
        self._check_proxy()
        if not is_loopback(self.host) and not self.is_guarded:
            raise UnsafeServer(
                f"At {self.host} everybody on the network could read this library and change it.",
                remedy="Give a password (--password-file FILE), or the header in which a proxy says who comes "
                "(--proxy-header NAME), or serve on this machine alone (leave --host out).",
            )

    def _check_proxy(self) -> None:
        try:
            networks_of(self.proxy_from)
        except ValueError as error:
            raise UnsafeServer(
                f"A proxy cannot be known by this ({error}).",
                remedy="Give its address, or that of its network: --proxy-from 192.0.2.7, --proxy-from 192.0.2.0/24.",
            ) from error
        if self.proxy_header is None:
            return
        if not _HEADER.fullmatch(self.proxy_header):
            raise UnsafeServer(
                f"No header has the name {self.proxy_header!r}.",
                remedy="Give the one that your proxy writes: --proxy-header X-Forwarded-User.",
            )
        if not is_loopback(self.host) and not self.proxy_from:
            raise UnsafeServer(
                f"At {self.host} everybody on the network could write the header {self.proxy_header} themselves.",
                remedy="Say from where the proxy asks (--proxy-from ADDRESS), or serve on this machine alone (leave "
                "--host out).",
            )

    @cached_property
    def proxies(self) -> tuple[Network, ...]:
        """From where a proxy asks."""
        return networks_of(self.proxy_from or THIS_MACHINE)

    @property
    def is_guarded(self) -> bool:
        """Whether something tells who comes."""
        return self.password is not None or self.proxy_header is not None

    @property
    def hosts(self) -> frozenset[str]:
        """The names and addresses under which the page may be asked for, without ports, in small letters."""
        own = {"localhost", "127.0.0.1", "::1"} if is_loopback(self.host) or _is_every(self.host) else set()
        return frozenset(name.casefold() for name in (*own, self.host, *self.names))

    def warnings(self) -> Iterator[str]:
        """What whoever starts it has to know."""
        if not is_loopback(self.host) and not self.https:
            yield (
                "What is sent is not encrypted, passwords neither: put a proxy with TLS before it, and say so "
                "(--https)."
            )
        if self.proxy_header is not None:
            yield (
                f"Who comes is believed to be whom the header {self.proxy_header} names, of requests from "
                f"{', '.join(map(str, self.proxies))}: nobody else may be able to send any from there."
            )
        if _is_every(self.host) and not self.names:
            yield (
                "Browsers elsewhere are answered once you say under which name they ask for it (--name), or serve at "
                "one address of this machine."
            )


def is_loopback(host: str) -> bool:
    """Whether only this machine can come at an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _is_every(host: str) -> bool:
    return host in {"0.0.0.0", "::"}
