"""Signatures: made with a key nobody else has, over everything that was approved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import SettingsError
from data.plans.keeping.signing import Method, Proof, Signer

KEY = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(("key", "proof"), [(KEY, Proof.SIGNED), ("", Proof.CHAINED)])
@given(payload=st.text(), other=st.text())
def test_a_signature_belongs_to_its_payload_alone(key: str, proof: Proof, payload: str, other: str) -> None:
    signer = Signer(key)
    signature = signer.signature(payload)
    told = {"method": signer.method, "key_mark": signer.key_mark, "signature": signature}
    assert signer.proof(payload, **told) is proof
    assert (signer.proof(other, **told) is proof) == (other == payload)


def test_another_key_proves_nothing_and_says_so() -> None:
    signer, other = Signer(KEY), Signer(KEY[::-1])
    told = {"method": signer.method, "key_mark": signer.key_mark, "signature": signer.signature("x")}
    assert other.proof("x", **told) is Proof.OTHER_KEY
    assert signer.signature("x") != other.signature("x")
    assert KEY not in signer.key_mark


def test_a_method_that_nobody_knows_proves_nothing() -> None:
    assert Signer("").proof("x", method="none", key_mark="", signature="") is None
    assert Signer("").method is Method.CHAIN


def test_a_short_key_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match="has 7 characters") as refusal:
        Signer("opensea")
    assert "opensea" not in str(refusal.value)
