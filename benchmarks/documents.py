"""``python -m benchmarks.documents``: from a brief to its files, and 150 one-pagers in one batch.

The data are open and the base map is read before, as in a worker that has made a document already; that
first time is told apart. Composing (questions to the gate, maps) and drawing are told apart too.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clock import Took, clocked, in_words
from benchmarks.figures import Figure, kilobytes
from benchmarks.first_document import PAGES, first_document
from benchmarks.report import print_table
from dashboard.documents.batch import one_pagers
from dashboard.documents.composed import document_of, region_documents
from dashboard.documents.images import images_of
from dashboard.documents.page_file import page_file_of
from dashboard.documents.paper import Paper
from dashboard.documents.pdf import pdf_of
from dashboard.documents.region_briefs import region_briefs
from dashboard.documents.slides import pptx_of
from dashboard.services import services_of
from data.briefs.defaults import NATIONAL, default_brief
from data.briefs.pages import paged
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from layers.drawing.picture import Theme

_PART = "Documents"
_REGIONS = 150


def run(store: Path) -> list[Figure]:
    """Times of ten pages in each format, and of 150 one-pagers."""
    with TemporaryDirectory() as folder:
        settings = Settings(store=store, database=f"sqlite:///{folder}/plans.sqlite")
        services = services_of(settings)
        brief = paged(default_brief(NATIONAL))
        ten = services.briefs.create(
            LOCAL_ACTOR, replace(brief, scenes=brief.scenes[:PAGES]), at=services.now()
        ).token
        compose = partial(document_of, services, LOCAL_ACTOR, ten, theme=Theme.PRINT)
        first, _ = clocked(compose)
        again, document = clocked(compose)
        pdf, content = clocked(partial(pdf_of, document, paper=Paper.LETTER))
        slides, deck = clocked(partial(pptx_of, document))
        images, _ = clocked(lambda: list(images_of(document)))
        page, _ = clocked(partial(page_file_of, document))
        regions = tuple(islice(region_briefs("county", brief), _REGIONS))
        batch, found = clocked(
            lambda: tuple(region_documents(services, LOCAL_ACTOR, iter(regions), theme=Theme.PRINT))
        )
        about = replace(document, scenes=())
        drawn, sheets = clocked(partial(one_pagers, found, count=len(found), about=about, paper=Paper.LETTER))
        services.plans.close()
    _, cold = first_document(store, is_warmed=False)
    warming, warmed = first_document(store, is_warmed=True)
    return [
        Figure(part=_PART, label=f"first PDF of {PAGES} pages of a cold process", words=in_words([cold])),
        Figure(
            part=_PART,
            label=f"first PDF of {PAGES} pages of a warmed process",
            words=f"{in_words([warmed])}, warming {in_words([warming])}",
        ),
        Figure(part=_PART, label=f"compose {PAGES} pages, the data opened with it", words=in_words([first])),
        Figure(part=_PART, label=f"compose {PAGES} pages again", words=in_words([again])),
        Figure(part=_PART, label=f"PDF of {PAGES} pages, drawn", words=_with_size(pdf, content)),
        Figure(part=_PART, label=f"PowerPoint of {PAGES} slides, drawn", words=_with_size(slides, deck)),
        Figure(part=_PART, label=f"{PAGES} PNG of 1920 by 1080, drawn", words=in_words([images])),
        Figure(part=_PART, label="one HTML file, drawn", words=in_words([page])),
        Figure(part=_PART, label=f"{len(found)} one-pagers composed", words=in_words([batch])),
        Figure(
            part=_PART, label=f"{len(found)} one-pagers drawn in one PDF", words=_with_size(drawn, sheets)
        ),
    ]


def _with_size(duration: Took, content: bytes) -> str:
    return f"{in_words([duration])}, {kilobytes(len(content))}"


def main() -> None:
    """Print the figures of a store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    print_table(run(parser.parse_args().store), "")


if __name__ == "__main__":
    main()
