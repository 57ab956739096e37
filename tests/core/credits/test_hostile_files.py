"""Small files that are heavy, and odd ones that are good: what is taken, and at what cost."""

import asyncio
import os
import re
import signal
import struct
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image, ImageChops, ImageStat

from core.domain.errors import Refusal
from core.domain.register import Actor
from core.evidence.cutting import cuts, view_pages
from core.evidence.intake import Intake, take_in
from core.evidence.pictures import looks_of_picture
from core.evidence.refusals import (
    BrokenFile,
    FileIsDynamicForm,
    FileIsPortfolio,
    PicturesBusy,
    TooManyPixels,
)
from core.ports import Desk
from core.usecases.credits.entry import start_draft
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.sheets import read_credit
from core.wording.refusals import explain
from storage.workers import Bounds, LocalWorkers
from tests import pictures
from tests.pictures import Certificate, drawn
from tests.waiting import until

PAPERS = Path(__file__).parent / "papers"
CHILD_MEGABYTES = 260
LIGHT = {"lossless": True, "method": 0}


@pytest_asyncio.fixture
async def workers() -> AsyncIterator[LocalWorkers]:
    async with LocalWorkers() as opened:
        yield opened


def seen(content: bytes | None) -> Image.Image:
    assert content
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def most_megabytes() -> float:
    """Return the most memory this process has had at once."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


def jpeg_of(size: tuple[int, int], **how: object) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize(size).save(out, "JPEG", quality=40, **how)
    return out.getvalue()


HEAVY: dict[str, tuple[Callable[[], bytes], type[Refusal] | None]] = {
    "3,000 scans": (pictures.scanned_again, BrokenFile),
    "colours and transparency": (lambda: pictures.see_through("PNG", (7200, 5000)), None),
    "greys and transparency": (lambda: pictures.see_through("LA"), TooManyPixels),
    "webp and transparency": (lambda: pictures.see_through("WEBP"), TooManyPixels),
    "a phone's 50 megapixels": (lambda: jpeg_of((8192, 6144)), None),
    "a phone's 200 megapixels": (lambda: jpeg_of((16_320, 12_240)), None),
    "too long to be made smaller": (
        lambda: jpeg_of((2000, 40_000)),
        TooManyPixels,
    ),
}


@pytest.mark.parametrize("heavy", HEAVY)
async def test_a_heavy_picture_is_taken_or_refused_in_little_memory(
    workers: LocalWorkers, heavy: str
) -> None:
    make, refusal = HEAVY[heavy]
    [outcome] = await asyncio.gather(take_in(workers, "a", make()), return_exceptions=True)
    if refusal:
        assert isinstance(outcome, refusal)
    else:
        assert isinstance(outcome, Intake), outcome
        assert max(seen(outcome.view).size) == 1600
    assert await workers.in_bounded_process(most_megabytes) < CHILD_MEGABYTES


def test_what_goes_over_itself_too_often_is_refused_however_small_it_is() -> None:
    """Before anything is decoded: that a large one ends at the bound of time proves nothing."""
    assert looks_of_picture(pictures.scanned_again(30, side=64)).view
    with pytest.raises(BrokenFile):
        looks_of_picture(pictures.scanned_again(70, side=64))


async def test_a_heic_picture_is_measured_before_it_is_decoded(workers: LocalWorkers) -> None:
    whole = pictures.heic(drawn(Certificate(), 300))
    head = whole.index(b"ispe") + 8
    claimed = whole[:head] + struct.pack(">II", 10_000, 6000) + whole[head + 8 :]
    with pytest.raises(TooManyPixels):
        await take_in(workers, "a.heic", claimed)
    assert (await take_in(workers, "a.heic", whole)).view


async def test_no_picture_is_decoded_in_the_server(workers: LocalWorkers) -> None:
    """A child that is ended from outside takes a picture with it, so it was at work there."""
    before = children_of_ours()
    await take_in(workers, "a.jpg", pictures.jpeg(drawn(Certificate(), 300)))
    [child] = children_of_ours() - before
    os.kill(child, signal.SIGSTOP)
    waiting = asyncio.create_task(take_in(workers, "a", pictures.heic(drawn(Certificate(), 300))))
    await until(lambda: workers._waiting)
    await asyncio.sleep(0.2)
    assert not waiting.done()
    os.kill(child, signal.SIGCONT)
    assert (await waiting).view


def children_of_ours() -> set[int]:
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii")
    return {int(child) for child in found.split()}


@pytest.mark.parametrize("content", [pictures.jpeg(drawn(Certificate(), 300)), pictures.pdf()])
async def test_a_good_file_on_a_busy_machine_is_not_called_damaged(content: bytes) -> None:
    async with LocalWorkers(bounds=Bounds(wall_seconds=0.01)) as busy:
        with pytest.raises(PicturesBusy) as refusal:
            await take_in(busy, "a", content)
    assert refusal.value.status == 503


async def test_what_a_busy_machine_did_not_take_is_taken_the_next_time(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    draft = await start_draft(sqlite_desk, nurse)
    photo = pictures.jpeg(drawn(Certificate(), 300))
    async with LocalWorkers(bounds=Bounds(wall_seconds=0.01)) as busy:
        there = replace(sqlite_desk, workers=busy)
        with pytest.raises(PicturesBusy):
            await attach_evidence(there, nurse, draft.id, "a.jpg", photo, key="once")
    assert not (await read_credit(sqlite_desk, nurse, draft.id)).evidence
    kept = await attach_evidence(sqlite_desk, nurse, draft.id, "a.jpg", photo, key="once")
    assert (await read_credit(sqlite_desk, nurse, draft.id)).evidence == [kept]


async def test_a_picture_without_its_end_is_taken_one_without_its_half_is_not(
    workers: LocalWorkers,
) -> None:
    whole = pictures.jpeg(drawn(Certificate(), 1200))
    taken = await take_in(workers, "a.jpg", whole[:-2])
    assert seen(taken.view).size == (1200, 849)
    for part in (2, 4):
        with pytest.raises(BrokenFile):
            await take_in(workers, "a.jpg", whole[: len(whole) * (part - 1) // part])


async def test_a_progressive_picture_without_its_end_is_taken_one_without_its_half_is_not(
    workers: LocalWorkers,
) -> None:
    out = BytesIO()
    drawn(Certificate(), 1200).save(out, "JPEG", quality=85, progressive=True)
    whole = out.getvalue()
    taken = await take_in(workers, "a.jpg", whole[:-2])
    assert seen(taken.view).size == (1200, 849)
    assert taken.fingerprint == (await take_in(workers, "a.jpg", whole)).fingerprint
    for part in (2, 4):
        with pytest.raises(BrokenFile):
            await take_in(workers, "a.jpg", whole[: len(whole) * (part - 1) // part])


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
async def test_a_format_that_takes_much_memory_says_that_another_does_not(
    workers: LocalWorkers, kind: str
) -> None:
    out = BytesIO()
    Image.new("1", (7000, 7000)).convert("L").save(out, kind, **({} if kind == "PNG" else LIGHT))
    with pytest.raises(TooManyPixels) as refusal:
        await take_in(workers, "a", out.getvalue())
    assert "JPG" in explain(refusal.value)
    assert (await take_in(workers, "a", jpeg_of((7000, 7000)))).view


@pytest.mark.parametrize(
    ("paper", "pages"),
    [("fifty-megapixels.jpg", 1), ("without-end.jpg", 1), ("long-screenshot.png", 16)],
)
async def test_what_phones_made_is_taken_as_it_came(
    workers: LocalWorkers, paper: str, pages: int
) -> None:
    taken = await take_in(workers, paper, (PAPERS / paper).read_bytes())
    assert len(view_pages(taken.view or b"")) == pages


async def test_words_beside_a_picture_do_not_matter(workers: LocalWorkers) -> None:
    taken = await take_in(workers, "a.png", pictures.with_words(pictures.png(drawn(Certificate()))))
    assert seen(taken.view).size == (1600, 1132)


@pytest.mark.parametrize("size", [(1080, 21_600), (540, 12_000), (21_600, 1080)])
async def test_a_long_screenshot_is_cut_into_pages_that_can_be_read(
    workers: LocalWorkers, size: tuple[int, int]
) -> None:
    taken = await take_in(workers, "a.png", pictures.png(Image.new("RGB", size, (255, 255, 255))))
    pages = [seen(page) for page in view_pages(taken.view or b"")]
    assert len(pages) == taken.pages > 10
    assert all(min(page.size) == min(size) for page in pages)
    assert min(seen(taken.thumbnail).size) > 200


def test_pages_show_all_of_a_picture_each_with_the_last_lines_of_the_one_before() -> None:
    boxes = cuts((1080, 21_600))
    assert (boxes[0][1], boxes[-1][3]) == (0, 21_600)
    assert all(one[3] > other[1] > one[1] for one, other in pairwise(boxes))
    for ordinary in ((1080, 2400), (4032, 3024), (1500, 60), (9000, 4000)):
        assert len(cuts(ordinary)) == 1


@pytest.mark.parametrize(
    ("paper", "box"),
    [("seal.pdf", (860, 1040, 1120, 1300)), ("filled-fields.pdf", (130, 970, 570, 1030))],
)
async def test_seals_and_filled_fields_are_drawn(
    workers: LocalWorkers, paper: str, box: tuple[int, int, int, int]
) -> None:
    taken = await take_in(workers, paper, (PAPERS / paper).read_bytes())
    drawn_there = seen(taken.view).crop(box)
    assert drawn_there.convert("L").getextrema()[0] < 160


async def test_a_stamp_that_lies_over_a_page_is_drawn(workers: LocalWorkers) -> None:
    view = seen((await take_in(workers, "a.pdf", pictures.stamped_pdf())).view).convert("L")
    assert view.getpixel((view.width // 2, view.height // 2)) == 0
    assert view.getpixel((view.width // 10, view.height // 10)) == 255


async def test_chinese_that_brings_no_font_is_drawn_with_ours(workers: LocalWorkers) -> None:
    views = [
        seen((await take_in(workers, "a.pdf", pictures.chinese_pdf(embedded=embedded))).view)
        for embedded in (True, False)
    ]
    ours, without = (view.convert("L") for view in views)
    assert ours.getextrema()[0] < 60
    assert ImageStat.Stat(ImageChops.difference(ours, without)).mean[0] < 1


async def test_a_pdf_that_shows_nothing_here_is_said_to_be_what_it_is(
    workers: LocalWorkers,
) -> None:
    with pytest.raises(FileIsDynamicForm):
        await take_in(workers, "a.pdf", pictures.dynamic_form_pdf())
    with pytest.raises(FileIsPortfolio):
        await take_in(workers, "a.pdf", pictures.portfolio_pdf())
    assert (await take_in(workers, "a.pdf", pictures.portfolio_pdf(is_portfolio=False))).view
