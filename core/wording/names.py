"""Names of the rulebook."""

from collections.abc import Mapping

from core.texts import language


def named(names: Mapping[str, str]) -> str:
    """Return a name of the rulebook in the reader's language."""
    return names[language()]
