from __future__ import annotations

from ipaddress import IPv4Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import AccountError
from data.trust.networks import checked_network, is_within


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" 10.1.2.7 ", "10.1.2.7/32"),
        ("10.1.2.0/24", "10.1.2.0/24"),
        ("FD00:1::/64", "fd00:1::/64"),
        ("::1", "::1/128"),
    ],
)
def test_a_network_has_one_form(text: str, kept: str) -> None:
    assert checked_network(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.1.2.3/24",
        "0.0.0.0/0",
        "10.0.0.0/7",
        "::/0",
        "2000::/3",
        "::ffff:10.1.2.0/120",
        "wall",
        "10.1",
        "1e3",
    ],
)
def test_what_binds_to_nothing_is_refused(text: str) -> None:
    with pytest.raises(AccountError):
        checked_network(text)


@given(st.ip_addresses(v=4), st.ip_addresses(v=4), st.integers(8, 32))
def test_an_address_is_within_as_counted_by_its_bits_also_in_ipv6s_dress(
    address: IPv4Address, base: IPv4Address, bits: int
) -> None:
    network = checked_network(str(ip_network((int(base), bits), strict=False)))
    expected = int(address) >> (32 - bits) == int(base) >> (32 - bits)
    assert is_within(str(address), network) is expected
    assert is_within(f"::ffff:{address}", network) is expected


@given(st.ip_addresses(v=6), st.ip_addresses(v=4))
def test_one_kind_of_address_is_never_within_the_other(sixth: object, fourth: object) -> None:
    if not str(sixth).startswith("::ffff:"):
        assert not is_within(str(sixth), "10.0.0.0/8")
    assert not is_within(str(fourth), "fd00::/32")
    assert not is_within(f"::ffff:{fourth}", "fd00::/32")
