"""Photographs and PDFs on their way to becoming evidence."""

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from io import BytesIO

import pytest
import pytest_asyncio
from PIL import Image

from core.domain.errors import Refusal
from core.evidence.fingerprints import near_duplicate
from core.evidence.formats import MediaType, clean_name
from core.evidence.intake import Intake, take_in
from core.evidence.miniatures import fingerprint
from core.evidence.refusals import (
    BrokenFile,
    EmptyFile,
    FileEncrypted,
    FileTooLarge,
    NotAPicture,
    TooManyPages,
    TooManyPixels,
)
from core.texts import LANGUAGES, say, speaking
from storage.workers import Bounds, LocalWorkers
from tests.pictures import (
    GPS,
    Certificate,
    drawn,
    encrypted_pdf,
    exhausting_pdf,
    heic,
    jpeg,
    looping_pdf,
    pdf,
    photographed,
    pixel_bomb,
    png,
    some_certificate,
    webp,
)

MEGABYTE = 1024 * 1024
Turn = Image.Transpose


@pytest_asyncio.fixture
async def workers() -> AsyncIterator[LocalWorkers]:
    async with LocalWorkers(bounds=Bounds(cpu_seconds=1)) as opened:
        yield opened


@cache
def phone_photo() -> bytes:
    return jpeg(photographed(Certificate()))


def seen(content: bytes | None) -> Image.Image:
    assert content
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


async def test_a_photo_of_twelve_megapixels_gets_a_view_and_a_thumbnail(
    workers: LocalWorkers,
) -> None:
    taken = await take_in(workers, "IMG_2031.JPG", phone_photo())
    assert (taken.media_type, taken.pages, taken.name) == ("image/jpeg", 1, "IMG_2031.JPG")
    assert seen(taken.view).size == (1600, 1200)
    assert seen(taken.thumbnail).size == (320, 240)
    assert taken.size_bytes == len(phone_photo())
    assert len(taken.sha256) == 64


async def test_nothing_of_the_phone_is_left_in_what_others_see(workers: LocalWorkers) -> None:
    assert seen(phone_photo()).getexif().get_ifd(GPS)
    taken = await take_in(workers, "a.jpg", phone_photo())
    for content in (taken.view, taken.thumbnail):
        assert not seen(content).getexif()
        assert b"Exif" not in (content or b"")
        assert b"Telefon" not in (content or b"")


@pytest.mark.parametrize(
    ("orientation", "as_saved"),
    [(3, Turn.ROTATE_180), (6, Turn.ROTATE_90), (8, Turn.ROTATE_270), (5, Turn.TRANSPOSE)],
)
async def test_a_photo_is_turned_upright(
    workers: LocalWorkers, orientation: int, as_saved: Turn
) -> None:
    upright = drawn(Certificate(), 800)
    sideways = jpeg(upright.transpose(as_saved), orientation=orientation)
    view = seen((await take_in(workers, "a.jpg", sideways)).view)
    assert view.size == upright.size
    marks = [picture.convert("L").resize((40, 28)).tobytes() for picture in (view, upright)]
    assert max(abs(a - b) for a, b in zip(*marks, strict=True)) < 12


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(drawn(Certificate(), 600)), MediaType.PNG),
        (webp(drawn(Certificate(), 600)), MediaType.WEBP),
        (heic(drawn(Certificate(), 600)), MediaType.HEIC),
        (png(drawn(Certificate(), 600).convert("CMYK").convert("P")), MediaType.PNG),
        (jpeg(drawn(Certificate(), 600).convert("CMYK")), MediaType.JPEG),
    ],
    ids=["png", "webp", "heic", "palette", "cmyk"],
)
async def test_every_usual_format_is_taken_under_any_file_name(
    workers: LocalWorkers, content: bytes, kind: MediaType
) -> None:
    taken = await take_in(workers, "证书.pdf", content)
    assert taken.media_type == kind
    assert seen(taken.view).size == (600, 424)


