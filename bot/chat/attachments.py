"""What is to be decided, with its papers: pictures first, then the words and the buttons.

The card arrives whatever becomes of its papers; what could not be sent is seen in the web app.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from bot.chat.markup import Screen, words
from bot.chat.replies import send, send_document, send_pictures
from bot.chat.retrying import told
from bot.chat.service import NotTaken, Recipient, Trouble
from core.domain.credits.credit import Evidence
from core.domain.register import Actor
from core.domain.trainings.training import TrainingFile
from core.files import Picture, Shown, pages_in_view
from core.ports import Desk
from core.texts import say
from core.usecases.credits.evidence import read_evidence
from core.usecases.credits.sheets import CreditSheet
from core.usecases.trainings.closings import read_training_file
from core.usecases.trainings.plans import TrainingSheet

log = logging.getLogger(__name__)
T = TypeVar("T")
_Read = Callable[[Picture, int], Awaitable[Shown]]


@dataclass(frozen=True, slots=True)
class _Paper:
    """A file of the case: how it is read, whether it has a view, whether that shows all of it."""

    read: _Read
    has_view: bool
    view_is_all: bool


async def send_exhibit(
    desk: Desk, who: Actor, sheet: CreditSheet, to: Recipient, screen: Screen
) -> str:
    """Send pictures and what has none, then the card; return which message it is."""

    def paper(file: Evidence) -> _Paper:
        async def read(picture: Picture, page: int) -> Shown:
            return await read_evidence(desk, who, file.credit_id, file.id, picture, page)

        return _Paper(read, file.has_view, pages_in_view(file) == file.pages)

    at = f"{desk.settings.public_url}/credits/{sheet.credit.id}"
    return await _send(to, [paper(file) for file in sheet.evidence], screen, at)


async def send_training(
    desk: Desk, who: Actor, sheet: TrainingSheet, to: Recipient, screen: Screen
) -> str:
    """Send the signed sheet and the photos, then the card; return which message it is."""

    def paper(file: TrainingFile) -> _Paper:
        async def read(picture: Picture, page: int) -> Shown:
            return await read_training_file(desk, who, file.training_id, file.id, picture, page)

        return _Paper(read, file.has_view, pages_in_view(file) == file.pages)

    at = f"{desk.settings.public_url}/trainings/{sheet.training.id}"
    return await _send(to, [paper(file) for file in sheet.files], screen, at)


async def _send(to: Recipient, papers: Sequence[_Paper], screen: Screen, address: str) -> str:
    pictures = list[bytes]()
    missing = 0
    for paper in papers:
        missing += not await _arrives(partial(_hand, to, paper, pictures))
    if not missing and len(pictures) == 1 and len(screen.text) <= to.service.can.longest_caption:
        card = Screen(screen.text, screen.rows, pictures[0])
        if sent := await _arrives(lambda: send(to, card)):
            return sent
        missing = 1
    elif pictures and not await _arrives(lambda: send_pictures(to, pictures)):
        missing += len(pictures)
    if missing:
        screen = replace(screen, text=f"{screen.text}\n\n{_elsewhere(missing, address)}")
    return await send(to, screen)


def _elsewhere(missing: int, address: str) -> str:
    link = words("chat-link", url=address, label=say("chat-open-web"))
    return f"{words('chat-papers-missing', count=missing)}\n{link}"


async def _hand(to: Recipient, paper: _Paper, pictures: list[bytes]) -> bool:
    """Add the pages of a file's view to the pictures, and send what they do not show."""
    if paper.has_view:
        first = await paper.read(Picture.VIEW, 1)
        others = [await paper.read(Picture.VIEW, page) for page in range(2, first.pages + 1)]
        pictures += [page.content for page in (first, *others)]
    if not paper.view_is_all:
        original = await paper.read(Picture.ORIGINAL, 1)
        await send_document(to, original.content, original.name)
    return True


async def _arrives(call: Callable[[], Awaitable[T]]) -> T | None:
    """Do it, and return None where it cannot be done; a bad line or a blocked chat is another
    matter, for it would keep the card from arriving too.
    """
    try:
        return await call()
    except NotTaken as refused:
        log.warning("a paper was not sent: %s", told(refused))
    except Trouble:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with a paper, the card goes out
        log.warning("a paper could not be read: %s", told(fault))
    return None
