"""How updates and files reach the bot, and how it answers a pressed button."""

import re
from typing import Any

from bot.sandbox.answers import Refused, bad
from bot.sandbox.calls import Call
from bot.sandbox.people import Json
from bot.sandbox.telegram import Telegram
from bot.sandbox.webhook import Webhook

MOST_UPDATES = 100
LONGEST_POLL = 50
LONGEST_ANSWER = 200
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
UNKNOWN_QUERY = "query is too old and response timeout expired or query ID is invalid"


async def get_me(telegram: Telegram, _: Call) -> Json:
    return telegram.me


async def get_updates(telegram: Telegram, call: Call) -> list[Json]:
    if telegram.webhook:
        raise Refused(409, WEBHOOK_ACTIVE)
    telegram.updates.allow(call.nested("allowed_updates"))
    limit = min(max(call.number("limit", MOST_UPDATES), 1), MOST_UPDATES)
    seconds = min(call.number("timeout"), LONGEST_POLL)
    return await telegram.updates.poll(call.number("offset"), limit, seconds)


async def set_webhook(telegram: Telegram, call: Call) -> bool:
    secret = call.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    url = call.text("url")
    if url and not url.startswith(("http://", "https://")):
        raise bad("bad webhook: invalid webhook URL specified")
    await delete_webhook(telegram, call)
    telegram.updates.allow(call.nested("allowed_updates"))
    if url:
        telegram.webhook = Webhook(url, secret)
        telegram.webhook.start(telegram)
    return True


async def delete_webhook(telegram: Telegram, call: Call) -> bool:
    if telegram.webhook:
        telegram.webhook.stop()
        telegram.webhook = None
    if call.flag("drop_pending_updates"):
        telegram.updates.forget()
    return True


async def get_webhook_info(telegram: Telegram, _: Call) -> Json:
    webhook = telegram.webhook or Webhook("", "")
    return webhook.described(len(telegram.updates))


async def get_file(telegram: Telegram, call: Call) -> Json:
    return telegram.files.get(call.text("file_id")).downloadable


async def answer_callback_query(telegram: Telegram, call: Call) -> bool:
    query, text = call.text("callback_query_id"), call.text("text")
    if query not in telegram.queries:
        raise bad(UNKNOWN_QUERY)
    if len(text) > LONGEST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    note = {"kind": "answer", "query": query, "text": text, "alert": call.flag("show_alert")}
    telegram.note(telegram.chats[telegram.queries[query]], note)
    return True


RECEIVING: dict[str, Any] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
    "answerCallbackQuery": answer_callback_query,
}
