"""Refuses connections and look-ups that leave this machine.

The suite's ``conftest.py`` uses it, and so does every Python that a test starts: this folder is
on their ``PYTHONPATH``, where ``sitecustomize`` loads it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
_LOCAL_NAMES = frozenset({"localhost", "ip6-localhost", ""})
_ADDRESS_AT_LEAST = {"connect": 1, "connect_ex": 1, "sendto": 2, "sendmsg": 4}
"""How many arguments a method of a socket has when the last of them is an address."""


class OutboundConnectionError(RuntimeError):
    """Something tried to leave this machine; not an ``OSError``, so that no retry hides it."""


def refuse_outbound_connections() -> None:
    """Patch the sockets of this process, once."""
    if hasattr(socket.socket.connect, "__wrapped__"):
        return
    for name, least in _ADDRESS_AT_LEAST.items():
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name), least))
    socket.getaddrinfo = _local_look_up(socket.getaddrinfo)


def is_on_this_machine(address: object) -> bool:
    """Whether a socket address is a path of this machine or a loopback or unspecified host."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    host = host.decode() if isinstance(host, bytes) else host
    if host is None or host in _LOCAL_NAMES:
        return True
    try:
        found = ip_address(host.split("%")[0])
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified


def _guarded(method: Callable[..., object], least: int) -> Callable[..., object]:
    @wraps(method)
    def guarded(self: socket.socket, *arguments: object) -> object:
        address = arguments[-1] if len(arguments) >= least else None
        if not is_on_this_machine(address):
            raise OutboundConnectionError(
                f"a connection to {address!r} was refused: tests stay on this machine"
            )
        return method(self, *arguments)

    return guarded


def _local_look_up(
    look_up: Callable[..., list[tuple[object, ...]]],
) -> Callable[..., list[tuple[object, ...]]]:
    @wraps(look_up)
    def guarded(host: object, *arguments: object, **options: object) -> object:
        if not is_on_this_machine((host,)):
            raise OutboundConnectionError(f"look-up of {host!r} refused: tests stay on this machine")
        return look_up(host, *arguments, **options)

    return guarded
