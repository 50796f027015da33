"""The network that a device is bound to, and whether an address is in it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from data.errors import AccountError

_SHORTEST = {4: 8, 6: 32}
"""Least bits of a prefix by version: a device that may be anywhere is bound to nothing."""
_MAPPED = IPv6Network("::ffff:0:0/96")


def checked_network(text: str) -> str:
    """The network in its one form, such as ``10.1.2.0/24`` or ``10.1.2.7/32`` for a single address.

    Raises
    ------
    AccountError
        If it is no address or network, has bits set beyond its prefix, or is far too wide to bind anything.
    """
    try:
        network = ip_network(text.strip())
    except ValueError as error:
        raise AccountError(
            f"{text!r} is no network: {error}", remedy="For example 10.1.2.7, 10.1.2.0/24 or fd00:1::/64"
        ) from error
    if network.prefixlen < _SHORTEST[network.version]:
        raise AccountError(
            f"{network} is too wide to bind a device to",
            remedy=f"Give a prefix of at least {_SHORTEST[network.version]} bits",
        )
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        raise AccountError(f"{network} is an IPv4 network written as IPv6", remedy="Write it as IPv4")
    return str(network)


def is_within(address: str, network: str) -> bool:
    """Whether the address lies in the network; what is no address lies nowhere.

    An IPv4 address that comes in as IPv6 (``::ffff:10.1.2.7``), as it does at a socket for both, is
    taken as the IPv4 address that it is.
    """
    found = parsed_address(address)
    if found is None:
        return False
    bound = ip_network(network)
    return found.version == bound.version and found in bound


def parsed_address(text: str) -> IPv4Address | IPv6Address | None:
    """The address without its zone, IPv4 if it is one in IPv6's dress; ``None`` for any other text."""
    try:
        found = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
