"""docs/manual-coverage.md: every section of the manual has its page and its words in the chat."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.chat.dispatching import COMMANDS
from bot.chat.questions import understood
from tests.browser.serving import browsing, complaints_of
from tests.browser.test_every_page import NOBODY, hospital, played
from tests.conftest import TODAY

DOCUMENT = Path(__file__).parents[2] / "docs/manual-coverage.md"
SECTIONS = (
    *("1", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4.1", "4.2", "5.1", "5.2", "5.3"),
    *("6.1", "6.2", "6.3", "7.1", "8", "9.1", "9.2", "10.1"),
)
PLAYED = {
    "anybody": NOBODY,
    "staff": "wen-dan",
    "department administrator": "330922001",
    "unit administrator": "330922",
}
QUOTED = re.compile("`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """Who does what a section is about, on which pages, with which words in the chat."""

    section: str
    who: str
    pages: tuple[str, ...]
    words: tuple[str, ...]


def _rows() -> Iterator[Row]:
    for line in DOCUMENT.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[\d.]+", cells[0]):
            section, _, who, pages, words = cells
            yield Row(section, who, tuple(QUOTED.findall(pages)), tuple(QUOTED.findall(words)))


ROWS = tuple(_rows())


def is_understood(words: str) -> bool:
    """Tell whether the chat takes this for a command or a question."""
    if words.startswith("/"):
        return words[1:] in COMMANDS
    return understood(words, TODAY.date()) is not None


def test_every_section_has_a_page_and_words_that_the_chat_understands() -> None:
    assert tuple(dict.fromkeys(row.section for row in ROWS)) == SECTIONS
    assert [row for row in ROWS if not row.pages or not row.words] == []
    assert [words for row in ROWS for words in row.words if not is_understood(words)] == []


async def test_every_section_is_done_where_the_table_says(
    filled_sample: Path, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(filled_sample, tmp_path / "home"))
    faults = []
    async with hospital(home) as (_, url), browsing() as browser:
        for who, key in PLAYED.items():
            async with played(browser, url, key, "zh-CN") as page:
                complaints = complaints_of(page)
                for path in dict.fromkeys(p for row in ROWS if row.who == who for p in row.pages):
                    answer = await page.goto(path)
                    status, headings = answer and answer.status, await page.locator("h1").count()
                    if (status, page.url, headings) != (200, url + path, 1):
                        faults.append(f"{who}: {path}: {status} {page.url} {headings} h1")
                faults += [f"{who}: {complaint}" for complaint in complaints]
    assert {row.who for row in ROWS} == set(PLAYED)
    assert faults == []
