"""``make documents-proof``: documents of a store as images, to be looked at.

PDFs are rendered by PDFium, in colour and in grey; slides are converted by LibreOffice, where it is
installed (Debian: libreoffice-impress-nogui).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from dashboard.documents.document import Format
from dashboard.documents.making import made
from dashboard.documents.paper import Paper
from dashboard.documents.wish import Wish
from dashboard.services import Services, services_of
from data.roles import LOCAL_ACTOR, Actor, Role
from data.settings import Settings
from layers.drawing.picture import Theme

_TUCSON = Actor(name="Chief of Tucson", role=Role.LEADER, regions=("sector:tucson",))
_WISHES = (
    ("letter", LOCAL_ACTOR, Wish(brief="national")),
    ("a4", LOCAL_ACTOR, Wish(brief="national", paper=Paper.A4)),
    ("sector", _TUCSON, Wish(brief="national")),
    ("one-pagers", LOCAL_ACTOR, Wish(brief="national", regions="sector:tucson|best:phoenix|county:04003")),
)
_OFFICE_TIMEOUT_S = 600


def main() -> None:
    """Write the images and say where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--to", type=Path, default=Path("shots/documents"))
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/plans.sqlite"
        services = services_of(Settings(store=arguments.store, database=database))
        for name, actor, wish in _WISHES:
            content = made(services, actor, wish).files[0].content
            write_images(content, arguments.to, name)
        _slides(services, arguments.to, Path(folder))
        for image in made(services, LOCAL_ACTOR, Wish(brief="national", format=Format.PNG)).files:
            (arguments.to / image.name).write_bytes(image.content)


def write_images(pdf: bytes, folder: Path, name: str) -> None:
    """Write each page of a PDF as an image, and again in grey."""
    opened = pypdfium2.PdfDocument(pdf)
    for number in range(len(opened)):
        image = opened[number].render(scale=1.6).to_pil()
        image.save(folder / f"{name}-{number + 1:02}.png")
        image.convert("L").save(folder / f"{name}-{number + 1:02}-grey.png")


def _slides(services: Services, folder: Path, work: Path) -> None:
    content = (
        made(services, LOCAL_ACTOR, Wish(brief="national", format=Format.PPTX, theme=Theme.LIGHT))
        .files[0]
        .content
    )
    (folder / "slides.pptx").write_bytes(content)
    office = shutil.which("soffice")
    if office is None:
        sys.stderr.write("LibreOffice is not installed: the slides were not converted\n")
        return
    shutil.copy(folder / "slides.pptx", work)
    command = [office, "--headless", f"-env:UserInstallation=file://{work}/profile"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "slides.pptx"], cwd=work, check=True, timeout=_OFFICE_TIMEOUT_S
    )
    write_images((work / "slides.pdf").read_bytes(), folder, "slides")


if __name__ == "__main__":
    main()
