"""Every button and what it does: one table."""

from collections.abc import Awaitable, Callable

from bot.chat.buttons import Press, Verb, read_press
from bot.chat.context import ChatContext
from bot.chat.handlers import attendance, excuses, register, review, web
from bot.chat.handlers.credits import answers, behind, credits, drafts, year
from bot.chat.replies import answer

_Handler = Callable[[ChatContext, Press], Awaitable[None]]
PRESSES: dict[Verb, _Handler] = {
    Verb.YEAR: answers.answer_pressed,
    Verb.CATEGORY: answers.answer_pressed,
    Verb.RULE: answers.answer_pressed,
    Verb.RANK: answers.answer_pressed,
    Verb.PICK: answers.answer_pressed,
    Verb.USE: answers.caption_used,
    Verb.GO: answers.question_pressed,
    Verb.NEXT: answers.continued,
    Verb.KIND: answers.kind_pressed,
    Verb.FILE: answers.file_pressed,
    Verb.DROP: answers.file_dropped,
    Verb.EDIT: drafts.edit_pressed,
    Verb.SUBMIT: drafts.submitted,
    Verb.SAVE: drafts.saved,
    Verb.CANCEL: drafts.cancel_pressed,
    Verb.REMOVE: drafts.removed,
    Verb.WITHDRAW: drafts.withdrawn,
    Verb.COPY: drafts.copied,
    Verb.WEB: web.web_pressed,
    Verb.OPEN: credits.credit_opened,
    Verb.PAGE: credits.page_pressed,
    Verb.APPROVE: review.approved,
    Verb.ASK_REASON: review.reason_asked,
    Verb.REASON: review.reason_chosen,
    Verb.TYPE_REASON: review.reason_to_write,
    Verb.CARD: review.card_pressed,
    Verb.UNDO: review.undone,
    Verb.QUEUE: review.queue_pressed,
    Verb.RESULT: year.year_pressed,
    Verb.FORM: year.form_pressed,
    Verb.LANGUAGE: register.language_pressed,
    Verb.LINK: register.link_pressed,
    Verb.REFUSE_LINK: register.link_refused,
    Verb.UNLINK: register.unlink_pressed,
    Verb.DONE: register.done_pressed,
    Verb.CHECK_IN: attendance.check_in_pressed,
    Verb.COMING: attendance.trainings_pressed,
    Verb.ABSENT: excuses.absent_pressed,
    Verb.EXCUSE: excuses.excuse_pressed,
    Verb.COME: excuses.coming_after_all,
    Verb.SCAN: web.scan_pressed,
    Verb.VISIT: web.training_pressed,
    Verb.JOB: web.job_pressed,
    Verb.BEHIND: web.behind_pressed,
    Verb.REMINDERS: register.reminders_pressed,
    Verb.REMIND: behind.remind_pressed,
}
REVIEWING = frozenset(
    {
        Verb.APPROVE,
        Verb.ASK_REASON,
        Verb.REASON,
        Verb.TYPE_REASON,
        Verb.CARD,
        Verb.UNDO,
    }
)


async def pressed(context: ChatContext) -> None:
    """A button was pressed; the press is answered once its work is done."""
    press = read_press(context.incoming.press.data if context.incoming.press else "")
    await PRESSES[press.verb](context, press)
    await answer(context)
