"""What travels to a phone: few files, each as small as its browser can unpack it."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from pwa.frame.assets import read_assets
from pwa.frame.joining import joined_modules
from tests.pwa.conftest import Browser

SHEET = read_assets().url("css/app.css")
UNPACKED: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")],
)
@pytest.mark.parametrize("path", [SHEET, "/sign-in"])
async def test_files_and_pages_come_packed_as_the_browser_can_unpack_them(
    guest: Browser, path: str, accepted: str, coding: str
) -> None:
    packed = await guest.get(path, Accept_Encoding=accepted)
    plain = await guest.get(path)
    assert packed.headers["Content-Encoding"] == coding
    assert "Accept-Encoding" in packed.headers["Vary"]
    content = await packed.get_data(as_text=False)
    assert UNPACKED[coding](content) == await plain.get_data(as_text=False)
    assert len(content) == int(packed.headers["Content-Length"])
    assert "Content-Encoding" not in plain.headers


async def test_a_picture_is_packed_already_and_a_word_is_not_worth_it(guest: Browser) -> None:
    for path in (read_assets().url("icons/icon-192.png"), "/alive"):
        answer = await guest.get(path, Accept_Encoding="br")
        assert "Content-Encoding" not in answer.headers


async def test_what_a_browser_has_is_not_sent_again(guest: Browser) -> None:
    first = await guest.get("/worker.js", Accept_Encoding="br")
    tag = first.headers["ETag"]
    again = await guest.get("/worker.js", Accept_Encoding="br", If_None_Match=tag)
    assert again.status_code == 304
    assert (await guest.get("/worker.js", If_None_Match=tag)).status_code == 200


def test_style_sheets_and_scripts_travel_as_one_each() -> None:
    files = read_assets().files
    sheet, script = (files[name].content.decode() for name in ("css/app.css", "js/app.js"))
    assert "@import" not in sheet
    assert "@layer components {" in sheet
    assert "\nimport " not in script
    assert script.count("export function toast") == 0
    assert script.count("function toast(words") == 1


def test_a_script_comes_after_what_it_needs_and_each_comes_once(tmp_path: Path) -> None:
    (tmp_path / "last.js").write_text('import { a } from "./a.js";\nimport "./b.js";\nuse(a);\n')
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = b;\n')
    (tmp_path / "b.js").write_text("const b = await things();\n\nexport { b };\n")
    joined = joined_modules(tmp_path / "last.js")
    order = [
        "const b = await things();",
        "return { b };",
        "const a = b;",
        "return { a };",
        "use(a);",
    ]
    places = [joined.index(one) for one in order]
    assert places == sorted(places)
    assert joined.count("things()") == 1
    assert joined.startswith("const $b = await (async () => {")
    assert "export" not in joined
    assert "import" not in joined


def test_a_script_that_needs_nothing_is_sent_as_it_is_written() -> None:
    name = "js/attendance-queue.js"
    written = Path("pwa/static", name).read_bytes()
    assert read_assets().files[name].content == written


ROOM = Path(__file__).parents[3] / "pwa"
FROM_TURBO = {"turbo-progress-bar"}


def test_every_style_is_for_something_that_a_page_has() -> None:
    told = "".join(
        path.read_text("utf-8")
        for kind in ("templates/**/*.html", "static/js/*.js", "**/*.py")
        for path in ROOM.glob(kind)
    )
    words = set(re.findall(r"[\w-]+", told))
    tones = {word for word in words if word.endswith("-")}  # “pill-” goes on with a tone
    for sheet in (ROOM / "static/css").glob("*.css"):
        styled = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        classes = set(re.findall(r"\.([a-z][a-z0-9-]+)", styled)) - words - FROM_TURBO
        orphans = {one for one in classes if f"{one.rpartition('-')[0]}-" not in tones}
        assert not orphans, f"{sheet.name}: {sorted(orphans)}"


def test_every_class_that_a_page_names_is_for_a_style_or_a_script() -> None:
    known = set[str]()
    for path in (*(ROOM / "static/css").glob("*.css"), *(ROOM / "static/js").glob("*.js")):
        known |= set(re.findall(r"\.([a-z][a-z0-9-]+)", path.read_text("utf-8")))
    for page in (ROOM / "templates").rglob("*.html"):
        told = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "…", page.read_text("utf-8"))
        words = " ".join(re.findall(r"class=\"([^\"]*)\"", told)).split()
        strange = {one for one in words if "…" not in one} - known
        assert not strange, f"{page.name}: {sorted(strange)}"
