"""The national lists of disciplines (二级学科, 三级学科), kept as tab-separated files."""

from collections.abc import Mapping

from core.domain.rulebook.rows import Row
from core.domain.rulebook.rules import Discipline

COLUMNS = ("code", "level", "name", "parent_code")
TOP = 2


def read_disciplines(row: Row, texts: Mapping[str, str]) -> tuple[Discipline, ...]:
    """Read the file that the row names; each third-level discipline has its parent above it."""
    file = row.text("file")
    if file not in texts:
        row.refuse(f"there is no file “{file}”")
        return ()
    sheet = Row(file, "", {}, row.faults)
    lines = [tuple(line.split("\t")) for line in texts[file].splitlines()]
    if not lines or lines[0] != COLUMNS:
        sheet.refuse("the first line must be " + ", ".join(COLUMNS))
        return ()
    return _below_their_parents(file, lines[1:], row)


def _below_their_parents(
    file: str, lines: list[tuple[str, ...]], row: Row
) -> tuple[Discipline, ...]:
    found: dict[str, Discipline] = {}
    for number, line in enumerate(lines, 2):
        place = Row(file, f"line {number}", {}, row.faults)
        match line:
            case (code, "2" | "3" as level, name, parent) if code and name:
                one = Discipline(code, int(level), name, parent or None)
                if reason := _misplaced(one, found):
                    place.refuse(reason)
                found[code] = one
            case _:
                place.refuse("code, level (2 or 3), name and parent_code are needed")
    return tuple(found.values())


def _misplaced(one: Discipline, found: Mapping[str, Discipline]) -> str | None:
    if one.code in found:
        return f"“{one.code}” is written twice"
    if one.level == TOP:
        return "a second-level discipline has no parent" if one.parent_code else None
    parent = found.get(one.parent_code or "")
    if parent is None or parent.level != TOP:
        return f"unknown parent “{one.parent_code or ''}”"
    return None