async def test_a_phone_that_hides_a_second_picture_in_the_file_is_understood(
    workers: LocalWorkers,
) -> None:
    out = BytesIO()
    front, depth = drawn(Certificate(), 600), drawn(Certificate(), 300)
    front.save(out, "MPO", save_all=True, append_images=[depth])
    taken = await take_in(workers, "a.jpg", out.getvalue())
    assert (taken.media_type, seen(taken.view).size) == ("image/jpeg", (600, 424))


async def test_sixteen_bit_scans_and_transparent_pictures_stay_legible(
    workers: LocalWorkers,
) -> None:
    grey = drawn(Certificate(), 600).convert("L")
    deep = png(Image.frombytes("I;16", grey.size, b"".join(bytes((v, v)) for v in grey.tobytes())))
    clear = drawn(Certificate(), 600).convert("RGBA")
    clear.putalpha(grey.point(lambda value: 255 - value))
    for content in (deep, png(clear)):
        view = seen((await take_in(workers, "scan.png", content)).view).convert("L")
        greys = view.tobytes()
        assert greys[300 * view.width + 300] > 200
        assert min(greys) < 120


async def test_a_pdf_is_shown_by_its_first_page(workers: LocalWorkers) -> None:
    taken = await take_in(workers, "扫描.pdf", pdf(some_certificate(1), pages=3))
    assert (taken.media_type, taken.pages) == ("application/pdf", 3)
    assert max(seen(taken.view).size) == 1600
    assert near_duplicate(taken.fingerprint or "", fingerprint(drawn(some_certificate(1))))


BAD: dict[str, tuple[Callable[[], bytes], type[Refusal]]] = {
    "nothing": (lambda: b"", EmptyFile),
    "text": (lambda: b"MZ this is a program" * 90, NotAPicture),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAPicture),
    "truncated photo": (lambda: phone_photo()[: len(phone_photo()) // 2], BrokenFile),
    "truncated png": (lambda: png(drawn(Certificate(), 600))[:9000], BrokenFile),
    "truncated heic": (lambda: heic(drawn(Certificate(), 600))[:3000], BrokenFile),
    "truncated webp": (lambda: webp(drawn(Certificate(), 600))[:3000], BrokenFile),
    "signature alone": (lambda: b"\xff\xd8\xff\xe0" + bytes(90), BrokenFile),
    "400 megapixels": (pixel_bomb, TooManyPixels),
    "100 megapixels": (lambda: pixel_bomb(10_000, 10_000), TooManyPixels),
    "60 megapixels": (lambda: pixel_bomb(10_000, 6_000), TooManyPixels),
    "26 megabytes": (lambda: phone_photo() + bytes(26 * MEGABYTE), FileTooLarge),
    "encrypted pdf": (encrypted_pdf, FileEncrypted),
    "looping pdf": (looping_pdf, BrokenFile),
    "exhausting pdf": (exhausting_pdf, BrokenFile),
    "truncated pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<</Ty", BrokenFile),
    "5,000 pages": (lambda: pdf(pages=5000), TooManyPages),
}


@pytest.mark.parametrize("bad", BAD)
async def test_a_bad_file_is_refused_in_both_languages(workers: LocalWorkers, bad: str) -> None:
    content, refusal = BAD[bad]
    with pytest.raises(refusal) as caught:
        await take_in(workers, "证书.jpg", content())
    for language in LANGUAGES:
        with speaking(language):
            assert say(f"refusal-{refusal.code}", **caught.value.details)


def damaged(content: bytes, times: int) -> Iterator[bytes]:
    dice = random.Random(7)
    for _ in range(times):
        bits = bytearray(content)
        for _ in range(dice.randint(1, 30)):
            bits[dice.randrange(12, len(bits))] = dice.randrange(256)
        yield bytes(bits)


@pytest.mark.parametrize("kind", [jpeg, png, webp, heic])
async def test_damaged_bytes_are_taken_or_refused_but_never_a_defect(
    workers: LocalWorkers, kind: object
) -> None:
    assert callable(kind)
    for content in damaged(kind(drawn(Certificate(), 300)), 25):
        outcome = (await asyncio.gather(take_in(workers, "a", content), return_exceptions=True))[0]
        assert isinstance(outcome, Intake | Refusal)


