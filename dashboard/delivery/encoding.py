"""Every text and frame leaves compressed, if the browser takes it: from its copy, or as it is sent."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_compress import Compress

from dashboard.delivery.copies import COMPRESSORS, Copies, content_key

_TYPES = [
    "application/javascript",
    "application/json",
    "application/octet-stream",
    "image/svg+xml",
    "image/vnd.microsoft.icon",
    "image/x-icon",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
]
"""Types that shrink: tiles, fonts and pictures are compressed already. Frames are octet streams."""

_FILES = {"application/javascript", "text/css", "text/javascript"}
"""Types that have copies."""

_SMALLEST_BYTES = 500
_LEVEL_WHEN_SENT = 5
"""Of Brotli: about 100 MB/s, and within a tenth of the best."""

_A_YEAR = "public, max-age=31536000, immutable"


def compress_responses(server: Flask, copies: Copies) -> None:
    """Compress what the server sends, and let the browser keep what its address pins."""
    server.config.update(
        COMPRESS_MIMETYPES=_TYPES,
        COMPRESS_ALGORITHM=["br", "zstd", "gzip"],
        COMPRESS_BR_LEVEL=_LEVEL_WHEN_SENT,
        COMPRESS_MIN_SIZE=_SMALLEST_BYTES,
        COMPRESS_STREAMS=False,
    )
    Compress(server)

    def from_copy(response: Response) -> Response:
        if response.status_code == 200 and request.method == "GET" and response.mimetype in _FILES:
            _send_copy(response, copies)
        return response

    # Flask runs these from the last to the first: a copy is put in before anything is compressed.
    server.after_request(from_copy)


def _send_copy(response: Response, copies: Copies) -> None:
    response.direct_passthrough = False
    content = response.get_data()
    key = content_key(content)
    response.set_etag(key)
    if _is_pinned():
        response.headers["Cache-Control"] = _A_YEAR
    coding = request.accept_encodings.best_match(list(COMPRESSORS))
    copy = copies.find(key, coding) if coding else None
    if coding and copy is not None:
        response.set_data(copy)
        response.headers["Content-Encoding"] = coding
        response.set_etag(f"{key}:{coding}")
        response.vary.add("Accept-Encoding")
    else:
        # Read from the file by now, so that it has a length and can be compressed on its way.
        response.set_data(content)
    response.make_conditional(request)


def _is_pinned() -> bool:
    """Whether the address changes with the content: Dash puts a version or a time of change into it."""
    return "m" in request.args or ".v" in request.path.rsplit("/", 1)[-1]
