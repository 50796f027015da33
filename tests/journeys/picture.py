"""A saved picture, decoded by Chromium: its size, and how much is painted where."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from playwright.sync_api import Browser

_READ = """
async ({ data, boxes, colour }) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const to = canvas.getContext("2d");
  to.drawImage(bitmap, 0, 0);
  const parts = boxes.map(([left, top, right, bottom]) => {
    const pixels = to.getImageData(left, top, Math.max(1, right - left), Math.max(1, bottom - top)).data;
    const seen = new Map();
    for (let i = 0; i < pixels.length; i += 4) {
      const key = (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
      seen.set(key, (seen.get(key) || 0) + 1);
    }
    const most = Math.max(...seen.values());
    return { colours: seen.size, painted: 1 - most / (pixels.length / 4), of_colour: seen.get(colour) || 0 };
  });
  return { width: bitmap.width, height: bitmap.height, parts };
}
"""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A box of a picture: distinct colours, share of pixels off the commonest, pixels of a colour."""

    colours: int
    painted: float
    of_colour: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Size in pixels, and the boxes that were asked for, by name."""

    width: int
    height: int
    parts: dict[str, Part]


def decoded(
    browser: Browser, png: bytes, boxes: dict[str, tuple[int, int, int, int]], *, colour: str = "#000000"
) -> Picture:
    """The picture as Chromium decodes it.

    Parameters
    ----------
    browser
        The browser that decodes.
    png
        The file's bytes.
    boxes
        Left, top, right and bottom in pixels from the upper left; a number below 0 counts from
        the right or the bottom, and 0 as right or bottom is the edge.
    colour
        Six hexadecimal digits after ``#``: its pixels are counted.
    """
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    whole = {
        name: [
            left if left >= 0 else width + left,
            top if top >= 0 else height + top,
            right if right > 0 else width + right,
            bottom if bottom > 0 else height + bottom,
        ]
        for name, (left, top, right, bottom) in boxes.items()
    }
    page = browser.new_page()
    read = page.evaluate(
        _READ,
        {
            "data": base64.b64encode(png).decode(),
            "boxes": list(whole.values()),
            "colour": int(colour.lstrip("#"), 16),
        },
    )
    page.close()
    parts = {name: Part(**part) for name, part in zip(whole, read["parts"], strict=True)}
    return Picture(width=read["width"], height=read["height"], parts=parts)
