from io import BytesIO

import zxingcpp
from PIL import Image

from core.qr import QUIET, matrix, png, svg

LINK = "https://cme.example/v/K7QX2M4PZ3NA6TBC"


def test_a_phone_reads_the_link_from_the_picture() -> None:
    picture = Image.open(BytesIO(png(LINK, scale=4)))
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == LINK


def test_the_quiet_zone_is_four_light_modules_on_every_side() -> None:
    scale = 3
    picture = Image.open(BytesIO(png(LINK, scale))).convert("L")
    side, margin = picture.width, QUIET * scale
    assert side == (len(matrix(LINK)) + 2 * QUIET) * scale
    for edge in (
        (0, 0, side, margin),
        (0, side - margin, side, side),
        (0, 0, margin, side),
        (side - margin, 0, side, side),
    ):
        assert picture.crop(edge).getextrema() == (255, 255)


def test_the_drawing_scales_and_keeps_dark_on_light_in_dark_pages() -> None:
    drawing = svg(LINK)
    assert drawing.startswith("<svg")
    assert "viewBox" in drawing
    assert 'width="' not in drawing.split(">")[0]
    assert 'fill="#fff"' in drawing
    assert "currentColor" not in drawing


def test_the_same_link_always_gives_the_same_code() -> None:
    assert svg(LINK) == svg(LINK)
    assert png(LINK) == png(LINK)
    assert matrix(LINK) != matrix(LINK + "X")


def test_the_modules_come_without_the_quiet_zone() -> None:
    rows = matrix(LINK)
    assert len({len(row) for row in rows} | {len(rows)}) == 1
    assert all(rows[0][:7])
    assert not rows[0][7]
