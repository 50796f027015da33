"""Files made at set-up: the map's bundle, its fonts, and the base map's tiles."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

_MIME_TYPES = {".mjs": "text/javascript", ".pmtiles": "application/octet-stream", ".woff2": "font/woff2"}


def built_files(folder: Path) -> Blueprint:
    """Routes ``/assets-map/<path>`` and ``/tiles/<name>``; tiles answer HTTP Range requests."""
    routes = Blueprint("built", __name__)

    @routes.get("/assets-map/<path:name>")
    def bundle(name: str) -> Response:
        """A file of the map's bundle."""
        return _send(folder, name)

    @routes.get("/tiles/<name>.pmtiles")
    def tiles(name: str) -> Response:
        """A tile archive, or the range of it that is asked for."""
        return _send(folder, f"{name}.pmtiles")

    return routes


def _send(folder: Path, name: str) -> Response:
    response = send_from_directory(
        folder, name, mimetype=_MIME_TYPES.get(Path(name).suffix), conditional=True
    )
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
