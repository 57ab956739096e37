"""Requests outlive the phones that sent them: hanging up never stops a use case half-way."""

import asyncio
from collections.abc import Coroutine
from typing import Any, cast

from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable
from quart import Quart, Request, Response
from quart.asgi import ASGIHTTPConnection
from quart.formparser import FormDataParser
from quart.wrappers.request import Body
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
SMALL_BODY = 512 * KILOBYTE
STRANGERS_BODY = 16 * KILOBYTE  # who has not signed in has little to say
MOST_FIELDS = 1000
ADDRESS_LIKE = frozenset({"application/x-www-form-urlencoded", "application/x-url-encoded"})
UPLOAD = "multipart/form-data"  # our forms are sent like this where a file is chosen
UPLOAD_FRAME = MEGABYTE  # what a form adds to the file in it
UPLOAD_SECONDS = 900
BODY_SECONDS = 60


class HungUp(BadRequest):
    """The sender was gone before the body was complete; nobody reads the answer."""


class CountedBody(Body):
    """A body that stays under its limit in all and knows when the rest will never come."""

    def __init__(self, expected: int | None, largest: int | None) -> None:
        super().__init__(expected, largest)
        self._expected = expected or 0
        self._largest = largest
        self._received = 0

    def append(self, data: bytes) -> None:
        """Take in a piece, unless it is one too many."""
        self._received += len(data)
        if self._largest is not None and self._received > self._largest:
            self._fail(RequestEntityTooLarge())
        super().append(data)

    def narrow(self, largest: int) -> None:
        """Take less than was said at first; call it before anything is read."""
        self._largest = min(largest, self._largest or largest)
        if max(self._expected, self._received) > self._largest:
            self._fail(RequestEntityTooLarge())

    @property
    def is_complete(self) -> bool:
        return self._complete.is_set()

    def break_off(self) -> None:
        """Say that no more will come."""
        if not self.is_complete:
            self._fail(HungUp())

    def _fail(self, fault: Exception) -> None:
        self._must_raise = self._must_raise or fault
        self.set_complete()

    async def __anext__(self) -> bytes:
        try:
            piece = await super().__anext__()
        except StopAsyncIteration:
            if self._must_raise is not None:
                raise self._must_raise from None
            raise
        if self._must_raise is not None:
            raise self._must_raise
        return piece


class CountedFields(FormDataParser):
    """Reads forms that a person can have filled in."""

    async def parse(
        self,
        body: Body,
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[MultiDict[str, Any], MultiDict[str, Any]]:
        """Read the fields. Raises RequestEntityTooLarge for more than there can be."""
        if mimetype in ADDRESS_LIKE and (await body).count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return await super().parse(body, mimetype, content_length, options)


class SizedRequest(Request):
    """Small and quick, except where a file is uploaded, maybe from a slow phone."""

    body_class = CountedBody  # type: ignore[assignment]
    form_data_parser_class = CountedFields

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if self.mimetype != UPLOAD:
            self.take_little(SMALL_BODY)

    def take_little(self, largest: int) -> None:
        """Take so many bytes at most, and soon; call it before anything is read."""
        cast("CountedBody", self.body).narrow(largest)
        self.body_timeout = BODY_SECONDS

    async def get_data(
        self, cache: bool = True, as_text: bool = False, parse_form_data: bool = False
    ) -> Any:
        """Read the body. One that is here already needs no clock, and no task to wait in."""
        if cast("CountedBody", self.body).is_complete:
            self.body_timeout = None
        return await super().get_data(cache, as_text, parse_form_data)

    async def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """Read the body as JSON; bytes that are no text, or brackets without end, are none."""
        try:
            return await super().get_json(force, silent, cache)
        except (UnicodeDecodeError, RecursionError):
            return None if silent else self.on_json_loading_failed(ValueError())


class PatientApp(Quart):
    """An app that knows what is still being answered."""

    under_way: set[asyncio.Future[Any]]

    def afterwards(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that the answer does not wait for; the end of the process does."""
        doing = asyncio.ensure_future(work)
        self.under_way.add(doing)
        doing.add_done_callback(self._done)

    def _done(self, doing: asyncio.Future[None]) -> None:
        self.under_way.discard(doing)
        if not doing.cancelled() and (fault := doing.exception()):
            self.logger.error("after an answer", exc_info=fault)


class PatientConnection(ASGIHTTPConnection):
    """Lets a request be answered to its end; only the sending stops when nobody listens."""

    app: PatientApp

    async def handle_messages(self, request: Request, receive: ASGIReceiveCallable) -> None:
        """Read the body; when the sender hangs up, whoever waits for it is told."""
        await super().handle_messages(request, receive)
        cast("CountedBody", request.body).break_off()

    async def handle_request(self, request: Request, send: ASGISendCallable) -> None:
        """Answer in a task of its own, which a hang-up does not cancel."""
        answering = asyncio.ensure_future(self.app.handle_request(request))
        self.app.under_way.add(answering)
        answering.add_done_callback(self.app.under_way.discard)
        response = await asyncio.shield(answering)
        timeout = response.timeout if isinstance(response, Response) else ...
        seconds = self.app.config["RESPONSE_TIMEOUT"] if timeout is ... else timeout
        try:
            await asyncio.wait_for(self._send_response(send, response), timeout=seconds)
        except TimeoutError:
            return
