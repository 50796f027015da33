"""``Pen``: reportlab's canvas with the house's coordinates: points right of and below the top left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from dashboard.documents.lettering import Face, shown, width_of
from dashboard.documents.paper import Box

_EVEN_ODD = 0
_ROUND = 1


@cache
def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return round(red, 4), round(green, 4), round(blue, 4)


class Pen:
    """Draws on one page of a canvas. Colours are ``#rrggbb``; ``None`` leaves a fill or an outline out."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        """Draw on the canvas's page, which is ``height`` points high."""
        self._canvas, self._height = canvas, height

    def words(
        self, x: float, y: float, words: str, face: Face, colour: str, *, align: float = 0.0, halo: str = ""
    ) -> None:
        """Write one line, its baseline at ``y``; ``align`` 0 starts at ``x``, 0.5 is centred, 1 ends there.

        ``halo`` is the colour of an outline behind the letters.
        """
        left, baseline = x - align * width_of(words, face), self._height - y
        if halo:
            self._write(left, baseline, words, face, halo, outline=face.size * 0.22)
        self._write(left, baseline, words, face, colour)

    def _write(
        self, x: float, baseline: float, words: str, face: Face, colour: str, *, outline: float = 0.0
    ) -> None:
        text = self._canvas.beginText(round(x, 2), round(baseline, 2))
        text.setFont(face.weight.font, round(face.size, 2))
        text.setFillColorRGB(*_rgb(colour))
        if outline:
            text.setStrokeColorRGB(*_rgb(colour))
            text.setTextRenderMode(2)
            self._canvas.setLineWidth(round(outline, 2))
            self._canvas.setLineJoin(_ROUND)
        text.textOut(shown(words))
        if outline:
            text.setTextRenderMode(0)
        self._canvas.drawText(text)

    def box(
        self,
        box: Box,
        *,
        fill: str | None = None,
        outline: str | None = None,
        width: float = 0.6,
        is_hatched: bool = False,
        hatch: str = "#000000",
    ) -> None:
        """Draw a rectangle."""
        corners = np.array([(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)])
        self.area([corners], fill=fill, outline=outline, width=width, is_hatched=is_hatched, hatch=hatch)

    def area(
        self,
        contours: Sequence[NDArray[np.floating]],
        *,
        fill: str | None = None,
        outline: str | None = None,
        width: float = 0.6,
        opacity: float = 1.0,
        is_hatched: bool = False,
        hatch: str = "#000000",
    ) -> None:
        """Draw contours, corners of shape (n, 2), filled by the even-odd rule; ``hatch`` is a colour."""
        path = self._path(contours, is_closed=True)
        with self._kept():
            if opacity < 1:
                self._canvas.setFillAlpha(round(opacity, 3))
            if fill:
                self._canvas.setFillColorRGB(*_rgb(fill))
            if outline:
                self._stroke(outline, width)
            self._canvas.drawPath(path, stroke=int(bool(outline)), fill=int(bool(fill)), fillMode=_EVEN_ODD)
        if is_hatched:
            self._hatch(contours, hatch)

    def line(
        self,
        points: NDArray[np.floating],
        colour: str,
        width: float,
        *,
        dash: Sequence[float] = (),
        opacity: float = 1.0,
    ) -> None:
        """Draw a line through points of shape (n, 2); ``dash`` are lengths of stroke and gap."""
        self.lines([points], colour, width, dash=dash, opacity=opacity)

    def lines(
        self,
        lines: Sequence[NDArray[np.floating]],
        colour: str,
        width: float,
        *,
        dash: Sequence[float] = (),
        opacity: float = 1.0,
    ) -> None:
        """Draw lines of one look, each through points of shape (n, 2)."""
        with self._kept():
            if opacity < 1:
                self._canvas.setStrokeAlpha(round(opacity, 3))
            self._stroke(colour, width)
            if dash:
                self._canvas.setDash([round(float(part), 2) for part in dash])
            self._canvas.drawPath(self._path(lines, is_closed=False), stroke=1, fill=0)

    def segment(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        width: float = 0.6,
        *,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a straight line from one point to the other."""
        self.line(np.array([start, end]), colour, width, dash=dash)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str | None,
        outline: str | None,
        width: float = 0.8,
    ) -> None:
        """Draw a circle."""
        with self._kept():
            if fill:
                self._canvas.setFillColorRGB(*_rgb(fill))
            if outline:
                self._stroke(outline, width)
            self._canvas.circle(
                round(x, 2),
                round(self._height - y, 2),
                round(radius, 2),
                stroke=int(bool(outline)),
                fill=int(bool(fill)),
            )

    @contextmanager
    def moved(self, x: float, y: float, scale: float, *, clip: Box) -> Iterator[Pen]:
        """A pen from (x, y) on, each of its points ``scale`` points; nothing shows outside ``clip``."""
        with self._kept():
            self._canvas.clipPath(self._path([_corners(clip)], is_closed=True), stroke=0, fill=0)
            self._canvas.transform(scale, 0, 0, scale, round(x, 3), round(self._height - y, 3))
            yield Pen(self._canvas, 0.0)

    @contextmanager
    def _kept(self) -> Iterator[None]:
        self._canvas.saveState()
        try:
            yield
        finally:
            self._canvas.restoreState()

    def _stroke(self, colour: str, width: float) -> None:
        self._canvas.setStrokeColorRGB(*_rgb(colour))
        self._canvas.setLineWidth(round(width, 3))
        self._canvas.setLineJoin(_ROUND)

    def _path(self, rings: Sequence[NDArray[np.floating]], *, is_closed: bool) -> PDFPathObject:
        path = self._canvas.beginPath()
        for ring in rings:
            corners = np.round(np.asarray(ring, dtype=np.float64) * (1, -1) + (0, self._height), 2).tolist()
            if not corners:
                continue
            path.moveTo(*corners[0])
            for before, corner in pairwise(corners):
                if corner != before:
                    path.lineTo(*corner)
            if is_closed:
                path.close()
        return path

    def _hatch(self, rings: Sequence[NDArray[np.floating]], colour: str, *, step: float = 4.0) -> None:
        """Draw lines at 45 degrees inside the rings."""
        corners = np.concatenate([np.asarray(ring, dtype=np.float64) for ring in rings])
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        rise = bottom - top
        starts = np.arange(left - rise - (left - rise - bottom) % step, right, step)
        with self._kept():
            self._canvas.clipPath(self._path(rings, is_closed=True), stroke=0, fill=0, fillMode=_EVEN_ODD)
            self._stroke(colour, 0.7)
            lines = [np.array([(start, bottom), (start + rise, top)]) for start in starts]
            self._canvas.drawPath(self._path(lines, is_closed=False), stroke=1, fill=0)


def _corners(box: Box) -> NDArray[np.float64]:
    return np.array([(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)])
