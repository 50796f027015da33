"""A document as PowerPoint: one scene a slide, with native text, tables, charts and map shapes.

Everything can be edited; the presenter's notes and the papers of the numbers are in the slide's notes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.documents.document import Document, Progress, nothing_told, papers_of_scenes
from dashboard.documents.fonts import Weight, register_fonts
from dashboard.documents.framing import BAND, LaidScene, bands, lay_scene
from dashboard.documents.legends import set_legend
from dashboard.documents.lettering import Face
from dashboard.documents.paper import Box, Ink, Paper, ink_of, sheet
from dashboard.documents.parts import Beside, Drawing, Grid, Legend, Plot, References, Spark, Words
from dashboard.documents.pdf import numbers_of
from dashboard.documents.pdf_papers import paper_words
from dashboard.documents.placing import Placed
from dashboard.documents.slide_charts import add_chart, add_trend
from dashboard.documents.slide_map import add_legend, add_picture
from dashboard.documents.slide_words import add_line, add_table, add_words, colour_of, emu, make_plain
from data.briefs.content import SceneContent
from data.markings import highest_marking
from layers.drawing.picture import Theme

_BLANK = 6
"""The layout of the library's template that holds nothing."""
_BAND_FACE = Face(size=12.0, weight=Weight.BOLD)
_TAG_FACE = Face(size=11.0, weight=Weight.BOLD)
_FOOT_FACE = Face(size=8.0)


def pptx_of(document: Document, *, theme: Theme = Theme.LIGHT, progress: Progress = nothing_told) -> bytes:
    """The bytes of the PowerPoint file, 16:9.

    Raises
    ------
    SettingsError
        If the document has no marking, or the fonts by which places are measured were not built.
    """
    marking = highest_marking([document.marking])
    register_fonts()
    wide, ink, numbers = sheet(Paper.WIDE), ink_of(theme), numbers_of(document)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(wide.width), Pt(wide.height)
    _describe(deck, document, marking)
    count = len(document.scenes)
    for number, scene in enumerate(document.scenes, start=1):
        progress((number - 1) / count)
        laid = lay_scene(scene, sheet=wide, document=document, numbers=numbers)
        slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
        _frame(slide, laid, ink, words=f"Slide {number} of {count}")
        for index, placed in enumerate(_all_placed(laid), start=1):
            _add(slide, placed, ink, name=f"Part {index}")
        slide.notes_slide.notes_text_frame.text = notes_of(scene, numbers, marking, document.left_out)
    target = BytesIO()
    deck.save(target)
    progress(1.0)
    return target.getvalue()


def notes_of(scene: SceneContent, numbers: References, marking: str, left_out: tuple[str, ...] = ()) -> str:
    """What stands under a slide: marking, the presenter's notes, likely questions, papers of the numbers."""
    parts = [marking, scene.notes]
    parts += [f"Likely question: {question}\nAnswer: {answer}" for question, answer in scene.questions]
    for papers in papers_of_scenes((scene,)):
        parts.append("\n".join(row.words for row in paper_words(papers, numbers[papers]).rows))
    parts += left_out
    return "\n\n".join(part for part in parts if part)


def _describe(deck: Deck, document: Document, marking: str) -> None:
    about = deck.core_properties
    about.title = f"{marking}: {document.title}"
    about.subject = f"Marking: {marking}"
    about.keywords = ", ".join((marking, document.version, *(["SYNTHETIC"] if document.is_synthetic else [])))
    about.author = about.last_modified_by = "borderops"
    about.created = about.modified = datetime.combine(document.day, time(), tzinfo=UTC)


def _frame(slide: Slide, laid: LaidScene, ink: Ink, *, words: str) -> None:
    """Ground, marking above and below, number, and the outlines of the panels."""
    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = colour_of(ink.ground)
    for band, place in zip(bands(laid.sheet), ("top", "bottom"), strict=True):
        _rectangle(slide, band, fill=ink.band, outline=None, name=f"Band {place}")
        add_line(
            slide.shapes,
            laid.marking,
            band,
            face=_BAND_FACE,
            colour=ink.band_text,
            name=f"Marking {place}",
            align=0.5,
        )
    right = laid.sheet.width - 26
    number = Box(x=right - 90, y=laid.sheet.height - BAND - 18, width=90, height=12)
    add_line(slide.shapes, words, number, face=_FOOT_FACE, colour=ink.quiet, name="Number", align=1.0)
    if laid.synthetic:
        tag = Box(x=right - 130, y=BAND + 8, width=130, height=17)
        _rectangle(slide, tag, fill=None, outline=ink.synthetic, name="Synthetic frame")
        add_line(
            slide.shapes,
            laid.synthetic,
            tag,
            face=_TAG_FACE,
            colour=ink.synthetic,
            name="Synthetic",
            align=0.5,
        )
    for panel in laid.panels:
        _rectangle(slide, panel.box, fill=ink.panel, outline=ink.line, name="Panel")


def _rectangle(slide: Slide, box: Box, *, fill: str | None, outline: str | None, name: str) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(box))
    shape.name = name
    make_plain(shape)
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour_of(fill)
    else:
        shape.fill.background()
    if outline:
        shape.line.color.rgb = colour_of(outline)
        shape.line.width = Pt(0.75)
    else:
        shape.line.fill.background()


def _all_placed(laid: LaidScene) -> tuple[Placed, ...]:
    return (laid.head, *(placed for panel in laid.panels for placed in panel.placed), laid.foot)


def _add(slide: Slide, placed: Placed, ink: Ink, *, name: str) -> None:
    box, scale, shapes = placed.box, placed.scale, slide.shapes
    match placed.part:
        case Words():
            add_words(shapes, placed.part, box, scale=scale, ink=ink, name=f"{name} words")
        case Grid():
            add_table(shapes, placed.part, box, scale=scale, ink=ink, name=f"{name} table")
        case Spark():
            add_trend(shapes, placed.part.values, box, ink=ink, name=f"{name} trend")
        case Plot():
            add_chart(shapes, placed.part.chart, box, scale=scale, ink=ink, name=f"{name} chart")
        case Drawing():
            add_picture(shapes, placed.part.picture, box, ink=ink, name=f"{name} map")
        case Legend():
            legend = set_legend(placed.part, box.width, scale)
            add_legend(shapes, legend, box, ink=ink, name=f"{name} legend")
        case Beside():  # placed as the parts that it holds
            pass
