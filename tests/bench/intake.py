"""Taking in a telephone's photograph beside shrinking it once, children included."""

import os
import resource
from io import BytesIO
from pathlib import Path

from PIL import Image

from core.evidence.intake import take_in
from storage.workers import LocalWorkers

TIMES, SIZE, VIEW = 9, (4000, 3000), 1600


def photograph() -> bytes:
    """Return twelve million pixels with some life in them."""
    out = BytesIO()
    rough = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 60).resize(SIZE)
    rough.convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


def fitted_draft(content: bytes) -> bytes:
    """Decode as small as the decoder can, fit it, write it."""
    out = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        picture.draft("RGB", (VIEW, VIEW))
        picture.thumbnail((VIEW, VIEW), Image.Resampling.LANCZOS, reducing_gap=2.0)
        picture.save(out, "JPEG", quality=85)
    return out.getvalue()


async def measure() -> dict[str, object]:
    """Return what all processes together spend on a photograph, of nine after the first."""
    content = photograph()
    taken, floor = list[float](), list[float]()
    async with LocalWorkers() as workers:
        for _ in range(TIMES + 1):
            begun = _spent()
            fitted_draft(content)
            middle = _spent()
            await take_in(workers, "photo.jpg", content)
            taken.append(_spent() - middle)
            floor.append(middle - begun)
    return {
        "measured": "photo intake",
        "goal": "≤ 1.3 × the fitted draft",
        "to_draft": sum(taken[1:]) / sum(floor[1:]),
        "cpu_ms": 1000 * sum(taken[1:]) / TIMES,
    }


def _spent() -> float:
    """Return the CPU seconds of this process and of the children it keeps warm."""
    here = resource.getrusage(resource.RUSAGE_SELF)
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    return here.ru_utime + here.ru_stime + sum(map(_ticks, children)) / os.sysconf("SC_CLK_TCK")


def _ticks(process: str) -> int:
    user, system = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")")[-1].split()[11:13]
    return int(user) + int(system)
