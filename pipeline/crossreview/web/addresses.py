"""Addresses from which somebody comes."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final, TypeAlias

from starlette.types import Scope

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
THIS_MACHINE: Final = ("127.0.0.0/8", "::1/128")
_OF_ONE: Final = 64  # bits of an address of version 6: whoever has one has all that begin so


def peer_of(scope: Scope) -> str:
    """The address from which a request comes."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def networks_of(addresses: Iterable[str]) -> tuple[Network, ...]:
    """Addresses, each perhaps with a net (`192.0.2.0/24`). Raises ValueError."""
    return tuple(ipaddress.ip_network(address, strict=False) for address in addresses)


def is_in(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address is in one of some networks; what is no address is in none."""
    known = _known(address)
    return known is not None and any(known in network for network in networks)


def who(address: str) -> str:
    """What is counted as one who comes.

    >>> who("192.0.2.7"), who("2001:db8::7"), who("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7')
    """
    known = _known(address)
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(known), _OF_ONE), strict=False))
    return str(known or address)


def _known(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return None
    # Who listens for both versions hears of version 4 in the words of version 6.
    return getattr(known, "ipv4_mapped", None) or known
