"""What a page has read already: asked the same again, the database is left in peace."""

from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

Answer = tuple[int, Any]
"""How many rows, and the rows."""
MOST_REMEMBERED = 3000


class LooksOnly:
    """A client that reads what is committed and writes nothing: what it read may be kept."""


@dataclass(slots=True)
class Memory:
    """The answers that one request has had; once it is over, nothing is kept any more."""

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    rows: dict[tuple[type, str], dict[Any, list[Any]]] = field(default_factory=dict)
    size: int = 0
    is_over: bool = False

    def forget(self) -> None:
        """Something has been written, or may have been."""
        self.answers.clear()
        self.rows.clear()
        self.size = 0

    def end(self) -> None:
        self.is_over = True
        self.forget()


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
    return {} if memory is None or memory.is_over else memory.rows.setdefault((table, column), {})


async def remembered(
    query: str, values: Sequence[Any] | None, ask: Callable[[], Awaitable[Answer]]
) -> Answer:
    """Return the rows of a statement, as this task has read them before or reads them now."""
    memory = _memory.get()
    if memory is None or memory.is_over:
        return await ask()
    asked = query, repr(values)
    if asked not in memory.answers:
        answer = await ask()
        memory.size += len(answer[1])
        if memory.size > MOST_REMEMBERED:  # a file of a whole list goes past row by row
            memory.forget()
        memory.answers[asked] = answer
    return memory.answers[asked]
