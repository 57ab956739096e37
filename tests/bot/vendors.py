"""The vendors' own libraries as bots: python -m tests.bot.vendors dingtalk|wecom <address>.

Each says on its output what it has heard, one JSON a line; they block and swallow cancellation, so
that they run in a process of their own.
"""

import asyncio
import json
import sys
from hashlib import sha256
from typing import Any
from unittest.mock import patch

import aibot
import aibot.ws
import dingtalk_stream
import httpx
from aibot.types import WSClientOptions


def tell(**heard: Any) -> None:
    sys.stdout.write(json.dumps(heard) + "\n")
    sys.stdout.flush()


class Heard(dingtalk_stream.ChatbotHandler):  # type: ignore[misc]
    async def process(self, callback: Any) -> tuple[int, str]:
        message = dingtalk_stream.ChatbotMessage.from_dict(callback.data)
        if message.message_type == "text":
            tell(text=message.text.content, by=message.sender_staff_id)
        for code in message.get_image_list() or []:
            url = await asyncio.to_thread(self.get_image_download_url, code)
            content = (await asyncio.to_thread(httpx.get, url)).content
            tell(picture=sha256(content).hexdigest())
        return dingtalk_stream.AckMessage.STATUS_OK, "OK"


class PressHeard(dingtalk_stream.CallbackHandler):  # type: ignore[misc]
    async def process(self, callback: Any) -> tuple[int, Any]:
        card = dingtalk_stream.CardCallbackMessage.from_dict(callback.data)
        tell(card=card.card_instance_id, pressed=card.content["cardPrivateData"]["params"]["data"])
        return dingtalk_stream.AckMessage.STATUS_OK, {}


def dingtalk() -> None:
    keys = dingtalk_stream.Credential("ding-robot", "secret")
    client = dingtalk_stream.DingTalkStreamClient(keys)
    client.register_callback_handler(dingtalk_stream.ChatbotMessage.TOPIC, Heard())
    topic = dingtalk_stream.Card_Callback_Router_Topic
    client.register_callback_handler(topic, PressHeard())
    client.start_forever()


async def wecom(address: str) -> None:
    client = aibot.WSClient(
        WSClientOptions(bot_id="aib-robot", secret="wecom secret", ws_url=address)
    )

    async def words(frame: Any) -> None:
        body = frame["body"]
        tell(text=body["text"]["content"], by=body["from"]["userid"])
        button = {"text": "通过", "key": "pass"}
        card = {
            "card_type": "button_interaction", "main_title": {"title": "请选择"},
            "button_list": [button], "task_id": "task",
        }  # fmt: skip
        to = body["from"]["userid"]
        await client.send_message(to, {"msgtype": "markdown", "markdown": {"content": "**好**"}})
        await client.send_message(to, {"msgtype": "template_card", "template_card": card})

    async def picture(frame: Any) -> None:
        image = frame["body"]["image"]
        content, _ = await client.download_file(image["url"], image["aeskey"])
        tell(picture=sha256(content).hexdigest())

    async def pressed(frame: Any) -> None:
        event = frame["body"]["event"]["template_card_event"]
        tell(card=event["task_id"], pressed=event["event_key"])
        card = {"card_type": "text_notice", "task_id": event["task_id"]}
        await client.update_template_card(frame, card)

    for event, heard in (
        ("message.text", words), ("message.image", picture), ("event.template_card_event", pressed),
    ):  # fmt: skip
        client.on(event, heard)
    with patch.object(aibot.ws, "_SSL_CONTEXT", None):
        await client.connect()
        await asyncio.Event().wait()


if __name__ == "__main__":
    dingtalk() if sys.argv[1] == "dingtalk" else asyncio.run(wecom(sys.argv[2]))
