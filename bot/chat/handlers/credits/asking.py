"""The wizard's one step: what the draft still needs is asked, and remembered as asked."""

from dataclasses import dataclass, replace

from bot.chat.context import ChatContext
from bot.chat.markup import Screen
from bot.chat.remembering import keep
from bot.chat.replies import bare, rewrite, show
from bot.chat.screens.credits.paper import paper_screen, proposed_to, with_read
from bot.chat.screens.credits.questions import kind_screen, question_screen
from bot.chat.screens.credits.summary import summary_screen
from core.domain.credits.credit import Evidence, NotEditable
from core.domain.credits.evidence import obvious_kinds
from core.domain.errors import NotFound
from core.files import Picture
from core.usecases.credits.evidence import name_evidence, read_evidence
from core.usecases.credits.readings import read_readings
from core.usecases.credits.sheets import CreditSheet, read_credit
from core.usecases.credits.used_before import read_used_before

SUMMARY, PAPER, KIND, REASON = "summary", "paper", "kind:", "reason:"
CHOOSING = frozenset({"category", "rule"})


@dataclass(frozen=True, slots=True)
class Asking:
    """What a chat was asked last, and by which update: the same update again changes nothing."""

    step: str = ""
    update_id: int = 0

    @classmethod
    def read(cls, kept: str) -> "Asking":
        step, _, update_id = kept.rpartition("@")
        return cls(step, int(update_id)) if update_id.isdecimal() else cls()

    def __str__(self) -> str:
        return f"{self.step}@{self.update_id}"


def asking_of(context: ChatContext) -> Asking:
    """Return what this chat was asked last."""
    return Asking.read(context.chat.asking)


async def keep_asking(context: ChatContext, step: str) -> None:
    """Remember what the next message answers, "" for nothing; the open draft stays."""
    asking, draft_id = str(Asking(step, context.incoming.number)), context.chat.draft_id
    await keep(context, draft_id=draft_id, asking=asking)


async def ask(
    context: ChatContext,
    credit_id: str,
    step: str | None = None,
    *,
    note: str = "",
    in_place: str = "",
    anew: bool = False,
) -> None:
    """Ask `step`, else the first thing that is open, else show the summary.

    `note` is said above the question; `in_place` is a message of ours to write it into, `anew`
    leaves the message whose button was pressed as it is.
    Raises NotFound, and NotEditable when the credit is no draft any more.
    """
    sheet = await _open_sheet(context, credit_id)
    read = await _read_of(context, sheet)
    now = step if step and _is_askable(sheet, step) else PAPER if read else next_step(sheet)
    asking = str(Asking(now, context.incoming.number))
    await keep(context, draft_id=credit_id, asking=asking, taken=context.state.taken or None)
    screen = read if read and now == PAPER else await _screen(context, sheet, now)
    if note:
        screen = replace(screen, text=f"{note}\n\n{screen.text}")
    await _show(context, screen, in_place, anew=anew)


async def _open_sheet(context: ChatContext, credit_id: str) -> CreditSheet:
    sheet = await read_credit(context.desk, context.who, credit_id)
    if not sheet.may_revise:
        raise NotEditable(stage=sheet.credit.stage)
    files = {file.id: file.kind for file in sheet.evidence}
    if not (obvious := obvious_kinds(sheet.credit.claim, files, sheet.book)):
        return sheet
    for file_id, kind in obvious.items():
        await name_evidence(context.desk, context.who, credit_id, file_id, kind)
    return await read_credit(context.desk, context.who, credit_id)


async def _read_of(context: ChatContext, sheet: CreditSheet) -> Screen | None:
    """Return the card of what was read and still answers something, None where nothing does."""
    if context.state.ignored == sheet.credit.id:
        return None
    paper, today = (
        await read_readings(context.desk, context.who, sheet.credit.id),
        context.desk.today(),
    )
    proposed = proposed_to(sheet, paper, today)
    return paper_screen(sheet, paper, proposed, today) if proposed else None


def next_step(sheet: CreditSheet) -> str:
    """Return the first open question, else the first file without a kind, else the summary."""
    if sheet.asking:
        return sheet.asking
    unnamed = next((file for file in sheet.evidence if file.kind is None), None)
    return f"{KIND}{unnamed.id}" if unnamed else SUMMARY


def _is_askable(sheet: CreditSheet, step: str) -> bool:
    if step.startswith(KIND):
        return any(step == f"{KIND}{file.id}" for file in sheet.evidence)
    return step == SUMMARY or (step in sheet.asked and step != "evidence")


async def _screen(context: ChatContext, sheet: CreditSheet, step: str) -> Screen:
    if step == SUMMARY:
        return summary_screen(sheet)
    if step.startswith(KIND):
        file = file_of(sheet, step.removeprefix(KIND))
        return kind_screen(sheet, file, await _thumbnail(context, file))
    before = await read_used_before(context.desk, context.who, sheet.staff.id)
    screen = question_screen(sheet, step, context.desk.today(), before)
    if step not in CHOOSING or context.state.ignored == sheet.credit.id:
        return screen
    return with_read(screen, sheet, await read_readings(context.desk, context.who, sheet.credit.id))


def file_of(sheet: CreditSheet, file_id: str) -> Evidence:
    """Return a file of the credit. Raises NotFound."""
    file = next((file for file in sheet.evidence if file.id == file_id), None)
    if file is None:
        raise NotFound
    return file


async def _thumbnail(context: ChatContext, file: Evidence) -> bytes | None:
    if not file.has_view:
        return None
    view = Picture.THUMBNAIL
    shown = await read_evidence(context.desk, context.who, file.credit_id, file.id, view)
    return shown.content


async def _show(context: ChatContext, screen: Screen, in_place: str, *, anew: bool) -> None:
    """Show the question; the one before it loses its buttons."""
    state, to = context.state, context.to
    if await rewrite(to, in_place, screen):
        return
    before, state.shown = state.shown, await show(context, screen, anew=anew)
    if before != state.shown:
        await bare(to, before)
