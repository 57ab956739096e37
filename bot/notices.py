"""The outbox to the chats: what is due goes out in order, and what fails is tried again."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.context import Bot
from bot.errors import log_defect
from bot.exhibits import send_exhibit, send_training
from bot.markup import Button, Rows, Screen, button, words
from bot.replies import send
from bot.screens.cards import review_card
from bot.screens.trainings import training_card
from bot.screens.values import amount
from bot.trouble import seconds_of, told
from bot.updates import Verb
from core.domain.credits import Stage
from core.domain.errors import NotFound, Refusal
from core.domain.people import Actor
from core.domain.trainings import TrainingStage
from core.messages import REVIEW_WAITING, TRAINING_WAITING
from core.ports import Desk
from core.records import Notice
from core.texts import say
from core.usecases.notices import (
    Delivery,
    due_deliveries,
    next_delivery_at,
    note_blocked,
    note_failed,
    note_refused,
    note_sent,
)
from core.usecases.sheets import CreditSheet, read_credit
from core.usecases.training_review import read_waiting
from core.usecases.trainings import read_training
from core.wording import credit_title, notice_text

log = logging.getLogger(__name__)
LONGEST_REST = 2.0
SHORTEST_REST = 0.05
AT_ONCE = 16
WAYS_ON: Mapping[str, tuple[str, Verb, *tuple[int, ...]]] = {
    "training-soon": ("chat-scan", Verb.SCAN),
    "training-today": ("chat-own-trainings", Verb.COMING),
    "training-tomorrow": ("chat-own-trainings", Verb.COMING),
    "training-moved": ("chat-own-trainings", Verb.COMING),
    "training-closed": ("chat-own-credits", Verb.PAGE, 0),
    "award-reversed": ("chat-own-credits", Verb.PAGE, 0),
}


class Deliveries:
    """Sends what is due for as long as it runs; `poke` tells it that something may have come."""

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk = desk
        self._bot = bot
        self._poked = asyncio.Event()
        self._places = asyncio.Semaphore(AT_ONCE)

    def poke(self) -> None:
        """Look at once rather than after the rest."""
        self._poked.set()

    async def run(self) -> None:
        """Deliver for ever."""
        while True:
            try:
                await self.deliver_due()
                pause = await self._until_next()
            except Refusal as refusal:
                log.warning("delivering: %s", refusal.code)
                pause = LONGEST_REST
            except Exception as defect:  # noqa: BLE001 - the outbox must not stop for good
                log_defect(defect)
                pause = LONGEST_REST
            await self._rest(pause)

    async def deliver_due(self) -> None:
        """Send what is due: one after the other in a chat, different chats at once."""
        due = await due_deliveries(self._desk, Actor.system())
        by_chat = sorted(due, key=lambda one: (one.chat.id, one.notice.id))
        chats = [list(group) for _, group in groupby(by_chat, key=lambda one: one.chat.id)]
        outcomes = await asyncio.gather(*map(self._deliver_chat, chats), return_exceptions=True)
        for trouble in outcomes:
            if isinstance(trouble, Exception):
                log_defect(trouble)

    async def _deliver_chat(self, deliveries: list[Delivery]) -> None:
        async with self._places:
            for delivery in deliveries:
                if not await self._deliver(delivery):
                    return

    async def _deliver(self, delivery: Delivery) -> bool:
        """Send one message; False when those behind it have to wait."""
        desk, system = self._desk, Actor.system()
        try:
            await send_notice(self._bot, desk, delivery)
        except RetryAfter as limit:
            wait = timedelta(seconds=seconds_of(limit))
            await note_failed(desk, system, delivery, wait=wait)
            return False
        except Forbidden:
            await note_blocked(desk, system, delivery, "blocked")
            return False
        except BadRequest as refused:
            log_defect(refused)
            await note_refused(desk, system, delivery, "refused")
            return True
        except TelegramError as trouble:
            log.warning("delivering: %s", told(trouble))
            await note_failed(desk, system, delivery)
            return False
        except Exception as defect:  # noqa: BLE001 - one bad message must not stop the outbox
            log_defect(defect)
            await note_failed(desk, system, delivery)
            return False
        await note_sent(desk, system, delivery.notice.id)
        return True

    async def _until_next(self) -> float:
        at = await next_delivery_at(self._desk, Actor.system())
        if at is None:
            return LONGEST_REST
        left = (at - self._desk.clock.now()).total_seconds()
        return min(max(left, SHORTEST_REST), LONGEST_REST)

    async def _rest(self, seconds: float) -> None:
        waiting = asyncio.create_task(self._poked.wait())
        await asyncio.wait([waiting], timeout=seconds)
        waiting.cancel()
        self._poked.clear()


async def send_notice(bot: Bot, desk: Desk, delivery: Delivery) -> None:
    """Put one notice into words, or into a card with buttons, and send it."""
    notice = delivery.notice
    if notice.key == REVIEW_WAITING:
        await _send_claim(bot, desk, delivery)
    elif notice.key == TRAINING_WAITING:
        await _send_plan(bot, desk, delivery)
    elif notice.training_id is not None:
        screen = Screen(_words(delivery), _ways_on(notice, delivery.to.language))
        await send(bot, delivery.chat.id, screen)
    else:
        await _send_words(bot, desk, delivery)


def _words(delivery: Delivery) -> str:
    language = delivery.to.language
    return words("chat-notice", language, text=notice_text(delivery.notice, language))


async def _send_words(bot: Bot, desk: Desk, delivery: Delivery) -> None:
    language, text = delivery.to.language, _words(delivery)
    sheet = await _sheet(desk, delivery)
    if sheet is None:
        await send(bot, delivery.chat.id, Screen(text))
        return
    credit = sheet.credit
    head = words(
        "chat-notice-head",
        language,
        title=credit_title(credit, language),
        amount=amount(credit, language),
        year=credit.year,
    )
    rows = [[_way_on(sheet, delivery.notice.key, language)]]
    await send(bot, delivery.chat.id, Screen(f"{head}\n{text}", rows))


async def _sheet(desk: Desk, delivery: Delivery) -> CreditSheet | None:
    if (credit_id := delivery.notice.credit_id) is None:
        return None
    try:
        return await read_credit(desk, delivery.to, credit_id)
    except Refusal:
        return None


async def _send_claim(bot: Bot, desk: Desk, delivery: Delivery) -> None:
    """Put a claim before its reviewer; what no longer waits for them is left to the inbox."""
    sheet, language = await _sheet(desk, delivery), delivery.to.language
    if sheet is None or not sheet.may_decide or not _is_same(sheet.credit.stage, delivery):
        return
    card = review_card(sheet, language)
    screen = Screen(f"{say('chat-review-waiting', language)}\n{card.text}", card.rows)
    await send_exhibit(bot, desk, delivery.to, delivery.chat.id, sheet, screen)


async def _send_plan(bot: Bot, desk: Desk, delivery: Delivery) -> None:
    """Put a plan or a closing before the unit; what no longer waits is left to the inbox."""
    who, language, training_id = delivery.to, delivery.to.language, delivery.notice.training_id
    try:
        sheet = await read_training(desk, who, training_id or "")
        came = await read_waiting(desk, who, training_id or "")
    except NotFound:
        return
    if not sheet.may_review or not _is_same(sheet.training.stage, delivery):
        return
    card = training_card(sheet, came, language)
    screen = Screen(f"{say('chat-training-waiting', language)}\n{card.text}", card.rows)
    await send_training(bot, desk, who, delivery.chat.id, sheet, screen)


def _is_same(stage: Stage | TrainingStage, delivery: Delivery) -> bool:
    return delivery.notice.details.get("stage") == stage.value


def _ways_on(notice: Notice, language: str) -> Rows:
    """Return what helps with a message about a training: the camera, the list, the page."""
    if notice.key.startswith("training-decided-"):
        label = say("chat-training-web", language)
        return [[button(label, Verb.VISIT, notice.training_id)]]
    key, verb, *parts = WAYS_ON.get(notice.key, ("", Verb.DONE))
    return [[button(say(key, language), verb, *parts)]] if key else ()


def _way_on(sheet: CreditSheet, key: str, language: str) -> Button:
    credit = sheet.credit
    if key == "decision-returned" and sheet.may_revise and credit.stage is Stage.RETURNED:
        return button(say("chat-correct", language), Verb.NEXT, credit.id)
    return button(say("chat-open", language), Verb.OPEN, credit.id)
