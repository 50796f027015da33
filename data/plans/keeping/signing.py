"""Signatures of approved plans, each over the one before, so that none can be changed or taken out.

With a key it is HMAC-SHA256, which only holders of the key can make. Without one it is SHA-256: a chain
that tells a change by mistake or by hand, but not one by somebody who writes the whole chain anew.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum

from data.errors import SettingsError

SHORTEST_KEY = 32
_MARK_LETTERS = 12


class Method(StrEnum):
    """How a signature was made."""

    HMAC = "hmac-sha256"
    CHAIN = "sha256-chain"


class Proof(StrEnum):
    """What a signature proves here, in words for the reader."""

    SIGNED = "signature verified"
    CHAINED = "checksum verified; not signed, as no key was set"
    OTHER_KEY = "digest verified; signed with a key that is not set here"


class Signer:
    """Makes and checks signatures with one key, or without."""

    def __init__(self, key: str) -> None:
        """Keep the key; ``""`` is none.

        Raises
        ------
        SettingsError
            If the key has fewer than :data:`SHORTEST_KEY` characters.
        """
        if key and len(key) < SHORTEST_KEY:
            raise SettingsError(
                f"BORDEROPS_SIGNING_KEY has {len(key)} characters, expected at least {SHORTEST_KEY}",
                remedy="Set a longer random text, for example of `openssl rand -hex 32`, or unset it",
            )
        self._key = key.encode()
        self.method = Method.HMAC if key else Method.CHAIN
        self.key_mark = hmac.new(self._key, b"mark", "sha256").hexdigest()[:_MARK_LETTERS] if key else ""

    def signature(self, payload: str) -> str:
        """64 hexadecimal digits."""
        return _signature(payload, key=self._key, method=self.method)

    def proof(self, payload: str, *, method: str, key_mark: str, signature: str) -> Proof | None:
        """What the signature of a payload proves; ``None`` if it does not belong to it."""
        if method not in list(Method):
            return None
        if method == Method.HMAC and key_mark != self.key_mark:
            return Proof.OTHER_KEY
        made = _signature(payload, key=self._key, method=Method(method))
        if not hmac.compare_digest(made, signature):
            return None
        return Proof.SIGNED if method == Method.HMAC else Proof.CHAINED


def _signature(payload: str, *, key: bytes, method: Method) -> str:
    if method is Method.HMAC:
        return hmac.new(key, payload.encode(), "sha256").hexdigest()
    return hashlib.sha256(payload.encode()).hexdigest()
