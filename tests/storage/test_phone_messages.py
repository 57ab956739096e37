"""The hospital's gateway for short messages, as a real receiver hears it."""

import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from quart import Quart, request
from quart.typing import ResponseReturnValue

from core.ports import MessageNotSent, PhoneMessage
from core.settings import read_settings
from storage.gateway import Gateway, signature
from storage.phone_messages import open_sender
from storage.system import MovableClock
from tests.bot.world import served

SECRET = "shared with the gateway"
CODE = {"code": "012345"}
MESSAGE = PhoneMessage("code222222222222", "13567231913", "验证码：012345", "sign-in-code", CODE)


@dataclass
class Receiver:
    """A gateway of the hospital's; `answers` are its next ones, then it takes everything."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    app, receiver = Quart(__name__), Receiver()

    @app.post("/sms")
    async def hear() -> ResponseReturnValue:
        receiver.heard.append((dict(request.headers), await request.get_data()))
        return "", receiver.answers.pop(0) if receiver.answers else 204

    async with served(app) as url:
        receiver.url = f"{url}/sms"
        yield receiver


def gateway(url: str, clock: MovableClock) -> Gateway:
    return Gateway(url, SECRET, clock, rests_seconds=(0, 0))


async def test_a_message_is_signed_with_its_time(receiver: Receiver, clock: MovableClock) -> None:
    await gateway(receiver.url, clock).send(MESSAGE)
    ((headers, body),) = receiver.heard
    at = headers["X-Xuefen-Timestamp"]
    assert at == str(int(clock.now().timestamp()))
    assert headers["X-Xuefen-Signature"] == signature(SECRET, at, body)
    assert headers["Idempotency-Key"] == MESSAGE.id
    assert json.loads(body) == {
        "id": MESSAGE.id,
        "mobile": "13567231913",
        "text": "验证码：012345",
        "template": "sign-in-code",
        "blanks": CODE,
    }


def test_the_signature_is_as_the_manual_computes_it() -> None:
    assert signature("key", "1781488800", b'{"a":1}') == (
        "sha256=297639d6db815fcd958e2cffda3a526dbc50127f69cd2d6e8fc44526b2654dbf"
    )


@pytest.mark.parametrize(
    ("answers", "tries", "is_sent"),
    [
        ([503, 429, 200], 3, True),
        ([500, 502, 503], 3, False),
        ([400], 1, False),
        ([302], 1, False),
    ],
)
async def test_what_fails_for_now_is_tried_again_and_what_is_refused_is_not(
    receiver: Receiver, clock: MovableClock, answers: list[int], tries: int, is_sent: bool
) -> None:
    receiver.answers = answers
    if is_sent:
        await gateway(receiver.url, clock).send(MESSAGE)
    else:
        with pytest.raises(MessageNotSent) as fault:
            await gateway(receiver.url, clock).send(MESSAGE)
        assert MESSAGE.mobile not in str(fault.value)
    assert len(receiver.heard) == tries
    assert len({body for _, body in receiver.heard}) == 1


async def test_nobody_there_is_said(clock: MovableClock) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        with pytest.raises(MessageNotSent):
            await gateway(f"http://127.0.0.1:{door.getsockname()[1]}/sms", clock).send(MESSAGE)


def test_a_gateway_needs_an_address_and_a_secret(clock: MovableClock) -> None:
    there = {"CME_SMS_URL": "https://sms.hospital.example/send", "CME_SMS_SECRET": SECRET}
    assert open_sender(read_settings(there), clock).is_there
    assert not open_sender(read_settings({}), clock).is_there
    for wrong in ({"CME_SMS_URL": "sms.hospital.example"}, {"CME_SMS_SECRET": "short"}):
        with pytest.raises(ValueError, match="CME_SMS_"):
            read_settings(there | wrong)
    assert SECRET not in repr(read_settings(there))
