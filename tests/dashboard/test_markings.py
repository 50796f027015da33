"""A17: the marking of the data is in every file and legible on pages; without one nothing leaves."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.api.table_csv import csv_text
from data.errors import SettingsError
from data.markings import UNMARKED, UNMARKED_SYNTHETIC, highest_marking, marking_or_default
from data.plans.exchange.exports import EXPORTS, exported
from tests.dashboard.test_table_csv import asked_with
from tests.data.plans.exchange.samples import PAPERS, cut_plan

STYLES = Path(__file__).parents[2] / "dashboard" / "assets"


@pytest.mark.parametrize(
    ("stated", "setting", "is_synthetic", "shown"),
    [
        ("CUI//LES", "SECRET", True, "CUI//LES"),
        ("", "SECRET", True, "SECRET"),
        ("", "", True, UNMARKED_SYNTHETIC),
        ("", "", False, UNMARKED),
    ],
)
def test_the_version_says_it_then_the_settings_and_the_program_never_guesses(
    *,
    stated: str,
    setting: str,
    is_synthetic: bool,
    shown: str,
) -> None:
    assert marking_or_default(stated, setting, is_synthetic=is_synthetic) == shown


def test_any_marking_is_above_none() -> None:
    for marking in ("UNCLASSIFIED", "CUI", "SECRET", "OUR OWN WORDS"):
        assert highest_marking([UNMARKED_SYNTHETIC, marking, UNMARKED]) == marking


@pytest.mark.parametrize("suffix", EXPORTS)
def test_every_format_of_a_plan_carries_it_and_is_not_written_without(suffix: str) -> None:
    body = exported(cut_plan(), PAPERS, suffix=suffix)
    assert PAPERS.marking.encode() in _unzipped(body).replace(b"\\/", b"/")
    with pytest.raises(SettingsError, match="no marking"):
        exported(cut_plan(), replace(PAPERS, marking=" "), suffix=suffix)


def test_a_table_is_not_written_without() -> None:
    with pytest.raises(SettingsError, match="no marking"):
        csv_text(replace(asked_with("El Paso", 1.0), marking=""))


@pytest.mark.parametrize("sheet", ["theme.css", "scene.css"])
def test_banners_are_legible_in_every_theme(sheet: str) -> None:
    """The contrast of the words with their ground is that of WCAG 2.1 AAA, 7 to 1."""
    text = (STYLES / sheet).read_text(encoding="utf-8")
    grounds = re.findall(r"--banner: (#[0-9a-f]{6});", text)
    inks = re.findall(r"--banner-ink: (#[0-9a-f]{6});", text)
    assert grounds
    assert len(grounds) == len(inks)
    for ground, ink in zip(grounds, inks, strict=True):
        assert _contrast(ground, ink) >= 7, (sheet, ground, ink)


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, WCAG 2.1."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _unzipped(body: bytes) -> bytes:
    """The bytes, with those of the members if it is an archive."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return body + b"".join(archive.read(name) for name in archive.namelist())
