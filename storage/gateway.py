"""Short messages to phones, through the hospital's own gateway (docs/operating.md)."""

import asyncio
import hmac
import json
from collections.abc import Sequence

import httpx

from core.ports import Clock, MessageNotSent, PhoneMessage

PATIENCE_SECONDS = 5.0
RESTS_SECONDS = (1.0, 4.0)
ONCE_MORE = frozenset({408, 425, 429})


class Gateway:
    """Posts messages, signed with a time, to an address of the hospital's."""

    is_there = True

    def __init__(
        self, url: str, secret: str, clock: Clock, rests_seconds: Sequence[float] = RESTS_SECONDS
    ) -> None:
        self._url, self._secret = url, secret
        self._clock = clock
        self._rests = (*rests_seconds, None)

    async def send(self, message: PhoneMessage) -> None:
        """Post it, up to three times. Raises MessageNotSent."""
        why = ""
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as client:
            for rest in self._rests:
                try:
                    status = await self._post(client, message)
                except (httpx.HTTPError, httpx.InvalidURL) as fault:
                    why = type(fault).__name__
                else:
                    if status // 100 == 2:
                        return
                    why = f"answered {status}"
                    if status < 500 and status not in ONCE_MORE:
                        break
                if rest is not None:
                    await asyncio.sleep(rest)
        raise MessageNotSent(why)

    async def _post(self, client: httpx.AsyncClient, message: PhoneMessage) -> int:
        body = json.dumps(
            {
                "id": message.id,
                "mobile": message.mobile,
                "text": message.text,
                "template": message.template,
                "blanks": dict(message.blanks),
            },
            ensure_ascii=False,
        ).encode()
        at = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": message.id,
            "X-Xuefen-Timestamp": at,
            "X-Xuefen-Signature": signature(self._secret, at, body),
        }
        return (await client.post(self._url, content=body, headers=headers)).status_code


def signature(secret: str, at: str, body: bytes) -> str:
    """Return what proves that a body is ours and of this moment (Unix seconds)."""
    return "sha256=" + hmac.digest(secret.encode(), f"{at}.".encode() + body, "sha256").hex()
