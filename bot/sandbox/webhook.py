"""Delivery to a webhook: one update after the other, each until it is accepted."""

import asyncio
from typing import Protocol

import httpx

from bot.sandbox.people import Json
from bot.sandbox.publisher import Publisher
from bot.sandbox.updates import Updates

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
ANSWER_WITHIN = 60.0


class Waiting(Protocol):
    """What a webhook needs to know of the sandbox."""

    updates: Updates
    publisher: Publisher

    @property
    def seconds(self) -> int:
        """Return the present moment."""
        ...


class Webhook:
    """Where updates go, with the secret that proves where they come from."""

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self._headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        self._error: Json = {}
        self._task: asyncio.Task[None] | None = None

    def start(self, telegram: Waiting) -> None:
        """Begin to deliver what waits and what will come."""
        self._task = asyncio.create_task(self._deliver(telegram))

    def stop(self) -> None:
        """End the delivery; what was not accepted stays in the queue."""
        if self._task:
            self._task.cancel()

    def described(self, pending: int) -> Json:
        """Return the answer to getWebhookInfo."""
        return {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": pending,
            **self._error,
        }

    async def _deliver(self, telegram: Waiting) -> None:
        pause = FIRST_PAUSE
        async with httpx.AsyncClient(timeout=ANSWER_WITHIN, trust_env=False) as client:
            while True:
                waiting = telegram.updates.oldest()
                if not waiting:
                    await telegram.publisher.wait(ANSWER_WITHIN)
                elif fault := await self._fault(client, waiting[0]):
                    self._error = {
                        "last_error_date": telegram.seconds,
                        "last_error_message": fault,
                    }
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                else:
                    telegram.updates.confirm(waiting[0]["update_id"] + 1)
                    pause = FIRST_PAUSE

    async def _fault(self, client: httpx.AsyncClient, update: Json) -> str:
        try:
            answer = await client.post(self.url, json=update, headers=self._headers)
        except httpx.HTTPError as fault:
            return f"Connection failed: {type(fault).__name__}"
        if answer.is_success:
            return ""
        return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
