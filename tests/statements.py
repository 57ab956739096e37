"""What is asked of the database, statement by statement."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

LOG = logging.getLogger("tortoise.db_client")
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass(frozen=True, slots=True)
class Statement:
    """What was asked, with which values."""

    query: str
    told: str
    values: Sequence[Any] = field(compare=False, repr=False)


class _Heard(logging.Handler):
    def __init__(self, statements: list[Statement]) -> None:
        super().__init__(logging.DEBUG)
        self._statements = statements

    def emit(self, record: logging.LogRecord) -> None:
        query, *values = record.args if isinstance(record.args, tuple) else ("",)
        if str(query).lstrip().startswith(VERBS):
            bound = values[0] if values else []
            self._statements.append(Statement(str(query), repr(bound), bound or []))  # type: ignore[arg-type]


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """Yield what is asked from here on, each statement with its values.

    Looking up whose session a cookie opens is not among it: that goes beside the records.
    """
    heard: list[Statement] = []
    handler, level = _Heard(heard), LOG.level
    LOG.addHandler(handler)
    LOG.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        LOG.setLevel(level)
        LOG.removeHandler(handler)
