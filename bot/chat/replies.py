"""The one place that speaks: where a screen is shown, and what it takes the place of."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.context import ChatContext
from bot.chat.markup import Rows, Screen, words
from bot.chat.service import Recipient


async def send(to: Recipient, screen: Screen) -> str:
    """Send a screen as a new message; return by what it can be changed."""
    return await to.service.say(to.address, replace(screen, is_card=to.on_card))


async def send_pictures(to: Recipient, pictures: Sequence[bytes]) -> int:
    """Send pictures, together where the service can; return how many."""
    await to.service.give_pictures(to.address, pictures)
    return len(pictures)


async def send_document(to: Recipient, content: bytes, name: str, caption: str = "") -> None:
    """Send a file under its name, with a line of words."""
    await to.service.give(to.address, name, content, caption)


async def rewrite(to: Recipient, message: str, screen: Screen) -> bool:
    """Change a message, be it a text or a picture with words under it; False where it cannot be."""
    return bool(message) and await to.service.amend(to.address, message, screen)


async def change_rows(to: Recipient, message: str, rows: Rows) -> bool:
    """Change the buttons under a message and leave its words; False where it cannot be."""
    return bool(message) and await to.service.offer(to.address, message, rows)


async def bare(to: Recipient, message: str) -> bool:
    """Take the buttons away from a message."""
    return await change_rows(to, message, ())


def pressed_in(context: ChatContext) -> str:
    """Return the message whose button was pressed, "" when none was."""
    press = context.incoming.press
    return press.message if press else ""


async def show(context: ChatContext, screen: Screen, *, anew: bool = False) -> str:
    """Show a screen where a button was pressed, else as a new message; return which it is.

    A picture keeps its words and loses its buttons.
    """
    press, to = None if anew else context.incoming.press, context.to
    if press is None or not press.message:
        return await send(to, screen)
    if not press.is_under_picture and await rewrite(to, press.message, screen):
        return press.message
    await bare(to, press.message)
    return await send(to, screen)


async def put(context: ChatContext, screen: Screen) -> str:
    """Show a screen as `show` does, under the picture too whose button was pressed."""
    to, message = context.to, pressed_in(context)
    if await rewrite(to, message, screen):
        return message
    await bare(to, message)
    return await send(to, screen)


async def answer(context: ChatContext, text: str = "") -> None:
    """Answer a press, so that the button stops waiting; too late is no harm.

    Where a button does not wait, the text is said; the question above it stays open.
    """
    press = context.incoming.press
    if press and press.id:
        await context.service.answer(press, text)
    elif text:
        await send(context.card_to, Screen(words("chat-refused", why=text)))
