"""DingTalk's web interface: a token that is renewed, messages, cards, files."""

import asyncio
from typing import Any

import httpx

from bot.chat.frames import part, text_in
from bot.chat.service import NotTaken, Passing, Trouble
from bot.chat.web import DENIED, checked
from core.ports import Clock
from core.settings import Settings

PATIENCE = httpx.Timeout(20, connect=10, pool=10)
UPLOAD_PATIENCE = httpx.Timeout(60, connect=10, pool=10)
EARLY_SECONDS = 300


class Api:
    """One application of a hospital's DingTalk."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self.client = httpx.AsyncClient(timeout=PATIENCE)
        self._token, self._until = "", 0.0
        self._renewing = asyncio.Lock()

    async def open_line(self, topics: list[str]) -> str:
        """Return where to dial, ticket included. Raises Trouble."""
        wanted = [{"type": "CALLBACK", "topic": topic} for topic in topics]
        settings = self._settings
        body = {
            "clientId": settings.dingtalk_client_id,
            "clientSecret": settings.dingtalk_client_secret,
            "subscriptions": wanted,
            "ua": "xuefen",
        }
        answer = await self._request("POST", "/v1.0/gateway/connections/open", body)
        if not (endpoint := text_in(answer, "endpoint")):
            raise Trouble
        return f"{endpoint}?{httpx.QueryParams(ticket=text_in(answer, 'ticket'))}"

    async def call(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call a method as the application; a token that is refused is renewed once."""
        token = await self._access()
        try:
            return await self._request(method, path, body, _bearing(token))
        except _Denied:
            token = await self._access(denied=token)
        return await self._request(method, path, body, _bearing(token))

    async def upload(self, kind: str, name: str, content: bytes) -> str:
        """Hand a picture or file in; return by what it can be sent. Raises Trouble."""
        url = f"{self._settings.dingtalk_upload_url}/media/upload"
        try:
            answer = await self.client.post(
                url,
                params={"access_token": await self._access(), "type": kind},
                files={"media": (name, content)},
                timeout=UPLOAD_PATIENCE,
            )
        except httpx.HTTPError as broken:
            raise Passing from broken
        told = _told(checked(answer))
        if not (media := text_in(told, "media_id")):
            raise NotTaken(str(told.get("errcode")))
        return media

    async def _access(self, denied: str = "") -> str:
        """Return a token other than one that was denied; renewed once for all who wait for it."""
        async with self._renewing:
            now = self._clock.now().timestamp()
            if self._token in {"", denied} or now >= self._until:
                settings = self._settings
                keys = {
                    "appKey": settings.dingtalk_client_id,
                    "appSecret": settings.dingtalk_client_secret,
                }
                answer = await self._request("POST", "/v1.0/oauth2/accessToken", keys)
                self._token = text_in(answer, "accessToken")
                lasts = answer.get("expireIn")
                self._until = now + (lasts if isinstance(lasts, int) else 0) - EARLY_SECONDS
            return self._token

    async def _request(
        self, method: str, path: str, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        url = f"{self._settings.dingtalk_api_url}{path}"
        try:
            answer = await self.client.request(method, url, json=body, headers=headers)
        except httpx.HTTPError as broken:
            raise Passing from broken
        if answer.status_code in DENIED:
            raise _Denied
        return _told(checked(answer))


class _Denied(Trouble):
    """The keys or the token are refused."""


def _bearing(token: str) -> dict[str, str]:
    return {"x-acs-dingtalk-access-token": token}


def _told(answer: httpx.Response) -> dict[str, Any]:
    try:
        told = answer.json()
    except ValueError as garbage:
        raise Passing from garbage
    return part({"it": told}, "it")
