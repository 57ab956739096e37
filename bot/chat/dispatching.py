"""Who is recognised first, and which handler hears what."""

import re
from collections.abc import Awaitable, Callable

from bot.chat.context import ChatContext, ChatState, Coming, Later
from bot.chat.errors import explain_fault
from bot.chat.handlers import attendance, edits, register, review, talk, web
from bot.chat.handlers.credits import behind, credits, drafts, files, paper, year
from bot.chat.handlers.presses import pressed
from bot.chat.handlers.recognising import chosen, recognise_sender
from bot.chat.incoming import Came, Edited, Gave, Incoming, Pressed, Read, Said
from bot.chat.menus import keep_menu
from bot.chat.service import ChatService
from core.ports import Desk
from core.records.messages import ChatId

_Handler = Callable[[ChatContext], Awaitable[None]]
COMMANDS: dict[str, _Handler] = {
    "new": drafts.draft_begun,
    "status": year.status_asked,
    "credits": credits.credits_asked,
    "trainings": attendance.trainings_asked,
    "review": review.review_asked,
    "behind": behind.behind_asked,
    "forms": year.forms_asked,
    "inbox": register.inbox_asked,
    "web": web.web_asked,
    "language": register.language_asked,
    "unlink": register.unlink_asked,
    "help": register.help_asked,
}
COMMAND = re.compile(r"/(?P<name>[a-z0-9_]{1,32})(@\w+)?(\s.*)?", re.IGNORECASE | re.DOTALL)


class Dispatcher:
    """Does what came asks for, whichever service brought it."""

    def __init__(self, desk: Desk, later: Later) -> None:
        self._desk = desk
        self._later = later
        self._states: dict[ChatId, ChatState] = {}

    async def act(self, service: ChatService, incoming: Incoming, coming: Coming) -> bool:
        """Act on one thing that came; False when its answer did not get through."""
        chat_id = ChatId(service.channel, incoming.address)
        state = self._states.setdefault(chat_id, ChatState())
        context = ChatContext(self._desk, service, incoming, state, coming, self._later)
        try:
            if await recognise_sender(context):
                context = chosen(context)
                await handler_of(context.incoming)(context)
            keep_menu(context)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is told, or logged
            return await explain_fault(context, error)
        return True


def handler_of(incoming: Incoming) -> _Handler:
    """Return what answers something of this kind."""
    match incoming.what:
        case Came():
            return register.started
        case Edited():
            return edits.message_edited
        case Gave():
            return files.file_sent
        case Pressed():
            return pressed
        case Read():
            return paper.paper_read
        case Said(text):
            command = COMMAND.fullmatch(text)
            unknown = talk.lost if command else talk.text_said
            return COMMANDS.get(command["name"].lower(), unknown) if command else unknown
        case _:
            return talk.something_else
