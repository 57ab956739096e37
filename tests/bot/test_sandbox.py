"""The sandbox answers a real python-telegram-bot over real HTTP as Telegram would."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image, ImageDraw
from playwright.async_api import Page, async_playwright, expect
from quart import Quart, Response, request
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.sandbox.app import sandbox_app
from bot.sandbox.files import MEGABYTE, Files
from bot.sandbox.people import Person
from bot.sandbox.phone import BotIsBlocked, ButtonGone, Phone
from bot.sandbox.telegram import Telegram
from core.texts import say, speaking
from storage.system import MovableClock
from tests.bot.world import TOKEN, served
from tests.browser.serving import FLAGS, chromium

NURSE, HEAD, STRANGER = 820, 821, 999
CHOICES = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("赴外省（国家级）", callback_data="kind:1"),
            InlineKeyboardButton("赴外省（省级）", callback_data="kind:3"),
        ],
        [
            InlineKeyboardButton("论文 / 综述", callback_data="kind:12"),
            InlineKeyboardButton("在网页中填写", url="http://127.0.0.1:8000/credits/new"),
        ],
    ]
)


def certificate(width: int = 1600, height: int = 1200, words: str = "学分证书") -> bytes:
    picture = Image.new("RGB", (width, height), "#f3e6d2")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((60, 60, width - 60, height - 60), outline="#a5762c", width=12)
    for line in range(6):
        drawing.line(
            (160, 300 + line * 110, width - 160, 300 + line * 110), fill="#7a2a20", width=8
        )
    written = BytesIO()
    picture.save(written, "JPEG", comment=words.encode())
    return written.getvalue()


@pytest.fixture
def telegram(clock: MovableClock) -> Telegram:
    people = [
        Person(NURSE, "闻旦", "护理 · 主管护师"),
        Person(HEAD, "刘一秀", "护理 · 科室管理员", started=True),
        Person(STRANGER, "路人", language="en"),
    ]
    return Telegram(TOKEN, people, clock)


@pytest.fixture
async def address(telegram: Telegram) -> AsyncIterator[str]:
    async with served(sandbox_app(telegram)) as url:
        yield url
        telegram.close()


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """An assistant that echoes texts, counts photos and answers buttons."""
    application = echo(address).build()
    add_handlers(application)
    async with application:
        yield application


@pytest.fixture
async def polling(bot: Any) -> AsyncIterator[Any]:
    await bot.bot.set_my_commands([BotCommand("start", "开始"), BotCommand("status", "是否达标")])
    await bot.start()
    await bot.updater.start_polling(timeout=10)
    yield bot
    await bot.updater.stop()
    await bot.stop()


def echo(address: str) -> Any:
    builder = Application.builder().token(TOKEN)
    return builder.base_url(f"{address}/bot").base_file_url(f"{address}/file/bot")


def add_handlers(application: Any) -> None:
    application.bot_data["seen"] = []
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(MessageHandler(filters.PHOTO, count_photo))
    application.add_handler(MessageHandler(filters.Document.ALL, return_document))
    application.add_handler(MessageHandler(filters.TEXT, say_again))
    application.add_handler(CallbackQueryHandler(choose))
    application.add_handler(ChatMemberHandler(note_block))


async def greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.effective_message.reply_html(f"您好 <b>{' '.join(context.args)}</b>")


async def count_photo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    group = context.bot_data.setdefault(message.media_group_id or message.message_id, [])
    file = await message.photo[-1].get_file()
    group.append(bytes(await file.download_as_bytearray()))
    await message.chat.send_action("typing")
    if len(group) == context.bot_data.get("expected", 1):
        await message.reply_html(
            f"收到 {len(group)} 张证明材料。识别到：\n<b>危重症护理新进展</b>\n"
            "项目编号 2025-14-02-118 · 国家级 · 6 学时\n2025-06-12 至 06-14\n\n这是哪一类学分？",
            reply_markup=CHOICES,
        )


async def return_document(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    sent = update.effective_message.document
    await update.effective_message.reply_document(sent.file_id, caption=sent.file_name)


async def say_again(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    context.bot_data["seen"].append(update.effective_message.text)
    await update.effective_message.reply_text(update.effective_message.text)


async def choose(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    context.bot_data["seen"].append(update.callback_query.data)
    await update.callback_query.answer("已选择", show_alert=update.callback_query.data == "kind:3")
    await update.callback_query.edit_message_text("请核对后上报")


async def note_block(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    context.bot_data["seen"].append(update.my_chat_member.new_chat_member.status)


def heard(phone: Phone, count: int = 1) -> Callable[[], bool]:
    return lambda: len(phone.heard) >= count


async def test_a_deep_link_starts_the_chat_with_its_payload(
    polling: Any, telegram: Telegram
) -> None:
    nurse = Phone(telegram, NURSE)
    nurse.opens_link("L7")
    await telegram.until(heard(nurse))
    assert nurse.heard[0]["text"] == "您好 L7"
    assert nurse.heard[0]["entities"] == [{"type": "bold", "offset": 3, "length": 2}]


async def test_messages_of_a_chat_are_answered_in_order(polling: Any, telegram: Telegram) -> None:
    nurse, head = Phone(telegram, NURSE), Phone(telegram, HEAD)
    for number in range(5):
        nurse.says(f"护 {number}")
        head.says(f"长 {number}")
    await telegram.until(lambda: len(nurse.heard) == len(head.heard) == 5)
    assert [message["text"] for message in nurse.heard] == [f"护 {number}" for number in range(5)]
    assert {message["chat"]["id"] for message in head.heard} == {HEAD}


async def test_a_photo_comes_down_as_a_jpeg_of_at_most_1280(
    polling: Any, telegram: Telegram
) -> None:
    nurse = Phone(telegram, NURSE)
    [sent] = await nurse.sends_photos([certificate()], "培训证书")
    await telegram.until(heard(nurse))
    [data] = polling.bot_data[sent["message_id"]]
    picture = Image.open(BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (1280, 960))
    assert [size["width"] for size in sent["photo"]] == [90, 320, 800, 1280]
    assert len(data) == sent["photo"][-1]["file_size"]


async def test_an_album_is_several_messages_of_one_group(polling: Any, telegram: Telegram) -> None:
    polling.bot_data["expected"] = 3
    nurse = Phone(telegram, NURSE)
    sent = await nurse.sends_photos([certificate(900 + side) for side in range(3)], "三张")
    await telegram.until(heard(nurse))
    [group] = {message["media_group_id"] for message in sent}
    assert len(polling.bot_data[group]) == 3
    assert [message.get("caption") for message in sent] == ["三张", None, None]


async def test_a_document_is_kept_byte_for_byte(polling: Any, telegram: Telegram) -> None:
    nurse = Phone(telegram, NURSE)
    await nurse.sends_document("证书.pdf", b"%PDF-1.7 " + bytes(300_000))
    await telegram.until(heard(nurse))
    [answer] = nurse.heard
    assert (answer["caption"], answer["document"]["mime_type"]) == ("证书.pdf", "application/pdf")
    file = await polling.bot.get_file(answer["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7 " + bytes(300_000)


async def test_what_is_no_picture_goes_as_a_document(telegram: Telegram) -> None:
    [sent] = await Phone(telegram, NURSE).sends_photos([certificate()[:2000]])
    assert "document" in sent


async def test_a_bot_downloads_twenty_megabytes_at_most(bot: Any, telegram: Telegram) -> None:
    sent = await Phone(telegram, NURSE).sends_document("大.pdf", bytes(20 * MEGABYTE + 1))
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.bot.get_file(sent["document"]["file_id"])


async def test_the_bot_sends_photos_albums_and_files(bot: Any, telegram: Telegram) -> None:
    head = Phone(telegram, HEAD)
    photo = await bot.bot.send_photo(HEAD, certificate(), caption="<i>一</i>", parse_mode="HTML")
    again = await bot.bot.send_photo(HEAD, photo.photo[-1].file_id)
    album = [InputMediaPhoto(certificate(700), caption="甲"), InputMediaPhoto(certificate(710))]
    group = await bot.bot.send_media_group(HEAD, album)
    await bot.bot.send_document(HEAD, b"%PDF-1.7", filename="学分登记表.pdf")
    changed = await photo.edit_media(InputMediaPhoto(certificate(720), caption="二"))
    assert again.photo == photo.photo
    assert changed.caption == "二"
    assert len({message.media_group_id for message in group}) == 1
    assert head.heard[-1]["document"]["file_name"] == "学分登记表.pdf"


async def test_a_pressed_button_is_answered_and_a_double_press_asks_twice(
    polling: Any, telegram: Telegram
) -> None:
    head = Phone(telegram, HEAD)
    message = await polling.bot.send_message(HEAD, "哪一类？", reply_markup=CHOICES)
    first = head.presses(message.message_id, "kind:3")
    second = head.presses(message.message_id, "kind:3")
    await telegram.until(lambda: len(head.answers) == 2)
    assert {note["query"] for note in head.answers} == {first, second}
    assert all(note["alert"] and note["text"] == "已选择" for note in head.answers)
    await telegram.until(lambda: head.heard[0]["text"] == "请核对后上报")
    with pytest.raises(ButtonGone):
        head.presses(message.message_id, "kind:3")
    with pytest.raises(BadRequest, match=r"(?i)query ID is invalid"):
        await polling.bot.answer_callback_query("0")


async def test_edits_follow_telegrams_rules(bot: Any, telegram: Telegram) -> None:
    head = Phone(telegram, HEAD)
    own = head.says("我的")
    message = await bot.bot.send_message(HEAD, "一")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await message.edit_text("一")
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await bot.bot.edit_message_text("二", HEAD, own["message_id"])
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.bot.edit_message_text("二", HEAD, 1)
    with pytest.raises(BadRequest, match=r"(?i)no caption in the message"):
        await message.edit_caption("二")
    edited = await message.edit_text("二", reply_markup=CHOICES)
    assert (await edited.edit_reply_markup(None)).reply_markup is None
    await edited.delete()
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await edited.delete()


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", None, "text is empty"),
        ("长" * 4097, None, "message is too long"),
        ("<b>开", "HTML", "can't parse entities"),
        ("3 < 5", "HTML", "can't parse entities"),
        ("<h1>题</h1>", "HTML", "Unsupported start tag"),
    ],
)
async def test_impossible_texts_are_refused(
    bot: Any, text: str, mode: str | None, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.bot.send_message(HEAD, text, parse_mode=mode)


async def test_a_text_that_looks_like_json_stays_a_text(bot: Any) -> None:
    assert (await bot.bot.send_message(HEAD, "[1]")).text == "[1]"


async def test_formatting_counts_in_utf16_and_links_are_found(bot: Any) -> None:
    html = "🩺 <a href='http://127.0.0.1:8000/a?b=1&amp;c=2'>登记表</a> 1 &lt; 2 http://x.test/y"
    message = await bot.bot.send_message(HEAD, html, parse_mode="HTML")
    assert message.text == "🩺 登记表 1 < 2 http://x.test/y"
    assert message.parse_entities() == dict(
        zip(message.entities, ["登记表", "http://x.test/y"], strict=True)
    )
    assert message.entities[0].url == "http://127.0.0.1:8000/a?b=1&c=2"


async def test_too_long_button_data_and_captions_are_refused(bot: Any) -> None:
    button = InlineKeyboardButton("长", callback_data="长" * 22)
    with pytest.raises(BadRequest, match=r"(?i)BUTTON_DATA_INVALID"):
        await bot.bot.send_message(HEAD, "一", reply_markup=InlineKeyboardMarkup([[button]]))
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await bot.bot.send_document(HEAD, b"%PDF", caption="长" * 1025)


async def test_large_files_of_the_bot_are_refused(bot: Any) -> None:
    with pytest.raises(BadRequest, match=r"(?i)too big for a photo"):
        await bot.bot.send_photo(HEAD, bytes(10 * MEGABYTE + 1))
    with pytest.raises(BadRequest, match=r"(?i)IMAGE_PROCESS_FAILED"):
        await bot.bot.send_photo(HEAD, b"no picture")
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.bot.send_document(HEAD, bytes(50 * MEGABYTE + 1))


async def test_a_person_who_never_started_the_bot_cannot_be_written_to(bot: Any) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.bot.send_message(NURSE, "您好")


async def test_a_blocked_bot_is_told_so(polling: Any, telegram: Telegram) -> None:
    head = Phone(telegram, HEAD)
    head.blocks()
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        await polling.bot.send_message(HEAD, "您好")
    with pytest.raises(BotIsBlocked):
        head.says("您好")
    head.blocks(False)
    await telegram.until(lambda: polling.bot_data["seen"] == ["kicked", "member"])
    await polling.bot.send_message(HEAD, "您好")


async def test_a_flood_limit_is_honoured(address: str, telegram: Telegram) -> None:
    telegram.inject(
        "sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1, chat=HEAD
    )
    limited = echo(address).rate_limiter(AIORateLimiter(max_retries=1)).build()
    async with limited:
        await limited.bot.send_message(HEAD, "您好")
    assert [call for call, _ in telegram.calls].count("sendMessage") == 2
    assert len(Phone(telegram, HEAD).heard) == 1


async def test_faults_come_from_outside_too_and_only_for_their_chat(
    bot: Any, address: str, telegram: Telegram
) -> None:
    fault = {"method": "sendMessage", "code": 429, "retry_after": 7, "chat": HEAD, "times": 2}
    async with httpx.AsyncClient(base_url=address) as door:
        await door.post("/control/faults", json=fault)
    Phone(telegram, NURSE).says("您好")
    await bot.bot.send_message(NURSE, "一")
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.bot.send_message(HEAD, "二")
    await bot.bot.send_message(HEAD, "三")


async def test_a_dropped_connection_may_lose_the_call_or_only_its_answer(
    bot: Any, telegram: Telegram
) -> None:
    telegram.inject("sendMessage", 0)
    with pytest.raises(NetworkError):
        await bot.bot.send_message(HEAD, "一")
    telegram.inject("sendMessage", 0, done=True)
    with pytest.raises(NetworkError):
        await bot.bot.send_message(HEAD, "二")
    assert [message["text"] for message in Phone(telegram, HEAD).heard] == ["二"]


async def test_updates_stay_until_a_higher_offset_confirms_them(
    bot: Any, telegram: Telegram
) -> None:
    for text in "甲乙丙":
        Phone(telegram, NURSE).says(text)
    first = await bot.bot.get_updates()
    again = await bot.bot.get_updates(limit=2)
    rest = await bot.bot.get_updates(offset=first[0].update_id + 1)
    assert [update.message.text for update in again] == ["甲", "乙"]
    assert [update.message.text for update in rest] == ["乙", "丙"]
    last = await bot.bot.get_updates(offset=-1)
    assert [update.message.text for update in last] == ["丙"]
    assert not await bot.bot.get_updates(offset=last[0].update_id + 1)


async def test_a_second_poll_ends_the_first(bot: Any, address: str, telegram: Telegram) -> None:
    first = asyncio.create_task(bot.bot.get_updates(timeout=20))
    await telegram.until(lambda: ("getUpdates", None) in telegram.calls)
    async with echo(address).build() as other:
        assert not await other.bot.get_updates()
    with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates"):
        await first


async def test_an_aborted_poll_loses_no_update(bot: Any, address: str, telegram: Telegram) -> None:
    async with httpx.AsyncClient(base_url=address) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.get(f"/bot{TOKEN}/getUpdates", params={"timeout": 20}, timeout=0.1)
    Phone(telegram, NURSE).says("还在吗")
    assert [update.message.text for update in await bot.bot.get_updates()] == ["还在吗"]


async def test_a_webhook_gets_updates_in_order_until_it_accepts(
    bot: Any, telegram: Telegram
) -> None:
    hook, arrived, answers = Quart("hook"), [], [500, 403]

    @hook.post("/hook")
    async def receive() -> Response:
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        arrived.append(((await request.get_json())["message"]["text"], secret))
        return Response("", answers.pop(0) if answers else 204)

    async with served(hook) as url:
        await bot.bot.set_webhook(f"{url}/hook", secret_token="s-1")
        for text in "甲乙":
            Phone(telegram, NURSE).says(text)
        await telegram.until(lambda: len(arrived) == 4 and not len(telegram.updates))
        assert arrived == [(text, "s-1") for text in "甲甲甲乙"]
        assert "403" in (await bot.bot.get_webhook_info()).last_error_message
        with pytest.raises(Conflict, match=r"(?i)webhook is active"):
            await bot.bot.get_updates()
        await bot.bot.delete_webhook()
    assert not await bot.bot.get_updates()


async def test_old_messages_cannot_be_deleted(
    bot: Any, clock: MovableClock, telegram: Telegram
) -> None:
    message = await bot.bot.send_message(HEAD, "一")
    clock.move(days=2, minutes=60)
    with pytest.raises(BadRequest, match=r"(?i)can't be deleted"):
        await message.delete()


async def test_a_wrong_token_is_unauthorised(address: str) -> None:
    async with httpx.AsyncClient(base_url=address) as client:
        assert (await client.get("/bot1:x/getMe")).status_code == 401
        assert (await client.get(f"/bot{TOKEN}/flyToTheMoon")).status_code == 404


async def test_a_foreign_page_cannot_act_for_a_person(address: str, telegram: Telegram) -> None:
    async with httpx.AsyncClient(base_url=address, headers={"Origin": "http://x.test"}) as client:
        answer = await client.post(f"/sandbox/{NURSE}/texts", json={"text": "您好"})
    assert answer.status_code == 403
    assert not Phone(telegram, NURSE).messages


async def test_refusals_come_as_sentences_in_the_readers_language(address: str) -> None:
    async with httpx.AsyncClient(base_url=address) as client:
        chinese = await client.post(f"/sandbox/{NURSE}/texts", json={"text": " "})
        english = await client.get("/sandbox/12/changes", headers={"Accept-Language": "en"})
    assert chinese.json()["error"] == say("refusal-sandbox-nothing-to-send")
    with speaking("en"):
        assert english.json()["error"] == say("refusal-sandbox-unknown-person")


def test_the_oldest_files_make_room() -> None:
    files = Files(room=100)
    first, *_, last = [files.add("document", "a.pdf", "", bytes(40)) for _ in range(3)]
    assert (files.has(first.id), files.has(last.id)) == (False, True)


@asynccontextmanager
async def browser_page(**context: Any) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = await (await browser.new_context(locale="zh-CN", **context)).new_page()
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda line: line.type == "error" and faults.append(line.text))
        yield page
        await browser.close()
        assert not faults


async def test_a_nurse_sends_photos_and_presses_a_button_in_the_page(
    polling: Any, address: str, telegram: Telegram, tmp_path: Path
) -> None:
    polling.bot_data["expected"] = 2
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(certificate(1600 if name == "a.jpg" else 1500))
    async with browser_page(viewport={"width": 390, "height": 844}, has_touch=True) as page:
        await page.goto(f"{address}/sandbox/?start=L7")
        await page.get_by_role("link", name="闻旦").click()
        await page.get_by_role("button", name="开始").click()
        await expect(page.get_by_role("log").get_by_text("您好 L7")).to_be_visible()
        photos = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
        await page.set_input_files("[data-input=photo]", photos)
        await page.get_by_role("button", name="发送", exact=True).click()
        choice = page.get_by_role("button", name="赴外省（国家级）")
        await expect(choice).to_be_visible()
        link = page.get_by_role("link", name="在网页中填写")
        assert await link.get_attribute("target") == "_blank"
        await shoot(page, "phone-choices")
        await choice.click()
        await expect(page.get_by_role("log").get_by_text("请核对后上报")).to_be_visible()
        await expect(page.get_by_role("status").filter(has_text="已选择")).to_be_visible()
        await page.get_by_role("button", name="查看照片 1").click()
        await expect(page.get_by_role("dialog", name="照片")).to_be_visible()
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="菜单").click()
        await expect(page.get_by_role("menuitem", name="是否达标")).to_be_visible()
    assert polling.bot_data["seen"] == ["kind:1"]


async def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page when a folder for them is named in SANDBOX_SHOTS."""
    if folder := os.environ.get("SANDBOX_SHOTS"):
        await page.screenshot(path=f"{folder}/{name}.png")
