"""What is read of photographed certificates: fields right, wrong and empty, seconds, memory."""

import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator

from core.domain.certificates.reading import certificate_of
from core.evidence.cutting import view_pages
from core.evidence.pictures import looks_of_picture
from storage.reader import EngineReader, reading_workers
from tests.certificates.families import FAMILIES, photo

PHOTOS = 20
GOALS = {"first": "≥ 150 right, 0 wrong", "others": "≥ 85 % right, ≤ 1 % wrong"}


async def measure() -> AsyncIterator[dict[str, object]]:
    """Photograph each layout of a family twice, by day and at night, and read it as people's are:
    a fresh bounded child a photo.
    """
    async with reading_workers() as workers:
        reader = EngineReader(workers, is_wanted=True)
        for family in FAMILIES:
            yield await _family(reader, family)


async def _family(reader: EngineReader, family: str) -> dict[str, object]:
    fields: Counter[str] = Counter()
    missed: list[str] = []
    seconds: list[float] = []
    half = max(PHOTOS // 2, len(FAMILIES[family]))
    for number in range(2 * half):
        facts, content = photo(family, number, hard=number >= half)
        page = view_pages(looks_of_picture(content).view)[0]
        begun = time.perf_counter()
        seen = await reader.read(page)
        seconds.append(time.perf_counter() - begun)
        stage, values = certificate_of(seen)
        read = {one.field.value: one.value for one in values}
        for field, value in facts.values.items():
            how = "empty" if field not in read else "right" if read[field] == value else "wrong"
            fields[how] += 1
            if how != "right":
                missed.append(f"{number} {stage} {field}: {value} / {read.get(field, '')}")
    sys.stderr.write("\n".join(missed) + "\n")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "measured": f"reading, {family} family",
        "goal": GOALS.get(family, GOALS["others"]),
        **{how: fields[how] for how in ("right", "wrong", "empty")},
        "median_s": statistics.median(seconds),
        "max_s": max(seconds),
        "peak_mb": peak // 1024,
    }
