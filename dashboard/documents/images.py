"""Each scene as a PNG, drawn from its 16:9 page; the marking is on it and in the file's text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pypdfium2
from PIL.PngImagePlugin import PngInfo

from dashboard.documents.document import Document, Progress, nothing_told
from dashboard.documents.paper import Paper, sheet
from dashboard.documents.pdf import pdf_of
from layers.drawing.picture import Theme

SIZES = {"1080p": (1920, 1080), "4k": (3840, 2160)}
"""Pixels across and down."""


def images_of(
    document: Document,
    *,
    theme: Theme = Theme.LIGHT,
    size: str = "1080p",
    progress: Progress = nothing_told,
) -> Iterator[tuple[str, bytes]]:
    """The key of each scene and the bytes of its PNG.

    Raises
    ------
    SettingsError
        If the document has no marking, or the fonts were not built.
    """
    across, _ = SIZES[size]
    for number, scene in enumerate(document.scenes):
        progress(number / len(document.scenes))
        # One page at a time: a whole brief in pixels would be some hundred megabytes.
        page = pdf_of(replace(document, scenes=(scene,)), paper=Paper.WIDE, theme=theme, has_papers=False)
        scale = across / sheet(Paper.WIDE).width
        yield scene.key, _png(page, scale, about=_about(document, title=scene.title))
    progress(1.0)


def _about(document: Document, *, title: str) -> PngInfo:
    about = PngInfo()
    about.add_itxt("Title", f"{document.marking}: {document.title}, {title}")
    about.add_text("Marking", document.marking)
    about.add_text("Comment", f"Data version {document.version}, made {document.day.isoformat()}")
    about.add_text("Software", "borderops")
    if document.is_synthetic:
        about.add_text("Warning", "SYNTHETIC DATA")
    return about


def _png(pdf: bytes, scale: float, *, about: PngInfo) -> bytes:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        image = opened[0].render(scale=scale).to_pil().convert("RGB")
    finally:
        opened.close()
    target = BytesIO()
    image.save(target, "PNG", pnginfo=about, compress_level=6)
    return target.getvalue()
