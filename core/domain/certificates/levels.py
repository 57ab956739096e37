"""Of what level a training is: the one that is named, or the one that is ticked among several."""

import re
from typing import NamedTuple

LEVELS = {"国家": "national", "省": "provincial", "市": "municipal"}
_LEVEL = re.compile(r"(国家|省|市)(?:级|\s*$)")
_TICKS = "■☑☒✓✔√●◉▣◼vV"
_BOX = rf"(?:[□☐▢◻口〇{_TICKS[:-2]}]|\(\s*[{_TICKS}]?\s*\)|\[\s*[{_TICKS}]?\s*\])+"
_TICK = re.compile(f"[{_TICKS}]")
_BEFORE, _AFTER = re.compile(rf"{_BOX}\s*$"), re.compile(rf"\s*{_BOX}")
_BOXED = re.compile(rf"{_BOX}\s*(?:国家级|省级|市级)|(?:国家级|省级|市级)\s*{_BOX}")


class Found(NamedTuple):
    """A value in a text: where it begins and ends there, and what it is."""

    start: int
    end: int
    value: str


def level_in(text: str) -> Found | None:
    found = list(_LEVEL.finditer(text))
    if has_boxes(text):
        found = _ticked(text, found)
    if len({one[1] for one in found}) != 1:
        return None
    return Found(*found[-1].span(), LEVELS[found[-1][1]])


def has_boxes(text: str) -> bool:
    """Return whether levels stand in a text with boxes to tick."""
    return _BOXED.search(text) is not None


def _ticked(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return which of several levels is ticked.

    A tick is lost more easily than an empty box: where all others are seen empty, it is the one
    without a box.
    """
    starts = [one.start() for one in found] + [len(text)]
    ends = [0] + [one.end() for one in found]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if _stand_before(gaps):
        boxes = [_BEFORE.search(gap) for gap in gaps[:-1]]
    elif _stand_before([gap[::-1] for gap in gaps[::-1]]):
        boxes = [_AFTER.match(gap) for gap in gaps[1:]]
    else:
        return []
    if ticked := [
        one for one, box in zip(found, boxes, strict=True) if box and _TICK.search(box[0])
    ]:
        return ticked
    return [one for one, box in zip(found, boxes, strict=True) if not box]


def _stand_before(gaps: list[str]) -> bool:
    """Return whether boxes stand before what they belong to, from the texts between levels.

    They do where one begins the text and none ends it; where both may be lost, if a blank stands
    before each.
    """
    first, last = gaps[0].strip(), gaps[-1].strip()
    if first or last:
        return _is_box(first) and not _is_box(last)
    inner = [gap for gap in gaps[1:-1] if gap.strip()]
    return all(gap[0].isspace() and not gap[-1].isspace() for gap in inner)


def _is_box(gap: str) -> bool:
    return re.search(_BOX, gap) is not None
