"""The rulebook: one data file a year, read once, checked before it is used."""

from functools import cache
from importlib.resources import files

from core.domain.rulebook.faults import Fault, RulebookFault
from core.domain.rulebook.loading import load
from core.domain.rulebook.rules import Rulebook

__all__ = ["YEARS", "Fault", "RulebookFault", "load", "rulebook", "rulebook_files"]

YEARS = tuple(
    sorted(int(file.name[:4]) for file in files(__name__).iterdir() if file.name.endswith(".toml"))
)


@cache
def rulebook(year: int) -> Rulebook:
    """Return the rules of a year, or for a year without a file those nearest before it.

    Whoever shows them compares: `rulebook(2031).year` is the year whose rules are used instead.
    Before the first file, the first is used. Raises RulebookFault when a file is bad.
    """
    return _books()[max((known for known in YEARS if known <= year), default=YEARS[0])]


@cache
def _books() -> dict[int, Rulebook]:
    return load(rulebook_files())


def rulebook_files() -> dict[str, str]:
    """Return the texts of the year files and of the sheets they name."""
    pages = (page for page in files(__name__).iterdir() if page.name.endswith((".toml", ".tsv")))
    return {page.name: page.read_text("utf-8") for page in pages}
