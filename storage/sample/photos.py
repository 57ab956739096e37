"""How a paper gets into a phone: photographed on a desk, saved as a picture, scanned to a PDF."""

import random
from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PHOTO = (1280, 960)
GRAIN = 256
SIDEWAYS = 6  # EXIF: the phone was held upright, the sensor lay across
DESKS = (
    ((168, 118, 72), 26),
    ((222, 218, 210), 6),
    ((74, 66, 62), 12),
    ((150, 172, 164), 8),
    ((196, 154, 108), 22),
)
Corner = tuple[float, float]


def photographed(paper: Image.Image, dice: random.Random) -> Image.Image:
    """Return a hand-held photograph of the paper: askew, shaded, a little grainy."""
    size = PHOTO if paper.width > paper.height else (PHOTO[1], PHOTO[0])
    corners = _corners(paper, size, dice)
    desk = _desk(size, dice)
    desk = Image.composite(Image.new("RGB", size, (18, 14, 12)), desk, _shadow(size, corners))
    laid = paper.transform(
        size,
        Image.Transform.PERSPECTIVE,
        _view(corners, paper.size),
        Image.Resampling.BILINEAR,
        fillcolor=paper.getpixel((2, paper.height // 2)),
    )
    desk.paste(laid, (0, 0), _cut_out(size, corners))
    return _grainy(_lit(desk, dice), dice)


def _corners(paper: Image.Image, size: tuple[int, int], dice: random.Random) -> list[Corner]:
    """Lay the paper in the middle and shift each corner as a hand-held camera does."""
    width, height = size
    scale = min(width * 0.86 / paper.width, height * 0.88 / paper.height)
    half_x, half_y = paper.width * scale / 2, paper.height * scale / 2
    angle, slack = dice.uniform(-0.045, 0.045), width * 0.014
    found = []
    for x, y in ((-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)):
        turned = (x - y * angle, y + x * angle)
        found.append(
            (
                width / 2 + turned[0] + dice.uniform(-slack, slack),
                height / 2 + turned[1] + dice.uniform(-slack, slack),
            )
        )
    return found


def _view(corners: list[Corner], size: tuple[int, int]) -> list[float]:
    """Return Pillow's eight numbers of the perspective that puts the paper on the corners."""
    width, height = size
    rows, wanted = [], []
    for (x, y), (u, v) in zip(
        corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True
    ):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    solved = np.linalg.solve(np.array(rows, dtype=float), np.array(wanted, dtype=float))
    return [float(number) for number in solved]


def _cut_out(size: tuple[int, int], corners: list[Corner]) -> Image.Image:
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    return mask.filter(ImageFilter.GaussianBlur(0.8))


def _shadow(size: tuple[int, int], corners: list[Corner]) -> Image.Image:
    small = (size[0] // 4, size[1] // 4)
    mask = Image.new("L", small, 0)
    ImageDraw.Draw(mask).polygon([((x + 14) / 4, (y + 18) / 4) for x, y in corners], fill=150)
    return mask.filter(ImageFilter.GaussianBlur(6)).resize(size, Image.Resampling.BILINEAR)


def _desk(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """Return a table top: wood with its grain, or a smooth ward counter."""
    colour, grain = dice.choice(DESKS)
    noise = np.random.default_rng(dice.randrange(2**32)).normal(0, grain, (90, 8))
    streaks = Image.fromarray(np.clip(128 + noise, 0, 255).astype(np.uint8))
    wood = streaks.resize(size, Image.Resampling.BICUBIC)
    plain = Image.new("RGB", size, colour)
    return ImageChops.overlay(plain, Image.merge("RGB", (wood, wood, wood)))


def _lit(picture: Image.Image, dice: random.Random) -> Image.Image:
    """Let the lamp stand on one side, and the corners fall off."""
    light = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270))).resize(picture.size)
    corner = Image.radial_gradient("L").resize(picture.size)
    lamp = light.point(lambda value: 214 + value * 41 // 255)
    edge = corner.point(lambda value: 255 - max(0, value - 120) * 60 // 135)
    tint = dice.choice(((255, 250, 238), (255, 255, 255), (246, 250, 255)))
    shade = ImageChops.multiply(lamp, edge)
    warm = Image.merge("RGB", [shade.point(lambda v, t=part: v * t // 255) for part in tint])
    return ImageChops.multiply(picture, warm)


def _grainy(picture: Image.Image, dice: random.Random) -> Image.Image:
    grain = ImageChops.offset(_grain(), dice.randrange(GRAIN), dice.randrange(GRAIN))
    tiled = Image.new("L", picture.size)
    for left in range(0, picture.width, GRAIN):
        for top in range(0, picture.height, GRAIN):
            tiled.paste(grain, (left, top))
    return ImageChops.soft_light(picture, Image.merge("RGB", (tiled, tiled, tiled)))


@cache
def _grain() -> Image.Image:
    noise = np.random.default_rng(7).normal(128, 14, (GRAIN, GRAIN))
    pixels = np.clip(noise, 0, 255).astype(np.uint8)
    return Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(0.7))


def jpeg(picture: Image.Image, quality: int = 86, *, held_upright: bool = False) -> bytes:
    """Return the picture as a phone saves it; held upright, it lies on its side with a note."""
    out, exif = BytesIO(), Image.Exif()
    if held_upright:
        exif[0x0112] = SIDEWAYS
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    picture.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def png(picture: Image.Image) -> bytes:
    """Return the picture as a screenshot is saved."""
    out = BytesIO()
    picture.save(out, "PNG", compress_level=4)
    return out.getvalue()


def pdf(*pages: Image.Image) -> bytes:
    """Return the pages as a scanner in the office saves them."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in pages:
        width, height = (595, 842) if page.height > page.width else (842, 595)
        canvas.setPageSize((width, height))
        scan = BytesIO(jpeg(page, 80))
        canvas.drawImage(ImageReader(scan), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sent_again(photo: bytes) -> bytes:
    """Return the same photograph once more: turned on its side, smaller, saved anew."""
    with Image.open(BytesIO(photo)) as picture:
        turned = picture.convert("RGB").transpose(Image.Transpose.ROTATE_90)
    return jpeg(turned.resize((turned.width * 4 // 5, turned.height * 4 // 5)), 72)
