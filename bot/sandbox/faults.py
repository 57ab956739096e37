"""Errors on purpose: what a bot must live with, on request."""

from dataclasses import dataclass, replace

from bot.sandbox.answers import Dropped, Refused

DROP = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """The next `times` calls of `method` ("*": any) fail, in one chat or in all.

    `code` 0 drops the connection. With `done` the call is carried out and only its answer is lost.
    """

    method: str
    code: int
    description: str = ""
    retry_after: int | None = None
    times: int = 1
    chat: int | None = None
    done: bool = False

    def meets(self, method: str, chat: int | None) -> bool:
        """Say whether the fault waits for this call."""
        named = self.method == "*" or self.method.lower() == method.lower()
        return named and self.chat in (None, chat)

    def error(self) -> Exception:
        """Return the error that the caller gets instead of an answer."""
        if self.code == DROP:
            return Dropped()
        return Refused(self.code, self.description or "Injected", self.retry_after)


class Faults:
    """The faults that wait for their calls, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault wait for its call."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Forget all faults."""
        self._waiting.clear()

    def take(self, method: str, chat: int | None) -> Fault | None:
        """Return the fault of this call, if one waits, and use it up once."""
        for place, fault in enumerate(self._waiting):
            if fault.meets(method, chat):
                left = replace(fault, times=fault.times - 1)
                self._waiting[place : place + 1] = [left] if left.times > 0 else []
                return fault
        return None
