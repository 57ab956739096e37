"""Where a photograph was taken leaves the file; everything else in it stays byte for byte."""

import struct
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import Any

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from core.domain.register import Actor
from core.evidence.formats import MediaType, media_type
from core.evidence.position_tags import without_gps_directory
from core.evidence.positions import without_position
from core.files import Picture
from core.ports import Desk
from core.usecases.credits.entry import start_draft
from core.usecases.credits.evidence import attach_evidence, read_evidence

GPS, MAKE, EXIF, TAKEN_AT = 0x8825, 0x010F, 0x8769, 0x9003
PLACE = b"120,54.123456E"
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="30,31.5N" xmlns:tiff="t"
 tiff:Make="Ward"><exif:GPSLongitude>120,54.123456E</exif:GPSLongitude></rdf:Description>
 </rdf:RDF></x:xmpmeta>"""


def drawn() -> Image.Image:
    return Image.effect_noise((96, 64), 60).convert("RGB")


def tags(*, positioned: bool) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKE] = "Ward camera"
    exif.get_ifd(EXIF)[TAKEN_AT] = "2026:03:12 08:00:00"
    if positioned:
        exif[GPS] = {
            1: "N", 2: (30.0, 31.0, 30.25), 3: "E", 4: (120.0, 54.0, 7.5),
            27: b"ASCII\0\0\0" + PLACE, 29: "2026:03:12",
        }  # fmt: skip
    return exif


def jpeg(**how: Any) -> bytes:
    return _saved("JPEG", quality=90, **how)


def webp(**how: Any) -> bytes:
    return _saved("WEBP", lossless=True, **how)


def png(*, packed: bool = False, xmp: bytes = b"", **how: Any) -> bytes:
    words = PngImagePlugin.PngInfo()
    if xmp:
        words.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=packed)
    words.add_text("Author", "the ward")
    return _saved("PNG", pnginfo=words, **how)


def packed_png(**how: Any) -> bytes:
    return png(packed=True, **how)


def heic(*, exif: Image.Exif, xmp: bytes = b"") -> bytes:
    out = BytesIO()
    picture = pillow_heif.from_pillow(drawn())
    picture.save(out, exif=exif.tobytes(), **({"xmp": xmp} if xmp else {}))
    return out.getvalue()


def _saved(form: str, **how: Any) -> bytes:
    out = BytesIO()
    drawn().save(out, form, **how)
    return out.getvalue()


MAKERS = (jpeg, webp, png, packed_png, heic)
pillow_heif.register_heif_opener()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def xmp_of(picture: Image.Image) -> str:
    found = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return found if isinstance(found, str) else bytes(found).decode()


@pytest.mark.parametrize("make", MAKERS)
def test_position_tags_are_blanked_and_nothing_else_is(make: Callable[..., bytes]) -> None:
    before = make(exif=tags(positioned=True), xmp=XMP)
    told = opened(before)
    assert told.getexif().get_ifd(GPS)[2] == (30.0, 31.0, 30.25)
    assert "GPSLatitude" in xmp_of(told)
    after = without_position(before)
    picture = opened(after)
    assert picture.getexif().get_ifd(GPS) == {}
    assert "GPS" not in xmp_of(picture)
    assert PLACE not in after
    assert 'tiff:Make="Ward"' in xmp_of(picture)
    assert picture.getexif()[MAKE] == "Ward camera"
    assert picture.getexif().get_ifd(EXIF)[TAKEN_AT] == "2026:03:12 08:00:00"
    assert picture.tobytes() == told.tobytes()
    assert without_position(after) == after


@pytest.mark.parametrize("make", [jpeg, webp, heic])
def test_the_file_keeps_its_length_and_what_lies_around_the_tags(
    make: Callable[..., bytes],
) -> None:
    before = make(exif=tags(positioned=True), xmp=XMP)
    after = without_position(before)
    assert len(after) == len(before)
    changed = {
        here for here, (one, other) in enumerate(zip(before, after, strict=True)) if one != other
    }
    assert 0 < len(changed) < 400
    assert {after[place] for place in changed} == {0, ord(" ")}


def test_a_png_changes_in_the_chunks_of_its_tags_only() -> None:
    before = png(exif=tags(positioned=True), xmp=XMP)
    after = without_position(before)
    assert len(after) == len(before)
    kinds = {kind for kind, body in chunks(after).items() if chunks(before)[kind] != body}
    assert kinds == {b"eXIf", b"iTXt"}
    assert chunks(after)[b"tEXt"] == b"Author\0the ward"


def chunks(content: bytes) -> dict[bytes, bytes]:
    found, at = {}, 8
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        found[kind] = found.get(kind, b"") + content[at + 8 : at + 8 + length]
        at += 12 + length
    return found


@pytest.mark.parametrize("make", MAKERS)
def test_a_picture_that_tells_no_position_stays_as_it_is(make: Callable[..., bytes]) -> None:
    plain = XMP.replace(b"GPSLat", b"Lat").replace(b"GPSLong", b"Long")
    content = make(exif=tags(positioned=False), xmp=plain)
    assert without_position(content) == content


def test_a_second_picture_in_one_jpeg_tells_nothing_either() -> None:
    one = jpeg(exif=tags(positioned=True))
    assert PLACE not in without_position(one + one)


def test_a_directory_that_is_cut_short_hides_no_other() -> None:
    whole = tags(positioned=True).tobytes().removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}[whole[:2]]
    first = struct.unpack_from(f"{order}I", whole, 4)[0]
    after_first = first + 2 + 12 * struct.unpack_from(f"{order}H", whole, first)[0]
    broken = bytearray(whole)
    struct.pack_into(f"{order}I", broken, after_first, 0xFFFF_FFF0)
    assert PLACE not in without_gps_directory(bytes(broken))


def test_a_file_full_of_beginnings_takes_no_longer_than_its_length() -> None:
    for beginning in (
        b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0\x08\0\0\0",
        b"\xff\xd8\xff\xe1\xff\xff",
    ):
        content = beginning * 200_000
        assert len(without_position(content)) == len(content)


SAMPLES = {make.__name__: make(exif=tags(positioned=True), xmp=XMP) for make in MAKERS}


@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_a_damaged_file_is_never_worse_than_it_came(name: str, data: st.DataObject) -> None:
    content = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(0, len(content)))])
    after = without_position(cut)
    if media_type(cut) is not MediaType.PNG:
        assert len(after) == len(cut)


async def test_what_is_kept_and_hashed_tells_no_position(sqlite_desk: Desk, nurse: Actor) -> None:
    draft = await start_draft(sqlite_desk, nurse)
    photo = jpeg(exif=tags(positioned=True), xmp=XMP)
    file = await attach_evidence(sqlite_desk, nurse, draft.id, "a.jpg", photo, key="one")
    kept = await read_evidence(sqlite_desk, nurse, draft.id, file.id, Picture.ORIGINAL)
    assert kept.content == without_position(photo) != photo
    assert file.sha256 == sha256(kept.content).hexdigest()


# ---- tags where only some programs write them


def in_pieces(xmp: bytes, size: int) -> bytes:
    """Return a JPEG whose XMP goes on in further segments, wherever a word breaks."""
    plain = jpeg(exif=tags(positioned=False))
    pieces = b""
    for at in range(0, len(xmp), size):
        head = b"0123456789ABCDEF0123456789ABCDEF" + struct.pack(">II", len(xmp), at)
        body = b"http://ns.adobe.com/xmp/extension/\0" + head + xmp[at : at + size]
        pieces += b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return plain[:2] + pieces + plain[2:]


@pytest.mark.parametrize("size", [60_000, 40, 7])
def test_xmp_that_goes_on_in_further_segments_tells_no_position(size: int) -> None:
    before = in_pieces(XMP, size)
    after = without_position(before)
    assert len(after) == len(before)
    kept = b"".join(body[75:] for body in segments(after) if body.startswith(b"http"))
    assert b"GPS" not in kept
    assert PLACE not in kept
    assert b'tiff:Make="Ward"' in kept
    assert opened(after).tobytes() == opened(before).tobytes()
    assert without_position(after) == after


def segments(content: bytes) -> list[bytes]:
    found, at = [], 2
    while content[at : at + 2] != b"\xff\xda":
        length = int.from_bytes(content[at + 2 : at + 4])
        found.append(content[at + 4 : at + 2 + length])
        at += 2 + length
    return found


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["exif", "APP1", "xmp"])
def test_tags_that_were_written_into_a_png_as_digits_tell_no_position(
    name: str, *, packed: bool
) -> None:
    exif = tags(positioned=True).tobytes()
    profile = XMP if name == "xmp" else exif
    digits = profile.hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    words = PngImagePlugin.PngInfo()
    text = f"\n{name.lower()}\n{len(profile):8}\n{lines}\n"
    words.add_text(f"Raw profile type {name}", text, zip=packed)
    before = _saved("PNG", pnginfo=words)
    after = without_position(before)
    told = opened(after).info[f"Raw profile type {name}"]
    assert isinstance(told, str)
    kept = bytes.fromhex(told.split(maxsplit=2)[2])
    assert len(kept) == len(profile)
    assert PLACE not in kept
    assert b"GPS" not in kept
    assert (b"Ward camera" in kept) or (b'tiff:Make="Ward"' in kept)
    assert opened(after).tobytes() == opened(before).tobytes()
    assert without_position(after) == after
