"""Tables of who gets where: a block of marks, and below it everything of which it is true."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ACTORS = (
    "stranger",
    "first-password",
    "staff",
    "department",
    "other-department",
    "unit",
    "other-unit",
    "authority",
)
ANY, OWN, FOREIGN, MISSING, MOVED = "any", "own", "foreign", "missing", "moved"
MARKS = {"ok", "no", "403", "in"}
IDS = re.compile(rf"({'|'.join((ANY, OWN, FOREIGN, MISSING, MOVED))})((?: +\S+){{{len(ACTORS)}}})")

Marks = dict[str, dict[str, str]]
"""By whose id it is, then by who asks."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a table says of each of its entries."""

    rows: dict[str, Marks]

    def compared(self, found: dict[str, Marks]) -> list[str]:
        """Return where what was found is not what the table says."""
        return [
            f"{entry}: {whose} of {actor}: {found[entry][whose][actor]}, not {mark}"
            for entry, marks in self.rows.items()
            for whose, by_actor in marks.items()
            for actor, mark in by_actor.items()
            if found[entry][whose][actor] != mark
        ]


def read_scopes(table: str) -> Scopes:
    """Read a table: lines of marks, then the entries that they are about, until a blank line."""
    rows: dict[str, Marks] = {}
    for block in table.strip().split("\n\n"):
        marks = dict(_marks(block))
        for line in block.splitlines():
            entry = line.strip()
            if not (IDS.fullmatch(entry) or entry.startswith("#")):
                assert entry not in rows, f"{entry} stands there twice"
                rows[entry] = marks
    return Scopes(rows)


def _marks(block: str) -> Iterator[tuple[str, dict[str, str]]]:
    for line in block.splitlines():
        if found := IDS.fullmatch(line.strip()):
            marks = found[2].split()
            assert set(marks) <= MARKS, line
            yield found[1], dict(zip(ACTORS, marks, strict=True))
