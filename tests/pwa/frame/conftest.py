"""Two hospitals, filled once for the tables of who gets where."""

from tests.pwa.frame.places import hospitals

__all__ = ["hospitals"]
