"""One notice put into words, or into a card to decide on, and sent."""

from collections.abc import Mapping, Sequence

from bot.chat.buttons import Verb
from bot.chat.cases import read_case, send_case
from bot.chat.markup import Button, Rows, Screen, button, words
from bot.chat.menus import offer_menu
from bot.chat.replies import send
from bot.chat.screens.credits.values import amount, shortened
from bot.chat.service import Recipient
from core.domain.credits.credit import Stage
from core.domain.errors import NotFound, Refusal
from core.domain.projects.application import APPLICATION_REVIEW
from core.domain.subjects import Subject
from core.messages import REMINDED, REVIEW_WAITING, TRAINING_WAITING
from core.ports import Desk
from core.records.messages import Notice
from core.texts import say, speaking
from core.usecases.credits.sheets import CreditSheet, read_credit
from core.usecases.messages.linking import LINKED
from core.usecases.messages.notices import Delivery
from core.usecases.messages.warnings import CLAIMS_WAITING, DEPARTMENT_BEHIND, YEAR_END
from core.usecases.register.phone_codes import CODE_MINUTES, NOTICE, read_phone_code
from core.wording.credits import credit_title
from core.wording.messages import notice_text

MOST_TOLD, LONGEST_LINE = 10, 200
Way = tuple[str, Verb, *tuple[int | str, ...]]
NO_MORE: Way = ("chat-remind-off", Verb.REMINDERS, "off")
WARNINGS: Mapping[str, Way] = {
    DEPARTMENT_BEHIND: ("chat-behind-list", Verb.BEHIND),
    CLAIMS_WAITING: ("chat-review-now", Verb.QUEUE, 1),
}
ABSENT: Way = ("chat-excuse", Verb.ABSENT)
BEFOREHAND = frozenset({f"training-{key}" for key in ("today", "tomorrow", "invited", "moved")})
WAYS_ON: Mapping[str, Way] = {
    "training-soon": ("chat-scan", Verb.SCAN),
    "training-today": ("chat-own-trainings", Verb.COMING),
    "training-tomorrow": ("chat-own-trainings", Verb.COMING),
    "training-invited": ("chat-own-trainings", Verb.COMING),
    "training-moved": ("chat-own-trainings", Verb.COMING),
    "training-closed": ("chat-own-credits", Verb.PAGE, 0),
    "award-reversed": ("chat-own-credits", Verb.PAGE, 0),
    REMINDED: ("chat-own-credits", Verb.PAGE, 0),
}


async def send_notice(to: Recipient, desk: Desk, delivery: Delivery) -> None:
    """Put one notice into the words of whom it is for, or into a card with buttons, and send it."""
    with speaking(delivery.to.language):
        if delivery.notice.key == LINKED:
            await offer_menu(to.service, to.address, delivery.to)
        await _send_notice(to, desk, delivery)


async def send_summary(to: Recipient, deliveries: Sequence[Delivery]) -> None:
    """Say in one message what was held while somebody had blocked the bot, the newest last."""
    first = deliveries[0]
    with speaking(first.to.language):
        told = [_line(one.notice) for one in deliveries[-MOST_TOLD:]]
        text = words(
            "chat-notices-held",
            count=len(deliveries),
            told="\n".join(told),
            more=len(deliveries) - len(told),
        )
        await send(to, Screen(text))


def _line(notice: Notice) -> str:
    text = shortened(notice_text(notice), LONGEST_LINE)
    about = notice.details.get("about", "")
    return say("chat-notice-about", about=about, text=text) if about else f"· {text}"


async def _send_notice(to: Recipient, desk: Desk, delivery: Delivery) -> None:
    notice = delivery.notice
    if subject := _waiting(notice):
        await _send_case(to, desk, delivery, subject)
    elif notice.key == NOTICE:
        await send(to, await _code(desk, delivery))
    elif notice.credit_id is None:
        screen = Screen(_words(delivery), _ways_on(notice))
        await send(to, screen)
    else:
        await _send_words(to, desk, delivery)


async def _code(desk: Desk, delivery: Delivery) -> Screen:
    """Say a code that is still good; of one that is over, that it was asked for."""
    subject = delivery.notice.subject
    try:
        code = await read_phone_code(desk, delivery.to, subject.id if subject else "")
    except NotFound:
        return Screen(_words(delivery))
    return Screen(words("chat-sign-in-code", code=code, minutes=CODE_MINUTES))


def _words(delivery: Delivery) -> str:
    return words("chat-notice", text=notice_text(delivery.notice))


async def _send_words(to: Recipient, desk: Desk, delivery: Delivery) -> None:
    text = _words(delivery)
    sheet = await _sheet(desk, delivery)
    if sheet is None:
        await send(to, Screen(text, _ways_on(delivery.notice)))
        return
    credit = sheet.credit
    head = words(
        "chat-notice-head",
        title=credit_title(credit, sheet.book),
        amount=amount(credit),
        year=credit.year,
    )
    rows = [[_way_on(sheet, delivery.notice.key)]]
    await send(to, Screen(f"{head}\n{text}", rows))


async def _sheet(desk: Desk, delivery: Delivery) -> CreditSheet | None:
    if (credit_id := delivery.notice.credit_id) is None:
        return None
    try:
        return await read_credit(desk, delivery.to, credit_id)
    except Refusal:
        return None


WAITING = frozenset({REVIEW_WAITING, TRAINING_WAITING, APPLICATION_REVIEW.waiting})


def _waiting(notice: Notice) -> Subject | None:
    """Return the case that a message puts before its reviewers."""
    return notice.subject if notice.key in WAITING else None


async def _send_case(to: Recipient, desk: Desk, delivery: Delivery, subject: Subject) -> None:
    """Put a case before its reviewer; what no longer waits for them is left to the inbox."""
    notice = delivery.notice
    try:
        exhibit = await read_case(desk, delivery.to, subject)
    except Refusal:
        return
    card = exhibit.card
    if card.may_decide and card.case.stage == notice.details.get("stage"):
        await send_case(to, exhibit, say(f"chat-{notice.key}"))


def _ways_on(notice: Notice) -> Rows:
    """Return what helps with a message: the camera, the list, the page in the web app.

    What somebody had made lies there: it is about others and never travels through a chat.
    """
    if notice.job_id is not None:
        return [[button(say("chat-open-web"), Verb.JOB, notice.job_id)]]
    if notice.key == YEAR_END:
        own = button(say("chat-status-own"), Verb.RESULT, notice.details["year"])
        return [[own], [_way(*NO_MORE)]]
    if notice.key in WARNINGS:
        return [[_way(*WARNINGS[notice.key])], [_way(*NO_MORE)]]
    if notice.key.startswith("training-decided-"):
        label = say("chat-training-web")
        return [[button(label, Verb.VISIT, notice.training_id)]]
    helpful = WAYS_ON.get(notice.key)
    absent = [[_way(*ABSENT)]] if notice.key in BEFOREHAND else []
    return [[_way(*helpful)], *absent] if helpful else ()


def _way(key: str, verb: Verb, *parts: int | str) -> Button:
    return button(say(key), verb, *parts)


def _way_on(sheet: CreditSheet, key: str) -> Button:
    credit = sheet.credit
    if key == "decision-returned" and sheet.may_revise and credit.stage is Stage.RETURNED:
        return button(say("chat-correct"), Verb.NEXT, credit.id)
    return button(say("chat-open"), Verb.OPEN, credit.id)
