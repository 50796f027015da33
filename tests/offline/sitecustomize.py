"""Refuses connections and look-ups that leave this machine.

The test suite imports it; every Python that a test starts loads it by its name, since the
suite puts this folder on ``PYTHONPATH``.
"""

from __future__ import annotations

import socket
from functools import wraps
from ipaddress import ip_address
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
_LOCAL_NAMES = frozenset({"localhost", "ip6-localhost", "0.0.0.0", "::", ""})


class OutboundConnectionError(RuntimeError):
    """Something tried to leave this machine; not an ``OSError``, so that no retry hides it."""


def refuse_outbound_connections() -> None:
    """Patch the socket class of this process, once."""
    if getattr(socket.socket, "_stays_on_this_machine", False):
        return
    for name in ("connect", "connect_ex", "sendto", "sendmsg"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name), address_last=name != "sendmsg"))
    socket.getaddrinfo = _local_look_up(socket.getaddrinfo)
    socket.socket._stays_on_this_machine = True


def is_on_this_machine(address: Any) -> bool:
    """Whether a socket address is a path of this machine or a loopback host."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    host = host.decode() if isinstance(host, bytes) else host
    if host is None or host in _LOCAL_NAMES:
        return True
    try:
        return ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def _guarded(method: Any, *, address_last: bool) -> Any:
    @wraps(method)
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        has_address = bool(arguments) and (address_last or len(arguments) > 3)
        address = arguments[-1] if has_address else None
        if not is_on_this_machine(address):
            raise OutboundConnectionError(f"a connection to {address!r} was refused: tests stay on this machine")
        return method(self, *arguments)

    return guarded


def _local_look_up(look_up: Any) -> Any:
    @wraps(look_up)
    def guarded(host: Any, *arguments: Any, **options: Any) -> Any:
        if not is_on_this_machine((host,)):
            raise OutboundConnectionError(f"a look-up of {host!r} was refused: tests stay on this machine")
        return look_up(host, *arguments, **options)

    return guarded


refuse_outbound_connections()
