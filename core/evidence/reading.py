"""Reading what stands on a picture. Runs in a bounded process of its own, which dies with it.

The engine and its models lie in the installation; without the extra `ocr` there is none. Nothing
here talks to anybody: every attempt to open a socket is an error.
"""

import gc
import sys
from importlib.util import find_spec
from io import BytesIO
from math import atan2, cos, sin
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from core.domain.credits.readings import Place
from core.domain.credits.seen import Box, Line, Seen
from core.evidence.codes import codes_in
from core.evidence.focus import is_out_of_focus
from core.evidence.refusals import BrokenFile

ENGINE = "rapidocr"
SIDE = 1280  # larger is not better: at 1600 the detector drops whole lines
RED_OVER, FAINT_RED, RED_LIFT = 35, 12, 1.4
PAPER_PIXELS = 12
SURE = 0.85
ENOUGH_SIGNS, MOSTLY = 20, 0.5
TURNS = {0: None, 180: Image.Transpose.ROTATE_180, 90: Image.Transpose.ROTATE_90,
         270: Image.Transpose.ROTATE_270}  # fmt: skip
THREADS = "EngineConfig.onnxruntime.intra_op_num_threads"
BETWEEN = "EngineConfig.onnxruntime.inter_op_num_threads"

Corners = Any  # four points, clockwise from the upper left: what the engine gives


class Look(NamedTuple):
    """What one look at a picture gave: texts with their scores and corners, in pixels."""

    texts: list[tuple[str, float, Corners]]
    size: tuple[int, int]

    @property
    def sure(self) -> list[tuple[str, float, Corners]]:
        return [one for one in self.texts if one[1] >= SURE and one[0].strip()]

    @property
    def signs(self) -> int:
        return sum(len(text) for text, *_ in self.sure)


def is_installed() -> bool:
    """Return whether there is an engine to read with."""
    return find_spec(ENGINE) is not None and find_spec("onnxruntime") is not None


def read_picture(page: bytes) -> Seen:
    """Read a page of a view, whichever way up it was photographed. Raises BrokenFile."""
    stay_offline()
    try:
        with Image.open(BytesIO(page), formats=("JPEG",)) as opened:
            picture = opened.convert("RGB")
    except OSError as fault:
        raise BrokenFile from fault
    codes = codes_in(picture)
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    is_blurred = is_out_of_focus(picture)
    picture = without_red(picture)
    turn, look = 0, _look(picture, 0)
    others = (90, 270) if _stands_on_its_side(look) else (180,)
    is_lost = look.signs < ENOUGH_SIGNS or len(look.sure) < MOSTLY * len(look.texts)
    if look.texts and is_lost:
        for other in others:
            another = _look(picture, other)
            if another.signs > look.signs:
                turn, look = other, another
    return Seen(_boxes(look, turn), len(look.texts) - len(look.sure), codes, is_blurred)


def stay_offline() -> None:
    """Let every attempt of this process to open a socket fail, for as long as it lives."""
    sys.addaudithook(_refuse_sockets)


def _refuse_sockets(event: str, _: object) -> None:
    if event.startswith("socket."):
        raise PermissionError("whoever reads pictures talks to nobody")


def without_red(picture: Image.Image) -> Image.Image:
    """Lift red seals off the text under them: what is red becomes as light as the paper there.

    Text under a seal is as dark in red light as elsewhere, the seal itself nearly white.
    """
    pixels = np.asarray(picture).astype(np.int16)
    red = pixels[..., 0]
    over = red - pixels[..., 1:].max(axis=2)
    strong = Image.fromarray((over > RED_OVER).astype(np.uint8) * 255)
    near = np.asarray(strong.filter(ImageFilter.MaxFilter(5))) > 0
    is_red = near & (over > FAINT_RED)
    if is_red.any():
        lifted = np.minimum(red * RED_LIFT, _paper(picture))
        pixels[is_red] = lifted[is_red].astype(np.int16)[:, None]
    return Image.fromarray(pixels.astype(np.uint8))


def _paper(picture: Image.Image) -> Any:
    """Return how light the paper is everywhere: the lightest in some distance."""
    small = picture.getchannel(0).reduce(PAPER_PIXELS)
    light = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(2))
    return np.asarray(light.resize(picture.size, Image.Resampling.BILINEAR))


class _Offline(ModuleType):
    """Stands where the library looks for 8 MB that fetch from the network what lies here."""

    Response = object
    RequestException = OSError


def _engine() -> Any:  # the library tells no types
    sys.modules.setdefault("requests", _Offline("requests"))
    import rapidocr  # noqa: PLC0415 - an extra, and it takes half a second

    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            THREADS: 1,
            BETWEEN: 1,
        }
    )


def _look(picture: Image.Image, turn: int) -> Look:
    """Look with an engine of its own: while it finds lines it holds nothing that reads them."""
    gc.collect()  # what the look before has left
    turning = TURNS[turn]
    turned = picture.transpose(turning) if turning is not None else picture
    answer = _engine()(np.asarray(turned)[..., ::-1])
    if answer.txts is None:
        return Look([], turned.size)
    texts = zip(answer.txts, answer.scores, answer.boxes, strict=True)
    return Look([(str(text), float(score), box) for text, score, box in texts], turned.size)


def _stands_on_its_side(look: Look) -> bool:
    """Return whether most texts are taller than wide."""
    tall = [_size(corners)[1] > 1.5 * _size(corners)[0] for *_, corners in look.texts]
    return bool(tall) and sum(tall) * 2 > len(tall)


def _size(corners: Corners) -> tuple[float, float]:
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return float(right - left), float(bottom - top)


def _boxes(look: Look, turn: int) -> tuple[Box, ...]:
    """Return the texts that are sure, from the top to the bottom of the straightened paper."""
    width, height = look.size
    tilt = _tilt(look)
    boxes = [
        Box(text, _place(corners, width, height, turn), _line(corners, width, tilt))
        for text, _, corners in look.sure
    ]
    return tuple(sorted(boxes, key=lambda box: (box.line.middle, box.line.x)))


def _tilt(look: Look) -> float:
    """Return by what angle lines rise or fall, in radians; long ones tell it best."""
    angles = [
        atan2(float(b[1] - a[1]), float(b[0] - a[0]))
        for text, _, (a, b, *_) in look.sure
        if len(text) >= 4
    ]
    return median(angles) if angles else 0.0


def _line(corners: Corners, width: int, tilt: float) -> Line:
    turned = corners @ np.array([[cos(tilt), -sin(tilt)], [sin(tilt), cos(tilt)]]) / width
    left, top = (turned[0] + turned[3])[0] / 2, (turned[0] + turned[1])[1] / 2
    right, bottom = (turned[1] + turned[2])[0] / 2, (turned[2] + turned[3])[1] / 2
    return Line(float(left), float(top), float(right - left), float(bottom - top))


def _place(corners: Corners, width: int, height: int, turn: int) -> Place:
    """Return where a text stands on the picture as it is shown, which may be turned."""
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    x, y = max(0.0, float(left) / width), max(0.0, float(top) / height)
    w, h = min(1 - x, float(right - left) / width), min(1 - y, float(bottom - top) / height)
    match turn:
        case 180:
            x, y = 1 - x - w, 1 - y - h
        case 90:  # it was turned to the left to be read
            x, y, w, h = 1 - y - h, x, h, w
        case 270:
            x, y, w, h = y, 1 - x - w, h, w
    return Place(1, round(x, 4), round(y, 4), round(w, 4), round(h, 4))
