"""The files of an application: its signed page and what else belongs to it (manual 3.1)."""

from core.domain.errors import NotFound
from core.domain.projects.application import Application, still_prepared
from core.domain.projects.form import FILE_KINDS
from core.domain.register import Actor
from core.files import Picture, Shown, facts_of, keep, shown
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.records.applications import ApplicationFile
from core.usecases.credits.evidence import TooManyFiles


async def attach_application_file(
    desk: Desk, who: Actor, application_id: str, kind: str, name: str, content: bytes
) -> ApplicationFile:
    """Keep a file with an application.

    Raises the refusals of core.evidence, TooManyFiles, NotFound for another kind,
    ApplicationNotEditable.
    """
    async with desk.store.reading() as tx:
        application = await tx.applications.get(application_id)
        authorize(who, Permission.PROJECT_APPLY, application)
        if kind not in FILE_KINDS:
            raise NotFound
        _check_room(desk, application, len(await tx.applications.files(application_id)))
    intake = await keep(desk, name, content)
    async with desk.store.transaction() as tx:
        application = await tx.applications.hold(application_id)
        if not sees(who, application):  # it may have gone to another department meanwhile
            raise NotFound
        files = await tx.applications.files(application_id)
        if same := next((file for file in files if file.sha256 == intake.sha256), None):
            return same
        _check_room(desk, application, len(files))
        file = ApplicationFile(
            id=desk.ids.new(),
            application_id=application_id,
            kind=kind,
            uploaded_at=desk.clock.now(),
            **facts_of(intake),
        )
        await tx.applications.add_file(file)
        tx.journal.add(who, "file-added", application.subject, after={"sha256": file.sha256})
    return file


def _check_room(desk: Desk, application: Application, files: int) -> None:
    still_prepared(application, None)
    if files >= desk.settings.most_files:
        raise TooManyFiles(most=desk.settings.most_files)


async def remove_application_file(
    desk: Desk, who: Actor, application_id: str, file_id: str
) -> None:
    """Take a file away again. Raises NotFound, ApplicationNotEditable."""
    async with desk.store.transaction() as tx:
        application = await tx.applications.hold(application_id)
        authorize(who, Permission.PROJECT_APPLY, application)
        still_prepared(application, None)
        file = await tx.applications.file(file_id)
        if file.application_id != application_id:
            raise NotFound
        await tx.applications.remove_file(file_id)
        tx.journal.add(who, "file-removed", application.subject, before={"sha256": file.sha256})


async def read_application_file(
    desk: Desk, who: Actor, application_id: str, file_id: str, picture: Picture, page: int = 1
) -> Shown:
    """Return a file to somebody who may see its application. Raises NotFound."""
    async with desk.store.reading() as tx:
        application = await tx.applications.get(application_id)
        authorize(who, Permission.PROJECT_READ, application)
        file = await tx.applications.file(file_id)
    if file.application_id != application_id:
        raise NotFound
    return await shown(desk, file, picture, page)
