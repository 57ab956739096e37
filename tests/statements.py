"""What is asked of the database, statement by statement."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LOG = logging.getLogger("tortoise.db_client")
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class _Heard(logging.Handler):
    def __init__(self, statements: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._statements = statements

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if said.lstrip().startswith(VERBS):
            self._statements.append(said)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Yield what is asked from here on, each statement with its values.

    Looking up whose session a cookie opens is not among it: that goes beside the records.
    """
    heard: list[str] = []
    handler, level = _Heard(heard), LOG.level
    LOG.addHandler(handler)
    LOG.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        LOG.setLevel(level)
        LOG.removeHandler(handler)
