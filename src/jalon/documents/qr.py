"""QR codes, for paper and for pages."""

from base64 import b64encode

import segno

_MASK = 3
"""A fixed pattern: choosing the best of eight costs four times the rest, and readers decode all of them alike."""


def svg(content: str, *, border: int = 0) -> str:
    """The code as an SVG drawing without size of its own.

    `border` is the quiet zone in modules: 4 where nothing white surrounds the drawing. Correction level M: 15 %
    of it may be spoiled by a fold or a stamp.
    """
    code = segno.make(content, error="m", micro=False, boost_error=False, mask=_MASK)
    return code.svg_inline(border=border, omitsize=True, svgclass=None, lineclass=None)


def data_uri(content: str, *, border: int = 4) -> str:
    """The same for the `src` of an image on a page, where no markup has to be trusted."""
    drawing = svg(content, border=border).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return "data:image/svg+xml;base64," + b64encode(drawing.encode()).decode()
