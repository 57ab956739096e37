"""Names of the rulebook."""

from collections.abc import Iterable, Mapping

from core.domain.rulebook.rules import Rulebook
from core.texts import language


def named(names: Mapping[str, str]) -> str:
    """Return a name of the rulebook in the reader's language."""
    return names[language()]


def in_words(
    entries: Iterable[tuple[str, Mapping[str, str]]],
) -> list[tuple[str, str]]:
    """Return entries of a list by code, in the reader's language."""
    return [(code, named(names)) for code, names in entries]


def item_name(book: Rulebook, listed: str, code: str) -> str:
    """Return what a list of the rulebook calls something; its code where the list has it not."""
    names = dict(book.lists.get(listed, ())).get(code)
    return named(names) if names else code
