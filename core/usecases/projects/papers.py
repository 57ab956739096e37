"""An application on paper, to be signed, stamped and sent on (manual 3.1)."""

from core.domain.masking import masked_document
from core.domain.points import show_quantity
from core.domain.projects.application import Application
from core.domain.projects.form import BLANKS
from core.domain.register import Actor, Staff
from core.domain.rulebook.rules import Rulebook
from core.exports import Document
from core.forms.application import ApplicationForm, draw_application
from core.forms.document import Drawn
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.transaction import Transaction
from core.texts import say
from core.wording.names import named
from core.wording.projects import answer_words, level_name

Row = tuple[str, ...]
TALL = frozenset({"name", "goals", "innovation", "history", "discipline"})


async def application_pdf(desk: Desk, who: Actor, application_id: str) -> Document:
    """Return the application as a PDF. Raises NotFound."""
    async with desk.store.reading() as tx:
        application = await tx.applications.get(application_id)
        authorize(who, Permission.PROJECT_READ, application)
        form = await _form(desk, tx, who, application)
    drawn: Drawn = await desk.workers.in_process(draw_application, form)
    name = say("application-file", name=application.name)
    return Document(drawn.pdf, "application/pdf", f"{name}.pdf", drawn.missing)


async def _form(
    desk: Desk, tx: Transaction, who: Actor, application: Application
) -> ApplicationForm:
    book = await tx.rulebooks.of(application.unit_id, application.year)
    unit = await tx.people.unit(application.unit_id)
    department = await tx.people.department(application.department_id)
    leaders = await tx.people.some([application.leader_id] if application.leader_id else [])
    rows: list[Row] = [
        (say("application-step-project"),),
        (
            *(say("application-department"), department.name),
            *(say("project-year"), str(application.year)),
        ),
        *_answers(application, "project", book),
        (say("application-step-leader"),),
    ]
    for leader in leaders:
        number = await tx.people.document(leader.id)
        is_ours = may(who, Permission.STAFF_READ, leader)
        rows += _leader(leader, number if is_ours else masked_document(number), book)
    rows += [*_answers(application, "leader", book), *_lectures(application)]
    title = say("application-paper", year=application.year, level=level_name(application.level))
    return ApplicationForm(unit.name, application.name, title, tuple(rows), desk.clock.now())


def _leader(leader: Staff, document: str, book: Rulebook) -> list[Row]:
    title = named(book.title(leader.title).names)
    return [
        (say("application-leader"), leader.name, say("people-column-number"), leader.staff_number),
        (say("application-document"), document, say("people-column-title"), title),
    ]


def _answers(application: Application, step: str, book: Rulebook) -> list[Row]:
    """Return the answers of a step: long ones on a line of their own, the others in twos."""
    rows, pending = list[Row](), Row()
    for blank in BLANKS:
        if blank.step != step:
            continue
        pair = (
            say(f"application-{blank.name}"),
            answer_words(application, blank, book) or say("form-nothing"),
        )
        if blank.name in TALL:
            rows += [pending] if pending else []
            rows.append(pair)
            pending = ()
        elif pending:
            rows.append((*pending, *pair))
            pending = ()
        else:
            pending = pair
    return rows + ([pending] if pending else [])


def _lectures(application: Application) -> list[Row]:
    head = tuple(
        say(f"application-lecture-{name}")
        for name in ("number", "topic", "teacher", "from", "hours")
    )
    lines = [
        (
            str(number),
            one.topic,
            one.teacher,
            say("application-teacher-own" if one.teacher_id else "application-teacher-outside"),
            show_quantity(one.hours),
        )
        for number, one in enumerate(application.courses, 1)
    ]
    return [(say("application-step-courses"),), head, *lines]
