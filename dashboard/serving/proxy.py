"""Headers of a declared proxy: believed from its addresses, taken away from everybody else."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix

from data.errors import SettingsError

_FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


class BehindProxy:
    """A WSGI application in front of another; address and scheme come from the proxy's headers."""

    def __init__(self, application: WSGIApplication, addresses: str) -> None:
        """Believe requests that come from ``addresses``: addresses or networks, by comma.

        Raises
        ------
        SettingsError
            If one is neither.
        """
        self._plain = application
        self._fixed = ProxyFix(application, x_for=1, x_proto=1, x_host=0, x_port=0, x_prefix=0)
        try:
            self._networks = tuple(ip_network(part.strip()) for part in addresses.split(",") if part.strip())
        except ValueError as error:
            raise SettingsError(
                f"BORDEROPS_PROXY_ADDRESSES: {error}", remedy="Give addresses or networks, by comma"
            ) from error

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The application's answer."""
        if self._is_known(environ.get("REMOTE_ADDR", "")):
            return self._fixed(environ, start_response)
        for name in _FORWARDED:
            environ.pop(name, None)
        return self._plain(environ, start_response)

    def _is_known(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return not address  # a socket file: its folder's rights say who may open it
        return any(found in network for network in self._networks)
