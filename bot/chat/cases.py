"""What is put before a reviewer in the chat, kind by kind: its card and its papers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.chat.attachments import send_exhibit, send_training
from bot.chat.markup import Screen
from bot.chat.replies import send
from bot.chat.screens.credits.cards import claim_card
from bot.chat.screens.projects import application_card
from bot.chat.screens.review import Card, review_card
from bot.chat.screens.trainings import training_card
from bot.chat.service import Recipient
from core.domain.credits.credit import CREDIT_REVIEW
from core.domain.errors import NotFound
from core.domain.projects.application import APPLICATION_REVIEW
from core.domain.register import Actor
from core.domain.subjects import Subject
from core.domain.trainings.training import TRAINING_REVIEW
from core.ports import Desk
from core.usecases.credits.sheets import read_credit
from core.usecases.projects.applications import read_application
from core.usecases.trainings.plans import read_training
from core.usecases.trainings.review import read_waiting

_Send = Callable[[Recipient, Screen], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A case as it is shown; `send` sends a screen below its papers."""

    card: Card
    send: _Send


async def _claim(desk: Desk, who: Actor, credit_id: str) -> Exhibit:
    sheet = await read_credit(desk, who, credit_id)
    return Exhibit(claim_card(sheet), partial(send_exhibit, desk, who, sheet))


async def _training(desk: Desk, who: Actor, training_id: str) -> Exhibit:
    sheet = await read_training(desk, who, training_id)
    came = await read_waiting(desk, who, training_id)
    return Exhibit(training_card(sheet, came), partial(send_training, desk, who, sheet))


async def _application(desk: Desk, who: Actor, application_id: str) -> Exhibit:
    sheet = await read_application(desk, who, application_id)
    return Exhibit(application_card(sheet), send)


KINDS: dict[str, Callable[[Desk, Actor, str], Awaitable[Exhibit]]] = {
    CREDIT_REVIEW.kind: _claim,
    TRAINING_REVIEW.kind: _training,
    APPLICATION_REVIEW.kind: _application,
}


async def read_case(desk: Desk, who: Actor, subject: Subject) -> Exhibit:
    """Return a case with its papers. Raises NotFound."""
    if subject.kind not in KINDS:
        raise NotFound
    return await KINDS[subject.kind](desk, who, subject.id)


async def send_case(to: Recipient, exhibit: Exhibit, head: str, at: int = 0) -> None:
    """Send a case below its papers, under a line that says why."""
    card = review_card(exhibit.card, at)
    await exhibit.send(to, Screen(f"{head}\n{card.text}", card.rows))
