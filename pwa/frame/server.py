"""The server in front of the app: uvicorn in our own loop, patient with slow lines only so far."""

import gc
import resource
import struct
from asyncio import TimerHandle, Transport
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from socket import SO_LINGER, SOL_SOCKET

import uvicorn
from quart import Quart
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

GRACE_SECONDS = 4
LARGEST_HEAD = 64 * 1024
HEAD_SECONDS = 15.0
MOST_OF_DESCRIPTORS = 0.75
UNREAD_SECONDS = 30.0
AT_ONCE = struct.pack("ii", 1, 0)


class Server(uvicorn.Server):
    """Signals are the caller's; `should_exit` stops it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Connection(HttpToolsProtocol):
    """Hangs up on who sends a request's head too slowly, and refuses one that is too large.

    Who takes nothing of an answer for a while is hung up on as well, and when most connections
    that this process may have are taken, whoever comes is: files and database need theirs.
    """

    _slow: TimerHandle | None = None
    _unread: TimerHandle | None = None
    _is_reading_head = True
    _received_bytes = 0
    _head_bytes = 0
    _is_over = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > descriptors() * MOST_OF_DESCRIPTORS:
            transport.abort()
            return
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        if self._unread is not None:
            self._unread.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_over:
            return
        super().data_received(data)
        if self._is_reading_head:
            self._received_bytes += len(data)
        if max(self._head_bytes, self._received_bytes) > LARGEST_HEAD:
            self._refuse()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._is_reading_head, self._received_bytes, self._head_bytes = True, 0, 0
        if self._slow is None:
            self._wait_for_head()

    def on_url(self, url: bytes) -> None:
        self._head_bytes += len(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._head_bytes += len(name) + len(value)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        self._is_reading_head, self._received_bytes = False, 0
        if self._head_bytes > LARGEST_HEAD:
            self._is_over = True
        if not self._is_over:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._is_over:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._is_over:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        self._wait_for_reader()
        super().on_response_complete()

    def pause_writing(self) -> None:
        self._wait_for_reader()
        super().pause_writing()

    def _wait_for_reader(self) -> None:
        if self._unread is None:
            self._unread = self.loop.call_later(UNREAD_SECONDS, self._look_at_unread, 0)

    def _look_at_unread(self, before: int) -> None:
        """Hang up when as much waits as before; look again as long as something does."""
        waits, self._unread = self.transport.get_write_buffer_size(), None
        if waits and waits == before:
            door = self.transport.get_extra_info("socket")
            door.setsockopt(SOL_SOCKET, SO_LINGER, AT_ONCE)  # else the system keeps the rest
            self.transport.abort()
        elif waits:
            self._unread = self.loop.call_later(UNREAD_SECONDS, self._look_at_unread, waits)

    def _unsupported_upgrade_warning(self) -> None:
        """Whoever asks for another protocol is answered in this one; that is nobody's trouble."""

    def _wait_for_head(self) -> None:
        self._slow = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _refuse(self) -> None:
        """Say why, unless an earlier answer is still under way, and hang up."""
        self._is_over = True
        self._stop_waiting()
        if self.cycle is None or self.cycle.response_complete:
            status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            head = f"HTTP/1.1 {status.value} {status.phrase}\r\n"
            self.transport.write(f"{head}content-length: 0\r\nconnection: close\r\n\r\n".encode())
        self.transport.close()


def configured(face: Quart) -> uvicorn.Config:
    """Return how an app of ours is served."""
    return uvicorn.Config(
        face,
        http=Connection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        proxy_headers=False,  # the app itself knows whose word to believe
    )


def leave_alone_what_stays() -> None:
    """Let the collector pass over everything that is here before the first request.

    Modules, rules, templates: a quarter of a million objects that never become garbage. Looking
    through them took a hundred milliseconds at a time, in which a full hall waited.
    """
    gc.collect()
    gc.freeze()


def raise_descriptor_limit() -> None:
    """Let this process open as many files and connections as it may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def descriptors() -> int:
    """Return how many files and connections this process may have open at once."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
