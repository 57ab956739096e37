"""What the engine saw on twenty photographs of each family, line by line."""

import json
from functools import cache
from pathlib import Path

from core.domain.credits.readings import Place
from core.domain.credits.seen import Box, Line, Seen
from tests.certificates.facts import Facts, some_facts


@cache
def recorded(family: str = "first") -> tuple[tuple[Facts, Seen], ...]:
    """Return each certificate's facts and what was seen of it, of a family."""
    text = Path(__file__).with_name(f"recorded-{family}.jsonl").read_text("utf-8")
    rows = [json.loads(row) for row in text.splitlines()]
    return tuple((some_facts(row["number"]), _seen(row["lines"])) for row in rows)


def _seen(lines: list[list[object]]) -> Seen:
    boxes = []
    for words, *numbers in lines:
        line = Line(*(float(str(number)) for number in numbers))
        boxes.append(Box(str(words), Place(1, *line), line))
    return Seen(tuple(boxes))
