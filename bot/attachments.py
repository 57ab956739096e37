"""What is to be decided, with its papers: pictures first, then the words and the buttons."""

from collections.abc import Sequence

from bot.context import Bot
from bot.markup import LONGEST_CAPTION, Screen
from bot.replies import send, send_document, send_pictures
from core.domain.credits.credit import Evidence
from core.domain.register import Actor
from core.files import Picture, Shown
from core.ports import Desk
from core.usecases.credits.evidence import read_evidence
from core.usecases.credits.sheets import CreditSheet
from core.usecases.trainings.closings import read_training_file
from core.usecases.trainings.plans import TrainingSheet


async def send_exhibit(
    desk: Desk, who: Actor, sheet: CreditSheet, bot: Bot, chat_id: int, screen: Screen
) -> int:
    """Send pictures and what has none, then the card; return the number of the card."""
    pictures = [
        (await _read(desk, who, file, Picture.VIEW)).content
        for file in sheet.evidence
        if file.has_view
    ]
    for file in sheet.evidence:
        if not file.has_view or file.pages > 1:
            shown = await _read(desk, who, file, Picture.ORIGINAL)
            await send_document(bot, chat_id, shown.content, shown.name)
    return await _send(bot, chat_id, pictures, screen)


async def send_training(
    desk: Desk, who: Actor, sheet: TrainingSheet, bot: Bot, chat_id: int, screen: Screen
) -> int:
    """Send the signed sheet and the photos, then the card; return the number of the card."""
    pictures = []
    for file in sheet.files:
        picture = Picture.VIEW if file.has_view else Picture.ORIGINAL
        shown = await read_training_file(desk, who, file.training_id, file.id, picture)
        if file.has_view:
            pictures.append(shown.content)
        else:
            await send_document(bot, chat_id, shown.content, shown.name)
    return await _send(bot, chat_id, pictures, screen)


async def _send(bot: Bot, chat_id: int, pictures: Sequence[bytes], screen: Screen) -> int:
    if len(pictures) == 1 and len(screen.text) <= LONGEST_CAPTION:
        with_picture = Screen(screen.text, screen.rows, pictures[0])
        return (await send(bot, chat_id, with_picture)).message_id
    await send_pictures(bot, chat_id, pictures)
    return (await send(bot, chat_id, screen)).message_id


async def _read(desk: Desk, who: Actor, file: Evidence, picture: Picture) -> Shown:
    return await read_evidence(desk, who, file.credit_id, file.id, picture)
