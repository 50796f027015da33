"""The encoding of a text: UTF-8 or UTF-16 by proof, another only by declaration, never by guess."""

from __future__ import annotations

from data.errors import UnreadableExtractError, Where
from data.extracts.checked_text import ENCODING_REMEDY, utf8_blocks
from data.extracts.contract import Probe


def text_encoding(probe: Probe, *, fallback_encoding: str = "") -> str:
    """The encoding to read the text with, as far as the probe saw.

    Raises
    ------
    UnreadableExtractError
        If the text is neither UTF-8 nor UTF-16 and no fallback is declared; the message names
        the offset of the first byte that does not fit.
    """
    if probe.encoding:
        return probe.encoding
    if fallback_encoding:
        return fallback_encoding
    raise UnreadableExtractError(
        probe.encoding_fault or "the file is not text",
        where=Where(file=probe.path.name),
        remedy=ENCODING_REMEDY,
    )


def whole_text_encoding(probe: Probe, *, fallback_encoding: str = "") -> str:
    """The encoding for the whole file, of which the probe saw only the head.

    Raises
    ------
    UnreadableExtractError
        As :func:`text_encoding`.
    """
    encoding = text_encoding(probe, fallback_encoding=fallback_encoding)
    if not fallback_encoding or encoding != "utf-8":
        return encoding
    try:
        for _ in utf8_blocks(probe.path, compression=probe.compression, encoding=encoding):
            pass
    except UnreadableExtractError:
        return fallback_encoding
    return encoding
