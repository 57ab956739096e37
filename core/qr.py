"""A link's QR code: dark on light, error level M, a quiet zone of four modules."""

from io import BytesIO

import segno

QUIET = 4
DARK, LIGHT = "#0b1f21", "#ffffff"
MASK = 3  # one mask for all: choosing the best of eight is a third of the time of drawing a form


def matrix(link: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules row by row, True where dark, without the quiet zone."""
    return tuple(tuple(map(bool, row)) for row in _code(link).matrix)


def svg(link: str) -> str:
    """Return an <svg> that fills the box it is put in, to stand inside a page."""
    return str(_code(link).svg_inline(border=QUIET, dark=DARK, light=LIGHT, omitsize=True))


def png(link: str, scale: int = 8) -> bytes:
    """Return a picture in which each module is `scale` pixels wide."""
    picture = BytesIO()
    _code(link).save(picture, kind="png", border=QUIET, scale=scale, dark=DARK, light=LIGHT)
    return picture.getvalue()


def _code(link: str) -> segno.QRCode:
    return segno.make(link, error="m", mask=MASK, boost_error=False, micro=False)