def test_a_file_name_is_shown_without_tricks() -> None:
    assert clean_name("证书\u202egpj\u200f.exe\x00\n", ".jpg") == "证书gpj.exe"
    assert clean_name("../../etc/passwd", ".jpg") == "passwd"
    assert clean_name("\u202e", ".heic") == "file.heic"
    long = clean_name("长" * 300 + ".jpeg", ".jpg")
    assert (len(long), long[-5:]) == (120, ".jpeg")


async def test_the_loop_answers_while_photos_are_prepared(workers: LocalWorkers) -> None:
    photos = asyncio.gather(*(take_in(workers, "a.jpg", phone_photo()) for _ in range(3)))
    loop, lags = asyncio.get_running_loop(), list[float]()
    while not photos.done():
        before = loop.time()
        await asyncio.sleep(0.001)
        lags.append(loop.time() - before)
    await photos
    assert len(lags) > 20
    assert sorted(lags)[len(lags) * 9 // 10] < 0.05


def again(picture: Image.Image, seed: int) -> Iterator[tuple[str, Image.Image]]:
    """The same certificate, as it comes back from chats, galleries and other people's phones."""
    dice = random.Random(seed)

    def cut(*shares: float) -> Image.Image:
        left, top, right, bottom = shares
        box = (left * picture.width, top * picture.height)
        end = ((1 - right) * picture.width, (1 - bottom) * picture.height)
        return picture.crop((round(box[0]), round(box[1]), round(end[0]), round(end[1])))

    yield "recompressed", seen(jpeg(picture, 40))
    yield "scaled", picture.resize((picture.width * 2 // 5, picture.height * 2 // 5))
    for turn in (Turn.ROTATE_90, Turn.ROTATE_180, Turn.ROTATE_270):
        yield turn.name, picture.transpose(turn)
    yield "cropped", cut(0.05, 0.05, 0.05, 0.05)
    yield "cropped at one side", cut(0.05, 0, 0, 0)
    crooked = cut(*(dice.uniform(0, 0.05) for _ in range(4)))
    yield "cropped and turned", seen(jpeg(crooked.transpose(Turn.ROTATE_90), 70))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("way", [drawn, photographed])
def test_a_file_sent_again_is_recognised(seed: int, way: object) -> None:
    certificate = some_certificate(seed, design=seed)
    picture = drawn(certificate, 1000)
    if way is photographed:
        picture = photographed(certificate, (1200, 900), seed=seed)
    original = fingerprint(picture)
    missed = [
        how
        for how, other in again(picture, seed)
        if not near_duplicate(original, fingerprint(other))
    ]
    assert missed == []


def test_certificates_of_one_design_and_one_person_usually_differ() -> None:
    issued = [some_certificate(seed, name="王亚兰") for seed in range(13)]
    prints = [fingerprint(drawn(certificate, 1000)) for certificate in issued]
    pairs = [
        (one, other)
        for one, other in itertools.combinations(range(13), 2)
        if issued[one].title != issued[other].title
    ]
    mistaken = sum(near_duplicate(prints[one], prints[other]) for one, other in pairs)
    assert mistaken / len(pairs) < 0.05


@pytest.mark.parametrize(
    "other",
    [
        Certificate(title="静脉治疗护理规范化培训班"),
        Certificate(held="2024年5月9日至5月11日"),
        Certificate(name="欧阳婷婷"),
    ],
    ids=["title", "date", "name"],
)
def test_one_other_line_makes_another_certificate(other: Certificate) -> None:
    prints = [fingerprint(drawn(each, 1000)) for each in (Certificate(), other)]
    assert not near_duplicate(*prints)


def test_blank_paper_resembles_nothing() -> None:
    white, grey = (Image.new("RGB", (600, 400), (v, v, v)) for v in (255, 180))
    assert not near_duplicate(fingerprint(white), fingerprint(grey))
    assert not near_duplicate(fingerprint(white), fingerprint(drawn(Certificate(), 600)))
