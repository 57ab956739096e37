"""What a page has read already: asked the same again, the database is left in peace."""

from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from typing import Any

Answer = tuple[int, Any]
"""How many rows, and the rows."""


MOST_REMEMBERED = 3000


class Memory:
    """The answers that one request has had; once it is over, nothing is kept any more.

    After so many rows it begins anew, so that no list fills it.
    """

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], Answer] = {}
        self._rows: dict[tuple[type, str], dict[Any, list[Any]]] = {}
        self._is_over = False
        self._size = 0

    def forget(self) -> None:
        """Something has been written, or may have been."""
        self._answers.clear()
        self._rows.clear()
        self._size = 0

    def end(self) -> None:
        self._is_over = True
        self.forget()

    def rows(self, table: type, column: str) -> dict[Any, list[Any]]:
        """Return what is known of a table, by the values of a column: what is not asked again."""
        return {} if self._is_over else self._rows.setdefault((table, column), {})

    async def answer(
        self, query: str, values: Sequence[Any] | None, ask: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """Return what the statement was answered before, else ask."""
        if self._is_over:
            return await ask()
        asked = query, repr(values)
        if asked in self._answers:
            return self._answers[asked]
        number, rows = answer = await ask()
        self._size += len(rows)
        if self._size > MOST_REMEMBERED:  # a file of a whole list goes past row by row
            self.forget()
        self._answers[asked] = answer
        return number, rows


class LooksOnly:
    """A client that reads what is committed and writes nothing: what it read may be kept."""


_memory: ContextVar[Memory | None] = ContextVar("memory", default=None)


def remember() -> Memory:
    """Let whatever this task reads from here on be asked once; whoever calls ends it."""
    memory = Memory()
    _memory.set(memory)
    return memory


def forget() -> None:
    """Let the task that is running ask anew."""
    if memory := _memory.get():
        memory.forget()


def known(table: type, column: str) -> dict[Any, list[Any]]:
    """Return what the task has read of a table, by the values of a column; it may be added to."""
    memory = _memory.get()
    return memory.rows(table, column) if memory else {}


async def remembered(
    query: str, values: Sequence[Any] | None, ask: Callable[[], Awaitable[Answer]]
) -> Answer:
    """Return the rows of a statement, as this task has read them before or reads them now."""
    memory = _memory.get()
    return await (memory.answer(query, values, ask) if memory else ask())
