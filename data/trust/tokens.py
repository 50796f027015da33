"""Secrets that the product makes itself: 256 random bits, told once, of which only the SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets

_BYTES = 32
_LONGEST = 200


def new_token() -> str:
    """A secret of 256 random bits as text that URLs, cookies and headers can hold."""
    return secrets.token_urlsafe(_BYTES)


def digest_of(token: str) -> str:
    """SHA-256 of the token, in hexadecimal; of one that is too long to be ours, of its beginning.

    A token has 256 random bits, so that a fast hash without salt is enough: there is nothing to guess.
    """
    return hashlib.sha256(token[:_LONGEST].encode("utf-8", "replace")).hexdigest()


def new_sitting() -> str:
    """A name for one sitting: in the audit record and to the guard of drawn shapes. It opens nothing."""
    return secrets.token_hex(8)
