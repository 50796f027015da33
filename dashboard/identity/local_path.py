"""Where somebody goes after signing in: only ever a path of this server."""

from __future__ import annotations

from urllib.parse import urlsplit

_LONGEST = 2000
START = "/"
DONE = "/sign-in/done"
"""Where a sign-in in a window of its own ends, beside a page that goes on."""


def local_path(text: str) -> str:
    r"""The path and query if they are this server's own and no way of signing in or out; else the start.

    ``//host``, ``/\host`` and whatever names a scheme or holds a control character lead elsewhere in some
    browser, and are not taken.

    Examples
    --------
    >>> local_path("/planner?plan=3"), local_path("//elsewhere/x"), local_path("/sign-in?next=/")
    ('/planner?plan=3', '/', '/')
    """
    if len(text) > _LONGEST or not text.startswith("/") or text.startswith(("//", "/\\")):
        return START
    if "\\" in text or not text.isprintable():
        return START
    if text == DONE:
        return text
    parts = urlsplit(text)
    is_here = not parts.scheme and not parts.netloc and not parts.path.startswith(("/sign-in", "/sign-out"))
    return text if is_here else START
