"""The families of layouts, and one certificate of a family as it is photographed."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tests.certificates import fifth, first, fourth, others, sixth, third
from tests.certificates.facts import Facts, some_facts
from tests.certificates.paper import HANDS, Paper
from tests.certificates.photographs import packed, photographed, some_conditions

Layout = Callable[[Facts, str, random.Random], Paper]
FAMILIES: Mapping[str, Sequence[Layout]] = {
    "first": first.LAYOUTS,
    "others": others.LAYOUTS,
    "third": third.LAYOUTS,
    "fourth": fourth.LAYOUTS,
    "fifth": fifth.LAYOUTS,
    "sixth": sixth.LAYOUTS,
}


def drawn(
    family: str, number: int, otherwise: Mapping[str, object] | None = None
) -> tuple[Facts, Paper]:
    """Return the number-th certificate of a family, and what it says; some of it `otherwise`."""
    layouts = FAMILIES[family]
    facts = replace(some_facts(number), **(otherwise or {}))  # type: ignore[arg-type]
    dice = random.Random(f"{family} {number}")
    hand = list(HANDS)[number % len(HANDS)]
    return facts, layouts[number % len(layouts)](facts, hand, dice)


def photo(family: str, number: int, *, hard: bool) -> tuple[Facts, bytes]:
    """Return a photograph of a certificate, and what it says."""
    facts, paper = drawn(family, number)
    conditions = some_conditions(number, hard=hard)
    seen = photographed(paper.sheet, conditions, number)
    return facts, packed(seen, conditions.quality)
