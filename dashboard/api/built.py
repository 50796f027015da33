"""Files made at set-up: the map's bundle, its fonts, the charts' library, and the base map's tiles."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Response, send_from_directory

CHARTS = "plotly-basic.min.js"
"""Plotly with bars, lines and pies: a quarter of the whole, which Dash would load otherwise."""

_DASHS_CHARTS = "/_dash-component-suites/plotly/package_data/plotly.min.js"
_MIME_TYPES = {
    ".mjs": "text/javascript",
    ".pmtiles": "application/vnd.pmtiles",
    ".woff2": "font/woff2",
}
_BUNDLE_SUFFIXES = {".css", ".js", ".mjs", ".woff2"}
_A_YEAR = "public, max-age=31536000, immutable"
_A_DAY = "private, max-age=86400"


def bundle_path(folder: Path) -> str:
    """Path of the bundle's folder as it is served: it changes with what any file of it holds."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("**/*")):
        if path.suffix in _BUNDLE_SUFFIXES and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return f"/assets-map-{digest.hexdigest()[:12]}"


def built_files(folder: Path, bundle_at: str) -> Blueprint:
    """Routes ``<bundle_at>/<path>`` and ``/tiles/<name>``; tiles answer HTTP Range requests."""
    routes = Blueprint("built", __name__)

    @routes.get(f"{bundle_at}/<path:name>")
    def bundle(name: str) -> Response:
        """A file of the map's bundle."""
        return _send(folder, name, _A_YEAR)

    @routes.get(_DASHS_CHARTS)
    def charts() -> Response:
        """The smaller Plotly, where Dash's charts look for theirs."""
        return _send(folder, CHARTS, "private, no-cache")

    @routes.get("/tiles/<name>.pmtiles")
    def tiles(name: str) -> Response:
        """A tile archive, or the range of it that is asked for."""
        return _send(folder, f"{name}.pmtiles", _A_DAY)

    return routes


def _send(folder: Path, name: str, cache: str) -> Response:
    response = send_from_directory(
        folder, name, mimetype=_MIME_TYPES.get(Path(name).suffix), conditional=True
    )
    response.headers["Cache-Control"] = cache
    return response
