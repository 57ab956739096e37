"""What the engine saw on photographs, line by line: twenty of each family, and odd ones."""

import json
from functools import cache
from pathlib import Path

from core.domain.credits.readings import Place
from core.domain.credits.seen import Box, Line, Seen
from tests.certificates.facts import Facts, some_facts


@cache
def recorded(family: str = "first") -> tuple[tuple[Facts, Seen], ...]:
    """Return each certificate's facts and what was seen of it, of a family."""
    rows = [json.loads(row) for row in _rows(family)]
    return tuple((some_facts(row["number"]), _seen(row["lines"])) for row in rows)


@cache
def odd() -> dict[str, Seen]:
    """Return what was seen of each photograph that is not one whole certificate."""
    rows = [json.loads(row) for row in _rows("odd")]
    return {
        row["name"]: _seen(row["lines"])._replace(faint=row["faint"], is_blurred=row["blurred"])
        for row in rows
    }


def _rows(name: str) -> list[str]:
    return Path(__file__).with_name(f"recorded-{name}.jsonl").read_text("utf-8").splitlines()


def _seen(lines: list[list[object]]) -> Seen:
    boxes = []
    for words, *numbers in lines:
        line = Line(*(float(str(number)) for number in numbers))
        boxes.append(Box(str(words), Place(1, *line), line))
    return Seen(tuple(boxes))
