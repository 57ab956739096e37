"""The rulebook: one data file a year, read once, checked before it is used."""

from functools import cache
from importlib.resources import files

from core.domain.rulebook.books import Books
from core.domain.rulebook.faults import Fault, OwnRowFault, RulebookFault
from core.domain.rulebook.loading import load
from core.domain.rulebook.own import OwnRow, RulebookChanged, SourceNeeded

__all__ = [
    "YEARS",
    "Books",
    "Fault",
    "OwnRow",
    "OwnRowFault",
    "RulebookChanged",
    "RulebookFault",
    "SourceNeeded",
    "load",
    "rulebook_files",
    "shipped",
]

YEARS = tuple(
    sorted(int(file.name[:4]) for file in files(__name__).iterdir() if file.name.endswith(".toml"))
)


@cache
def shipped() -> Books:
    """Return the rulebooks as the files have them, no unit's own rows over them.

    For what hands them out and for tests; whoever counts is handed the books of a unit.
    """
    return Books(rulebook_files())


def rulebook_files() -> dict[str, str]:
    """Return the texts of the year files and of the sheets they name."""
    pages = (page for page in files(__name__).iterdir() if page.name.endswith((".toml", ".tsv")))
    return {page.name: page.read_text("utf-8") for page in pages}
