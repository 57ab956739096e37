"""A photograph is read by a child of its own, which talks to nobody and may die alone."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image

from core.domain.certificates.reading import certificate_of
from core.domain.credits.readings import ReadField, ReadingStage
from core.evidence.cutting import view_pages
from core.evidence.pictures import looks_of_picture
from core.evidence.reading import stay_offline
from core.evidence.refusals import BrokenFile
from storage.doctor import examine
from storage.reader import EngineReader, reading_workers
from storage.workers import LocalWorkers
from tests.certificates.families import drawn
from tests.certificates.photographs import Conditions, packed, photographed
from tests.conftest import settings_for
from tests.engine import engine_wanted

TAKEN = Conditions(tilt=4, perspective=0.02, shadow=0.3, glare=0.2, blur=1, noise=5, quality=70)


@pytest_asyncio.fixture
async def workers() -> AsyncIterator[LocalWorkers]:
    async with reading_workers() as opened:
        yield opened


def call_home() -> str:
    """Try to talk to somebody, as a library might."""
    stay_offline()
    try:
        with socket.create_connection(("127.0.0.1", 9), timeout=1):
            return "connected"
    except PermissionError as refused:
        return str(refused)


async def test_whoever_reads_pictures_talks_to_nobody(workers: LocalWorkers) -> None:
    assert await workers.in_bounded_process(call_home) == "whoever reads pictures talks to nobody"


async def test_a_photograph_that_lies_upside_down_is_read(workers: LocalWorkers) -> None:
    engine_wanted()
    facts, paper = drawn("first", 0)
    seen = photographed(paper.sheet, TAKEN, 0, (2000, 1500)).transpose(Image.Transpose.ROTATE_180)
    page = view_pages(looks_of_picture(packed(seen, TAKEN.quality)).view)[0]
    stage, values = certificate_of(await EngineReader(workers, is_wanted=True).read(page))
    read = {one.field.value: one.value for one in values}
    assert stage is ReadingStage.READ
    assert read == {field: facts.values[field] for field in read}
    assert len(read) >= 7
    (name,) = (one for one in values if one.field is ReadField.NAME)
    assert name.place.y > 0.6  # the top of the paper is at the bottom of the picture


async def test_what_is_no_picture_ends_the_child_and_nothing_else(workers: LocalWorkers) -> None:
    with pytest.raises(BrokenFile):
        await EngineReader(workers, is_wanted=True).read(b"\xff\xd8\xff no picture")


async def test_the_doctor_says_whether_certificates_are_read(tmp_path: Path) -> None:
    found = {one.subject: one for one in await examine(settings_for(tmp_path / "home"))}
    assert found["reading"].is_well
    assert "CME_OCR" in found["reading"].words
