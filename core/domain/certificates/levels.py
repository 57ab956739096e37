"""Of what level a training is: the one that is named, or the one that is ticked among several."""

import re
from typing import NamedTuple

LEVELS = {"国家": "national", "省": "provincial", "市": "municipal"}
_LEVEL = re.compile(r"(国家|省|市)(?:级|\s*$)")
_CHOICE = re.compile(r"(国家|[省市区县院校科])级|其[他它]")
"""Levels that may be ticked, some of which are none of ours."""
_SIGNS = "■☑☒✓✔√●◉▣◼"
BOX = rf"(?:[□☐▢◻口〇{_SIGNS}]|[(\[]\s*[{_SIGNS}vV]?\s*[)\]])"
_TICK = re.compile(f"[{_SIGNS}vV]")
_BEFORE, _AFTER = re.compile(rf"{BOX}+\s*$"), re.compile(rf"\s*{BOX}+")
_BOXED = re.compile(rf"{BOX}\s*(?:{_CHOICE.pattern})|(?:{_CHOICE.pattern})\s*{BOX}")


class Found(NamedTuple):
    """A value in a text: where it begins and ends there, and what it is."""

    start: int
    end: int
    value: str


def level_in(text: str) -> Found | None:
    found = _ticked(text) if has_boxes(text) else list(_LEVEL.finditer(text))
    named = {one[1] for one in found}
    if len(named) != 1 or not named <= LEVELS.keys():
        return None
    return Found(*found[-1].span(), LEVELS[found[-1][1]])


def has_boxes(text: str) -> bool:
    """Return whether levels stand in a text with boxes to tick."""
    return _BOXED.search(text) is not None


def _ticked(text: str) -> list[re.Match[str]]:
    """Return what is ticked.

    A tick is lost more easily than an empty box: where all others are seen empty, it is the one
    without a box.
    """
    found = list(_CHOICE.finditer(text))
    starts, ends = [one.start() for one in found], [one.end() for one in found]
    gaps = [text[end:start] for end, start in zip([0, *ends], [*starts, len(text)], strict=True)]
    if _stand_before(gaps):
        boxes = [_BEFORE.search(gap) for gap in gaps[:-1]]
    elif _stand_behind(gaps):
        boxes = [_AFTER.match(gap) for gap in gaps[1:]]
    else:
        return []
    both = list(zip(found, boxes, strict=True))
    ticked = [one for one, box in both if box and _TICK.search(box[0])]
    return ticked or [one for one, box in both if not box]


def _stand_before(gaps: list[str]) -> bool:
    """Return whether boxes stand before what they belong to, from the texts around levels.

    One begins the text and none ends it; if both may be lost, blanks stand before boxes only.
    """
    first, last = _BEFORE.search(gaps[0]), _AFTER.match(gaps[-1])
    if first or last:
        return not last
    return all(gap[0].isspace() and not gap[-1].isspace() for gap in gaps[1:-1] if gap.strip())


def _stand_behind(gaps: list[str]) -> bool:
    first, last = _BEFORE.search(gaps[0]), _AFTER.match(gaps[-1])
    if first or last:
        return not first
    return all(gap[-1].isspace() and not gap[0].isspace() for gap in gaps[1:-1] if gap.strip())
