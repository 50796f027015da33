"""Passwords of local accounts: which are taken, and how they are kept.

Source: NIST SP 800-63B, Digital Identity Guidelines, section on passwords (15 characters where a password
is the only factor, no rules of composition, no change by calendar, a list of refused ones, normalised
Unicode); RFC 9106, Argon2, section 4 (the second recommended choice of parameters, argon2-cffi's default).
"""

from __future__ import annotations

import threading
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.errors import AccountError

SHORTEST = 15
LONGEST = 256
_AT_ONCE = 2
"""Passwords worked on at the same time in one process: each takes 64 MiB for as long as it is."""
_FEWEST_OWN = 6
"""Characters that must be left once everything common is taken out."""
_COMMON = tuple((Path(__file__).with_name("common_passwords.txt")).read_text(encoding="utf-8").split())
"""What common passwords are made of, longest first."""


class Passwords:
    """Hashes by Argon2id; at most two at a time, so that sign-ins cannot take the machine's memory."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._turn = threading.BoundedSemaphore(_AT_ONCE)

    def kept(self, password: str) -> str:
        """What the database keeps of a password: its Argon2id hash with parameters and salt."""
        with self._turn:
            return self._hasher.hash(_normal(password))

    def is_right(self, password: str, kept: str) -> bool:
        """Whether what is kept is of this password; where nothing is kept, ``False`` after the same work."""
        text = _normal(password)
        with self._turn:
            if not kept:
                self._hasher.hash(text)
                return False
            try:
                return self._hasher.verify(kept, text)
            except (VerificationError, InvalidHashError):
                return False

    def is_dated(self, kept: str) -> bool:
        """Whether it was hashed with other parameters than are used now."""
        return self._hasher.check_needs_rehash(kept)


def check_password(password: str, *, name: str) -> None:
    """Return if the password may be that of the account of this name.

    Raises
    ------
    AccountError
        If it is too short or too long, or is made of what everybody tries first or of the account's name.
        The password is not repeated in the message.
    """
    text = _normal(password)
    if not SHORTEST <= len(text) <= LONGEST:
        raise AccountError(
            f"the password has {len(text)} characters",
            remedy=f"Give it {SHORTEST} to {LONGEST}; several words with blanks between them do well",
        )
    if _is_common(text, name):
        raise AccountError(
            "the password is made of words, rows of keys or repetitions that are tried first",
            remedy="Choose several words that do not belong together, or let a password manager choose",
        )


def _is_common(text: str, name: str) -> bool:
    left = "".join(text.lower().split())
    for part in (name, *_COMMON):
        left = left.replace(part, "")
    return len(left) < _FEWEST_OWN or len(set(left)) < _FEWEST_OWN - 1 or _is_repeated(left)


def _is_repeated(text: str) -> bool:
    """Whether it is one piece, at most a third as long, over and over."""
    return any(
        (text[:size] * (len(text) // size + 1)).startswith(text) for size in range(1, len(text) // 3 + 1)
    )


def _normal(password: str) -> str:
    """One form for what looks the same, so that another keyboard does not make another password."""
    return unicodedata.normalize("NFKC", password[: LONGEST * 4]).encode("utf-8", "replace").decode("utf-8")
