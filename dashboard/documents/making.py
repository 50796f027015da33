"""From a wish to files: composed, drawn, named with their marking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.documents.batch import name_of, one_pager, one_pagers, zipped
from dashboard.documents.composed import document_of, region_documents
from dashboard.documents.document import Document, Format, Progress, nothing_told
from dashboard.documents.images import images_of
from dashboard.documents.page_file import page_file_of
from dashboard.documents.pdf import pdf_of
from dashboard.documents.region_briefs import region_briefs
from dashboard.documents.slides import pptx_of
from dashboard.documents.wish import Wish
from dashboard.services import Services
from data.errors import AccessDeniedError, BriefError
from data.markings import highest_marking
from data.roles import Action, Actor, require

_COMPOSING = 0.6
"""Share of the work that composing is."""
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png",
    "html": "text/html; charset=utf-8",
    "zip": "application/zip",
}


@dataclass(frozen=True, kw_only=True)
class MadeFile:
    """A file that was made; its name begins with its marking."""

    name: str
    content: bytes
    marking: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """The files of a wish, and in words which scenes the reader may not see."""

    files: tuple[MadeFile, ...]
    marking: str
    title: str
    version: str
    left_out: tuple[str, ...]
    is_synthetic: bool


def made(services: Services, actor: Actor, wish: Wish, *, progress: Progress = nothing_told) -> Made:
    """The files that are wished for, made with the actor's rights.

    Raises
    ------
    AccessDeniedError
        If the actor may not export, or may see nothing of it.
    BriefError
        If one-pagers are wished for in a format that is not PDF.
    SettingsError
        If a scene has no marking; nothing is made without one.
    UnknownBriefError
        If there is no such brief.
    """
    require(actor, Action.EXPORT)
    if wish.regions:
        return _batch(services, actor, wish, progress)
    document = document_of(
        services,
        actor,
        wish.brief,
        theme=wish.theme,
        frozen=wish.frozen,
        progress=lambda share: progress(share * _COMPOSING),
    )
    files = tuple(_files(document, wish, lambda share: progress(_COMPOSING + share * (1 - _COMPOSING))))
    if wish.is_zip:
        content = zipped((file.name, file.content) for file in files)
        files = (_file(document, "zip", content),)
    return _told(document, files)


def _files(document: Document, wish: Wish, progress: Progress) -> Iterator[MadeFile]:
    match wish.format:
        case Format.PDF:
            content = pdf_of(document, paper=wish.paper, theme=wish.theme, progress=progress)
            yield _file(document, "pdf", content)
        case Format.PPTX:
            yield _file(document, "pptx", pptx_of(document, theme=wish.theme, progress=progress))
        case Format.HTML:
            content = page_file_of(document, theme=wish.theme).encode()
            yield _file(document, "html", content)
        case Format.PNG:
            for key, image in images_of(document, theme=wish.theme, size=wish.size, progress=progress):
                yield _file(document, "png", image, part=key)


def _batch(services: Services, actor: Actor, wish: Wish, progress: Progress) -> Made:
    """One upright page for each region that the actor may see."""
    if wish.format is not Format.PDF:
        raise BriefError(
            f"one-pagers are wished for as {wish.format}", remedy="Choose PDF, or leave the regions out"
        )
    asked = services.briefs.open(wish.brief).brief
    found = tuple(region_briefs(wish.regions, asked))
    # Pages say how many there are, so all are composed before the first is drawn.
    documents = tuple(
        _counted(region_documents(services, actor, iter(found), theme=wish.theme), len(found), progress)
    )
    if not documents:
        raise AccessDeniedError(
            f"{actor.name} may see no region of {wish.regions}",
            remedy="Choose regions within the reader's own",
        )
    about = _about(documents, wish)
    if wish.is_zip:
        pages = (
            (name_of(document, suffix="pdf"), one_pager(document, paper=wish.paper, theme=wish.theme))
            for document in documents
        )
        return _told(about, (_file(about, "zip", zipped(pages)),))
    content = one_pagers(documents, count=len(documents), about=about, paper=wish.paper, theme=wish.theme)
    return _told(about, (_file(about, "pdf", content),))


def _counted(documents: Iterable[Document], count: int, progress: Progress) -> Iterator[Document]:
    for number, document in enumerate(documents, start=1):
        progress(0.9 * number / count)
        yield document


def _about(documents: tuple[Document, ...], wish: Wish) -> Document:
    """What the file of a batch is called."""
    scenes = tuple(scene for document in documents for scene in document.scenes)
    first = documents[0]
    return Document(
        name=f"{wish.brief}-one-pagers-{wish.regions[:40]}",
        title=f"One-pagers of {len(documents)} regions: {wish.regions.replace('|', ', ')[:80]}",
        scenes=scenes,
        pictures={},
        marking=highest_marking(document.marking for document in documents),
        version=first.version,
        day=first.day,
    )


def _file(document: Document, suffix: str, content: bytes, *, part: str = "") -> MadeFile:
    name = name_of(document, suffix=suffix, part=part)
    return MadeFile(name=name, content=content, marking=document.marking)


def _told(document: Document, files: tuple[MadeFile, ...]) -> Made:
    return Made(
        files=files,
        marking=document.marking,
        title=document.title,
        version=document.version,
        left_out=document.left_out,
        is_synthetic=document.is_synthetic,
    )
