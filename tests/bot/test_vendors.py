"""Our gateways are spoken to by the vendors' own libraries too: they are as the vendors mean it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

from tests.bot.dingtalk import DingTalkPlace
from tests.bot.wecom import WeComPlace
from tests.bot.world import photo
from tests.waiting import PATIENCE_SECONDS, until


@asynccontextmanager
async def vendor(*named: str, **environment: str) -> AsyncIterator[asyncio.StreamReader]:
    """Run a vendor's library; what it has heard can be read."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "tests.bot.vendors", *named,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert process.stdout
    try:
        yield process.stdout
    finally:
        process.kill()
        await process.wait()


async def heard(lines: asyncio.StreamReader) -> Any:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while line := await lines.readline():
            if line.startswith(b"{"):
                return json.loads(line)
    raise AssertionError("the vendor's library has ended")


async def test_dingtalks_own_library_hears_what_our_gateway_says() -> None:
    place, certificate = DingTalkPlace(cards=True), photo(1)
    async with place.opened():
        endpoint = {"DINGTALK_OPENAPI_ENDPOINT": place.url}
        async with vendor("dingtalk", **endpoint) as lines:
            phone = place.phone("1001")
            await until(lambda: place.lines)
            phone.says("6学时")
            assert (await heard(lines))["by"] == "1001"
            await phone.sends_photos([certificate])
            assert await heard(lines) == {"picture": sha256(certificate).hexdigest()}
            await phone.sends_photos([certificate], "危重症护理新进展")
            assert await heard(lines) == {"picture": sha256(certificate).hexdigest()}
            phone.heard.append({"card": "xf-1", "text": "", "buttons": [("通过", "pass:1")]})
            phone.presses(0, "pass:1")
            assert await heard(lines) == {"card": "xf-1", "pressed": "pass:1"}
            await until(lambda: place.is_quiet)


async def test_wecoms_own_library_hears_what_our_gateway_says() -> None:
    place, certificate = WeComPlace(), photo(1)
    async with place.opened() as found, vendor("wecom", found["wecom_url"]) as lines:
        phone = place.phone("1001")
        await until(lambda: place.lines)
        phone.says("6学时")
        assert await heard(lines) == {"text": "6学时", "by": "1001"}
        await phone.sends_photos([certificate])
        assert await heard(lines) == {"picture": sha256(certificate).hexdigest()}
        await until(lambda: phone.heard and "card" in phone.heard[-1])
        assert [one["text"] for one in phone.heard] == ["好"]
        phone.presses(0, "pass")
        assert await heard(lines) == {"card": "task", "pressed": "pass"}
        await until(lambda: place.thanked)
