"""What the lists of a year offer, and what they only still know."""

from collections.abc import Mapping, Sequence

from core.domain.rulebook.rules import Rulebook

Named = Sequence[tuple[str, Mapping[str, str]]]


def entries(book: Rulebook, table: str) -> Named:
    """Return all that a list knows: what it no longer offers and what others have added, too."""
    match table:
        case "titles":
            return [(one.code, one.names) for one in book.titles]
        case "statuses":
            return [(one.code, one.names) for one in book.statuses]
        case "subtypes":
            return [(one.code, one.names) for one in book.subtypes]
        case "levels":
            return book.levels
    return book.lists[table.removeprefix("lists.")]


def listed(book: Rulebook, table: str) -> Named:
    """Return what stands in a unit's list, closed or not."""
    return [one for one in entries(book, table) if (table, one[0]) not in book.unlisted]


def offered(book: Rulebook, table: str, *kept: str) -> Named:
    """Return what may be chosen: whatever is not closed, and what stands already."""
    closed = {code for where, code in book.closed if where == table} - set(kept)
    return [one for one in entries(book, table) if one[0] not in closed]


def is_offered(book: Rulebook, table: str, code: str) -> bool:
    return (table, code) not in book.closed
