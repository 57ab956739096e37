"""The columns of a workbook of credits, in words."""

from core.domain.credits.taken_over import ImportKind
from core.texts import say


def workbook_says(kind: ImportKind, what: str, **blanks: object) -> str:
    """Return a sentence about one kind of workbook: claims, or what is taken over."""
    if kind is ImportKind.CLAIMS:
        return say(f"claims-{what}", **blanks)
    return say(f"taken-over-{what}", **blanks)


def row_field(field: str) -> str:
    """Return what a column of a workbook of credits is called."""
    return say(row_field_key(field))


def row_field_key(field: str) -> str:
    """Return the sentence that names a column of a workbook of credits."""
    return f"credit-row-{field.replace('_', '-')}"


def row_field_also(field: str) -> str:
    """Return what others call the column, with bars between."""
    return say(f"credit-also-{field.replace('_', '-')}")
