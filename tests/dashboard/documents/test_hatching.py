"""What is withheld is hatched on paper and slides, whatever the outline of its area."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pypdfium2
from pptx import Presentation
from pptx.enum.dml import MSO_FILL

from dashboard.documents.paper import Paper
from dashboard.documents.pdf import pdf_of
from dashboard.documents.slides import pptx_of
from layers.drawing.picture import Area
from tests.dashboard.documents.bound import PICTURE, SCENES, bound, ring
from tests.data.briefs.samples import MAP

_FILL = "#dfd9ce"
_WITHHELD = Area(
    rings=(ring((0, 0), (400, 0), (400, 260), (0, 260)),),
    fill=_FILL,
    outline=_FILL,
    outline_width=1.0,
    is_hatched=True,
    name="Withheld",
)
_DOCUMENT = replace(bound(SCENES[1]), pictures={MAP.view: replace(PICTURE, shapes=(_WITHHELD,), legend=())})


def test_hatching_on_paper_is_darker_than_the_area() -> None:
    page = pypdfium2.PdfDocument(pdf_of(_DOCUMENT, paper=Paper.LETTER))[0]
    grey = np.asarray(page.render(scale=3).to_pil().convert("L"))
    inside = grey[grey.shape[0] // 3 : grey.shape[0] // 2, grey.shape[1] // 8 : grey.shape[1] // 3]
    assert inside.min() < 120
    assert inside.max() > 200


def test_hatching_on_a_slide_is_a_pattern_of_two_colours() -> None:
    slide = Presentation(BytesIO(pptx_of(_DOCUMENT))).slides[0]
    (group,) = [shape for shape in slide.shapes if shape.name.endswith("map")]
    (withheld,) = [shape for shape in group.shapes if shape.name == "Withheld"]
    assert withheld.fill.type == MSO_FILL.PATTERNED
    assert str(withheld.fill.back_color.rgb) == _FILL.lstrip("#").upper()
    assert withheld.fill.fore_color.rgb != withheld.fill.back_color.rgb
