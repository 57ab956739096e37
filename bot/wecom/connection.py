"""One line to WeCom: what we ask is answered by number, what comes is handed on."""

import asyncio
import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection

from bot.chat.dialling import SILENCE_SECONDS, put, soon
from bot.chat.frames import part, text_in
from bot.chat.service import Blocked, NotTaken, Passing, Trouble

BEAT_SECONDS = 30.0
ANSWER_SECONDS = 10.0
SLOW_SECONDS = 3.0
TOO_FAST = frozenset({45009, 45033, 846607})
NOBODY = frozenset({40003, 60111, 81013, 86003})  # no such person, or not for them to use
BUSY = frozenset({-1, 6000, 42001})


class Connection:
    """A line that has been opened; `ask` waits for the answer that bears its number."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._asked = dict[str, asyncio.Future[dict[str, Any]]]()
        self._beating: asyncio.Task[None] | None = None
        self._telling = set[asyncio.Task[None]]()

    async def ask(
        self, command: str, body: Mapping[str, Any] | None = None, number: str = ""
    ) -> dict[str, Any]:
        """Return the answer's body. Raises Trouble of the kind that the service tells."""
        number = number or f"{command}_{secrets.token_hex(8)}"
        answer = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        frame = {"cmd": command, "headers": {"req_id": number}}
        try:
            await put(self._line, frame | ({"body": body} if body is not None else {}))
            told = await soon(answer, ANSWER_SECONDS)
        finally:
            self._asked.pop(number, None)
        _check(told.get("errcode"))
        return part(told, "body")

    def tell(self, command: str, body: Mapping[str, Any], number: str) -> None:
        """Say something that no work waits for; where it comes too late no harm is done."""

        async def said() -> None:
            with suppress(Trouble):
                await self.ask(command, body, number)

        telling = asyncio.create_task(said())
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def hang_up(self) -> None:
        await self._line.close()

    def take(self, frame: Mapping[str, Any]) -> bool:
        """Take a frame for the answer to what was asked; False where it is none."""
        number = text_in(part(frame, "headers"), "req_id")
        if frame.get("cmd") or number not in self._asked:
            return False
        if not self._asked[number].done():
            self._asked[number].set_result(dict(frame))
        return True

    def beat(self) -> None:
        """Begin to say that we are there; a service that does not answer is hung up on."""
        self._beating = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                await soon(self.ask("ping"), SILENCE_SECONDS)
            except Trouble:
                await self._line.close()
                return

    async def end(self) -> None:
        """Let nobody wait for an answer any more."""
        for telling in self._telling:
            telling.cancel()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(Passing())
        if self._beating:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating


def _check(code: object) -> None:
    match code:
        case 0:
            return
        case int() if code in TOO_FAST:
            raise Passing(wait_seconds=SLOW_SECONDS)
        case int() if code in BUSY:
            raise Passing
        case int() if code in NOBODY:
            raise Blocked
        case int():
            raise NotTaken(str(code))
        case _:
            raise Passing
