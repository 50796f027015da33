"""Which names this server answers to: a page of another name that points here is a stranger's.

A browser lets a page of ``stranger.example`` read from ``stranger.example``, also after that name has come
to mean this machine (DNS rebinding). Such requests carry the stranger's name as their host.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.settings import Settings

_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain"})


@dataclass(frozen=True, kw_only=True)
class Hosts:
    """The names that are answered to; ``takes_addresses`` tells whether any IP address is too.

    An address in a request is no danger: nobody can let an address come to mean another machine.
    """

    names: frozenset[str]
    takes_addresses: bool

    def includes(self, host: str) -> bool:
        """Whether a request with that host, with or without a port, is answered."""
        name = name_of(host)
        return name in self.names or (self.takes_addresses and _address(name) is not None)


def hosts_of(settings: Settings) -> Hosts:
    """The names by which the users of such a server reach it.

    Served to more than one person that is the host of ``public_url`` alone. On one's own machine it is
    that machine: loopback, the address served on, and the machine's own name if it serves the network.
    """
    public = urlsplit(settings.public_url).hostname if settings.public_url else None
    if settings.is_served and public:
        return Hosts(names=frozenset({public.lower()}), takes_addresses=False)
    bound = _address(settings.host)
    is_everywhere = bound is not None and bound.is_unspecified
    own = {socket.gethostname().lower()} if is_everywhere else set()
    names = {*_LOOPBACK_NAMES, "127.0.0.1", "::1", settings.host.lower(), *own, *filter(None, [public])}
    return Hosts(names=frozenset(names), takes_addresses=is_everywhere)


def name_of(host: str) -> str:
    """The name or address in the ``Host`` of a request, without port and brackets, in lower case.

    Empty for what is no host.
    """
    try:
        return (urlsplit(f"//{host}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
