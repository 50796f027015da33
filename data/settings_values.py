"""Text of the environment as a value of one kind, or a refusal that names the variable."""

from __future__ import annotations

from data.errors import SettingsError


def whole(text: str, variable: str, low: int, high: int) -> int:
    """The whole number that the text is.

    Raises
    ------
    SettingsError
        If it is none from ``low`` to ``high``.
    """
    if text.isdecimal() and low <= int(text) <= high:
        return int(text)
    raise SettingsError(
        f"{variable} is {text!r}, expected a whole number from {low} to {high}",
        remedy=f"Set {variable} to a number in that range or unset it",
    )


def yes_or_no(text: str, variable: str) -> str:
    """``yes`` or ``no``, in whatever case it was written.

    Raises
    ------
    SettingsError
        If it is neither.
    """
    if text.lower() in {"yes", "no"}:
        return text.lower()
    raise SettingsError(
        f"{variable} is {text!r}, expected yes or no", remedy=f"Set {variable} to yes or no, or unset it"
    )


def one_of(text: str, variable: str, known: tuple[str, ...]) -> str:
    """The text, which is one of those that are known.

    Raises
    ------
    SettingsError
        If it is not.
    """
    if text in known:
        return text
    listed = " or ".join(known)
    raise SettingsError(
        f"{variable} is {text!r}, expected {listed}", remedy=f"Set {variable} to {listed}, or unset it"
    )
