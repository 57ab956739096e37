"""A headcount of phones on one machine: plain HTTP over kept connections, as fast as answers come.

It runs in a process of its own and spends as little as possible between two requests, so that
what is measured is the server.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length: "


@dataclass(slots=True)
class Tally:
    """What came of a run; times in seconds."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    errors: int = 0

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def wait_ms(self, percent: float) -> float:
        """Return the time within which so many of a hundred were answered, in milliseconds."""
        ordered = sorted(self.waits)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]

    def __add__(self, other: "Tally") -> "Tally":
        waits, errors = self.waits + other.waits, self.errors + other.errors
        return Tally(self.seconds + other.seconds, waits, errors)


class Phone(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again."""

    def __init__(self, requests: Iterator[bytes], tally: Tally, done: "asyncio.Future[None]"):
        self._requests, self._tally, self._done = requests, tally, done
        self._answer = bytearray()
        self._asked_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def _ask(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._transport.close()
            if not self._done.done():
                self._done.set_result(None)
            return
        self._asked_at = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head_end = self._answer.find(END_OF_HEAD)
        if head_end < 0:
            return
        head = bytes(self._answer[:head_end]).lower()
        at = head.index(LENGTH) + len(LENGTH)
        body = int(head[at:].split(b"\r\n", 1)[0])
        if len(self._answer) < head_end + 4 + body:
            return
        self._tally.waits.append(time.perf_counter() - self._asked_at)
        self._tally.errors += not head.startswith(b"http/1.1 200")
        self._answer.clear()
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._done.done():
            self._tally.errors += 1
            self._done.set_result(None)


async def headcount(address: str, requests: Iterator[bytes], phones: int) -> Tally:
    """Send all requests over so many connections; return how it went."""
    place, tally, loop = urlsplit(address), Tally(), asyncio.get_running_loop()
    begun, ends = time.perf_counter(), []
    for _ in range(phones):
        done: asyncio.Future[None] = loop.create_future()
        ends.append(done)
        await loop.create_connection(
            lambda done=done: Phone(requests, tally, done),  # type: ignore[misc]
            place.hostname,
            place.port,
        )
    await asyncio.gather(*ends)
    tally.seconds = time.perf_counter() - begun
    return tally


def plain(address: str, path: str, times: int) -> Iterator[bytes]:
    """Yield the same small question again and again."""
    host = urlsplit(address).netloc
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n\r\n".encode()
    for _ in range(times):
        yield request


def check_ins(
    address: str, tokens: list[str], code: Callable[[], str], run: str
) -> Iterator[bytes]:
    """Yield one check-in a person, and one more of every tenth."""
    host = urlsplit(address).netloc
    for number, token in enumerate(tokens):
        for again in range(2 if number % 10 == 9 else 1):
            yield check_in(host, token, code(), f"{run}-{number:06}-{again}")


def check_in(host: str, token: str, code: str, key: str) -> bytes:
    """Return one check-in as the app's scanner sends it."""
    body = (
        f'{{"code":"{code}","key":"{key}","account":"",'
        f'"device_at":null,"kept":false,"way":"camera"}}'
    )
    return (
        f"POST /attendance/entries HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        f"Accept: application/json\r\nContent-Type: application/json\r\n"
        f"Cookie: xuefen={token}; device={token[:22]}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
