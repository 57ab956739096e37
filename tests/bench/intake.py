"""Taking in a telephone's photograph beside shrinking it once, children included."""

import resource
from io import BytesIO

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
    """Return what all processes together spend on a photograph, in the middle of nine."""
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
        "to_draft": sorted(taken[1:])[TIMES // 2] / sorted(floor[1:])[TIMES // 2],
        "cpu_ms": 1000 * sorted(taken[1:])[TIMES // 2],
    }


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
