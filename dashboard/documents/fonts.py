"""Public Sans as TrueType for documents: built once from the npm package, embedded in part by each PDF.

``python -m dashboard.documents.fonts`` writes one file for each weight into ``dashboard/built/fonts``:
the web font's Latin subset, its extended Latin, and the outlines of :mod:`dashboard.documents.glyphs`.
The same sources give the same bytes. The fonts are under the SIL Open Font License, which lies beside them.
"""

from __future__ import annotations

import argparse
from enum import IntEnum
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont as SourceFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from dashboard.documents.glyphs import OUTLINES, Outline
from data.errors import SettingsError

_HERE = Path(__file__).resolve().parents[1]
BUILT = _HERE / "built" / "fonts"
_FILES = _HERE / "map" / "node_modules" / "@fontsource" / "public-sans" / "files"
_LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "DSIG", "fpgm", "prep", "cvt ", "gasp", "STAT", "meta")
"""What setting plain text does not use: kerning, ligatures, hints for screens."""


class Weight(IntEnum):
    """The weights that documents use, as in CSS."""

    REGULAR = 400
    STRONG = 600
    BOLD = 700

    @property
    def font(self) -> str:
        """The name by which reportlab knows it."""
        return f"PublicSans-{int(self)}"

    @property
    def file(self) -> str:
        """Name of the file in the folder of built fonts."""
        return f"public-sans-documents-{int(self)}.ttf"


def build_fonts(files: Path = _FILES, built: Path = BUILT) -> tuple[Path, ...]:
    """The files that were written, one for each weight.

    Parameters
    ----------
    files
        The folder of ``woff2`` files of the npm package.
    built
        The folder to write to; it is made if it is not there.

    Raises
    ------
    SettingsError
        If a file of the package is missing.
    """
    built.mkdir(parents=True, exist_ok=True)
    return tuple(_built(weight, files, built) for weight in Weight)


def register_fonts(built: Path = BUILT) -> None:
    """Make the fonts known to reportlab in this process; again does nothing.

    Raises
    ------
    SettingsError
        If they were not built.
    """
    known = set(pdfmetrics.getRegisteredFontNames())
    for weight in Weight:
        if weight.font in known:
            continue
        try:
            pdfmetrics.registerFont(TTFont(weight.font, str(built / weight.file)))
        except (TTFError, OSError) as error:
            raise SettingsError(
                f"the font {built / weight.file} for documents cannot be read", remedy="Run make component"
            ) from error


def _built(weight: Weight, files: Path, built: Path) -> Path:
    font = _read(files, "latin", weight)
    for table in _LAYOUT_TABLES:
        if table in font:
            del font[table]
    _add_from(font, _read(files, "latin-ext", weight))
    for sign, outline in OUTLINES.items():
        _add_outline(font, sign, outline)
    path = built / weight.file
    beside = path.with_suffix(".making")
    font.flavor = None
    font.save(beside)
    beside.replace(path)
    return path


def _read(files: Path, subset: str, weight: Weight) -> SourceFont:
    path = files / f"public-sans-{subset}-{int(weight)}-normal.woff2"
    if not path.is_file():
        raise SettingsError(f"there is no font {path}", remedy="Run make component")
    return SourceFont(path, recalcTimestamp=False)


def _add_from(font: SourceFont, other: SourceFont) -> None:
    """Add every glyph of ``other`` whose letter the font lacks; parts of letters become whole outlines."""
    glyphs, known = other.getGlyphSet(), font.getBestCmap()
    for code, name in sorted(other.getBestCmap().items()):
        if code in known:
            continue
        recorded, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
        glyphs[name].draw(recorded)
        recorded.replay(pen)
        _add(font, code, pen, advance=other["hmtx"][name][0])


def _add_outline(font: SourceFont, sign: str, outline: Outline) -> None:
    if ord(sign) in font.getBestCmap():
        return
    em, pen = font["head"].unitsPerEm, TTGlyphPen(None)
    for contour in outline.contours:
        corners = [(round(x * em), round(y * em)) for x, y in contour]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    _add(font, ord(sign), pen, advance=round(outline.advance * em))


def _add(font: SourceFont, code: int, pen: TTGlyphPen, *, advance: int) -> None:
    name, glyph = f"u{code:04X}", pen.glyph()
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def main() -> None:
    """Write the fonts and say where."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.documents.fonts", description=main.__doc__)
    parser.add_argument("--files", type=Path, default=_FILES, help="folder of the npm package's woff2 files")
    parser.add_argument("--built", type=Path, default=BUILT, help="folder to write to")
    arguments = parser.parse_args()
    build_fonts(arguments.files, arguments.built)


if __name__ == "__main__":
    main()
