"""A book of many forms: its time beside drawing each and merging, and what its child takes."""

import random
from dataclasses import replace
from functools import partial
from io import BytesIO

from pypdf import PdfWriter

from core.forms.document import RegistrationBook, draw
from core.forms.registration import RegistrationForm
from core.texts import language
from storage.workers import LocalWorkers
from tests.bench.probes import peak_mb, spent_seconds
from tests.core.forms.test_forms import a_form, a_row

SLICE = 20


def people(count: int) -> list[RegistrationForm]:
    """Return forms of people of whom each has a name, eight credits and a code of their own."""
    dice = random.Random(7)
    signs = [chr(dice.randrange(0x4E00, 0x9000)) for _ in range(2000)]
    return [
        replace(
            a_form(),
            name="".join(dice.sample(signs, 3)),
            staff_number=f"82{number:08}",
            verification_code=f"{number:016}",
            verification_url=f"https://cme.example/v/{number:016}",
            rows=tuple(
                a_row(place, activity="".join(dice.sample(signs[:600], 18))) for place in range(8)
            ),
        )
        for number in range(count)
    ]


def merge(writer: PdfWriter, forms: list[RegistrationForm]) -> None:
    """Draw each form and append it to the others."""
    for form in forms:
        writer.append(BytesIO(draw([form]).pdf))


def written(writer: PdfWriter) -> int:
    """Write what was merged; return how long it is."""
    paper = BytesIO()
    writer.write(paper)
    return len(paper.getvalue())


async def measure(count: int) -> dict[str, object]:
    """Return what a book of so many people takes; both ways in a child, by its own seconds."""
    forms = people(count)
    slices = [forms[at : at + SLICE] for at in range(0, count, SLICE)]
    async with LocalWorkers() as workers:
        async with workers.holding(partial(RegistrationBook, language())) as book:
            for one in slices:
                await book(RegistrationBook.add, one)
            drawn = await book(RegistrationBook.closed)
            seconds, peak = await book(spent_seconds), await book(peak_mb)
        async with workers.holding(PdfWriter) as writer:
            for one in slices:
                await writer(merge, one)
            merged_bytes = await writer(written)
            merged_seconds, merged_peak = await writer(spent_seconds), await writer(peak_mb)
    return {
        "measured": "book of forms",
        "people": count,
        "to_each_and_merging": seconds / merged_seconds,
        "cpu_seconds": seconds,
        "peak_mb": peak,
        "size_mb": len(drawn.pdf) / 2**20,
        "merged_peak_mb": merged_peak,
        "merged_size_mb": merged_bytes / 2**20,
    }
