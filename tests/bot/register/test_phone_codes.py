"""A sign-in code comes to the linked chat, and only to the chat."""

import re

from core.domain.register import Actor
from core.usecases.messages.notices import read_inbox
from core.usecases.register.administrators import Contact
from core.usecases.register.holders import read_administrator, save_administrator
from core.usecases.register.phone_codes import ask_phone_code, send_phone_code, sign_in_by_code
from core.wording.messages import notice_text
from tests import cast
from tests.bot.world import World, words_of

MOBILE, BROWSER = "13567231913", {"ip": "10.0.0.8", "device_key": "mine"}


async def test_a_code_comes_to_the_chat_and_signs_in_and_the_inbox_says_no_digits(
    chat: World,
) -> None:
    desk, unit, head = chat.desk, cast.UNIT_ADMINISTRATOR.actor, cast.HEAD_NURSE
    seen = (await read_administrator(desk, unit, head.account.id)).seen
    contact = Contact(head.account.name, MOBILE)
    await save_administrator(desk, unit, head.account.id, contact, seen=seen)
    await send_phone_code(desk, Actor.system(), await ask_phone_code(desk, MOBILE, **BROWSER))
    told = words_of(await chat.head_nurse.hears("登录验证码"))
    found = re.search(r"\d{6}", told)
    assert found
    signed_in = await sign_in_by_code(desk, MOBILE, found[0], device="phone", **BROWSER)
    assert signed_in.who.account_id == head.account.id
    (notice,) = (await read_inbox(desk, head.actor)).rows
    assert found[0] not in notice_text(notice)
