"""A sheet as a phone sees it: tilted, in perspective, in bad light, blurred, packed."""

import random
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter

SIZE = (4000, 3000)


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a photograph is taken. Angles in degrees, `blur` in pixels of 4000."""

    tilt: float = 0.0
    perspective: float = 0.0
    shadow: float = 0.0
    glare: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 90


def some_conditions(seed: int, *, hard: bool) -> Conditions:
    """Deal conditions: easy ones as on a desk by day, hard ones in a ward at night."""
    dice = random.Random(f"conditions {seed}")
    if not hard:
        return Conditions(dice.uniform(-2, 2), dice.uniform(0, 0.02), 0.15, 0, 0.8, 3, 85)
    return Conditions(
        tilt=dice.choice((-1, 1)) * dice.uniform(4, 9),
        perspective=dice.uniform(0.03, 0.07),
        shadow=dice.uniform(0.3, 0.5),
        glare=dice.uniform(0.2, 0.5),
        blur=dice.uniform(1.5, 2.6),
        noise=dice.uniform(6, 12),
        quality=60,
    )


def photographed(
    sheet: Image.Image, conditions: Conditions, seed: int, size: tuple[int, int] = SIZE
) -> Image.Image:
    """Return the sheet on a table, as seen under these conditions."""
    dice = random.Random(f"photograph {seed}")
    if sheet.height > sheet.width:
        size = (size[1], size[0])
    seen = _laid(sheet, conditions, size, dice)
    light = _light(conditions, size, dice)
    pixels = np.asarray(
        seen.filter(ImageFilter.GaussianBlur(conditions.blur * max(size) / 4000))
    ).astype(np.float32)
    pixels = pixels * light[0][..., None] + light[1][..., None]
    grains = np.random.default_rng(seed).standard_normal(pixels.shape[:2], dtype=np.float32)
    pixels += conditions.noise * grains[..., None]
    return Image.fromarray(np.clip(pixels, 0, 255, out=pixels).astype(np.uint8))


def packed(picture: Image.Image, quality: int) -> bytes:
    """Return a photograph as its phone would keep it."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _laid(
    sheet: Image.Image, how: Conditions, size: tuple[int, int], dice: random.Random
) -> Image.Image:
    width, height = size
    scale = 0.86 * min(width / sheet.width, height / sheet.height)
    w, h = sheet.width * scale / 2, sheet.height * scale / 2
    turn = np.radians(how.tilt)
    corners = np.array([(-w, -h), (w, -h), (w, h), (-w, h)])
    corners = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    corners += (
        np.array([[dice.uniform(-1, 1), dice.uniform(-1, 1)] for _ in range(4)])
        * how.perspective
        * min(size)
    )
    fit = min(
        1.0,
        0.485 * width / np.abs(corners[:, 0]).max(),
        0.485 * height / np.abs(corners[:, 1]).max(),
    )
    corners = corners * fit + np.array([width / 2, height / 2])
    source = [(0, 0), (sheet.width, 0), (sheet.width, sheet.height), (0, sheet.height)]
    rows = []
    for (x, y), (u, v) in zip(corners, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    matrix = np.linalg.solve(np.array(rows), np.array(source, dtype=float).ravel())
    table = tuple(dice.randint(60, 150) for _ in range(3))
    paper = sheet.convert("RGBA").transform(
        size, Image.Transform.PERSPECTIVE, tuple(matrix), Image.Resampling.BICUBIC
    )
    seen = Image.new("RGB", size, table)
    seen.paste(paper, mask=paper.getchannel("A"))
    return seen


def _light(
    how: Conditions, size: tuple[int, int], dice: random.Random
) -> tuple[np.ndarray, np.ndarray]:
    """Return how much light there is everywhere, and how much is added: smooth, so drawn small."""
    width, height = size[0] // 10, size[1] // 10
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    angle = dice.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * (across - 0.5) + np.sin(angle) * (down - 0.5)
    shade = 1 - how.shadow / (1 + np.exp(-8 * slope))
    x, y = dice.uniform(0.2, 0.8), dice.uniform(0.2, 0.8)
    spot = how.glare * 90 * np.exp(-((across - x) ** 2 + (down - y) ** 2) / 0.02)
    shade, spot = (
        np.asarray(Image.fromarray(one.astype(np.float32)).resize(size)) for one in (shade, spot)
    )
    return shade, spot
