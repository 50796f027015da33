"""HTML and SVG put together so that nothing gets in unescaped."""

from __future__ import annotations

from html import escape

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
"""Elements of HTML that have no end tag."""


class Html(str):
    """Text that is HTML already: made by :func:`element` and :func:`joined` only."""

    __slots__ = ()


Child = str | Html | None
Attribute = str | float | bool | None


def element(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """One element. Children that are not :class:`Html` are escaped, and so is every attribute.

    ``class_`` and its like lose the underscore at their end, others become hyphens. An attribute that
    is ``None`` or ``False`` is left out, one that is ``True`` stands without a value. A child that is
    ``None`` is left out.

    Examples
    --------
    >>> element("p", "a < b", class_="note", data_papers=1, hidden=True)
    '<p class="note" data-papers="1" hidden>a &lt; b</p>'
    """
    words = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{words}>")
    return Html(f"<{name}{words}>{joined(*children)}</{name}>")


def joined(*children: Child) -> Html:
    """Children one after the other, escaped where they are not :class:`Html`."""
    return Html("".join(_child(child) for child in children if child is not None))


def number(value: float, decimals: int = 1) -> str:
    """A number for an attribute, without zeros at its end.

    Examples
    --------
    >>> number(12.0), number(0.25, 2), number(-0.01)
    ('12', '0.25', '0')
    """
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _child(child: str | Html) -> str:
    return str(child) if isinstance(child, Html) else escape(child, quote=False)


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = value if isinstance(value, str) else number(value, 2)
    return f' {name}="{escape(text)}"'
