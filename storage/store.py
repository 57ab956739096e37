"""Where transactions begin and end."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from core.domain.errors import NotFound
from core.domain.rulebook import Books
from core.domain.rulebook.rules import Rulebook
from core.ports import Clock, Publisher
from storage.protection import Protection
from storage.queries.absences import ExcuseQueries, GuestQueries
from storage.queries.attendance import AttendanceQueries
from storage.queries.credits.credits import CreditQueries
from storage.queries.credits.evidence import EvidenceQueries
from storage.queries.credits.imports import CreditImportQueries
from storage.queries.credits.readings import ReadingQueries
from storage.queries.credits.results import ResultQueries
from storage.queries.credits.year_groups import YearGroupQueries
from storage.queries.credits.year_lists import YearListQueries
from storage.queries.files import FileQueries
from storage.queries.forms import IssueQueries
from storage.queries.jobs import JobQueries
from storage.queries.journal import JournalQueries
from storage.queries.leader import LeaderQueries
from storage.queries.messages.chats import ChatQueries
from storage.queries.messages.deliveries import DeliveryQueries
from storage.queries.messages.notices import NoticeQueries
from storage.queries.messages.updates import UpdateQueries
from storage.queries.messages.warnings import WarningQueries
from storage.queries.projects.applications import ApplicationQueries
from storage.queries.projects.delegations import DelegationQueries
from storage.queries.projects.projects import ProjectQueries
from storage.queries.register.accounts import AccountQueries
from storage.queries.register.devices import DeviceQueries
from storage.queries.register.failures import FailureQueries
from storage.queries.register.links import LinkQueries
from storage.queries.register.people import PeopleQueries
from storage.queries.register.phone_codes import PhoneCodeQueries
from storage.queries.register.second_factors import SecondFactorQueries
from storage.queries.register.sessions import SessionQueries
from storage.queries.register.sets import PeopleSetQueries
from storage.queries.register.year_records import YearRecordQueries
from storage.queries.review import DecisionQueries
from storage.queries.rulebook import BooksCache, RulebookQueries
from storage.queries.trainings.assessments import AssessmentQueries
from storage.queries.trainings.calendars import CalendarQueries
from storage.queries.trainings.cycles import CycleQueries
from storage.queries.trainings.tallies import TallyQueries
from storage.queries.trainings.trainings import TrainingQueries
from storage.queries.waiting import WaitingQueries
from storage.refusals import TooLong, measuring, refusing
from storage.remembering import forget, remember


class Database(TortoiseContext):
    """One open database. Many tasks may be inside it at once, beside other databases."""

    @asynccontextmanager
    async def opened(self, config: dict[str, Any]) -> AsyncIterator["Database"]:
        """Connect, and hang up at the end. Raises DatabaseBusy when nobody answers."""
        try:
            with self.entered():
                await self.init(config=config)
                self._name = next(iter(config["connections"]))
                await self._answer()
            yield self
        finally:
            with self.entered():
                await self.close_connections()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Make this the database of the running task; nested and parallel use is fine."""
        self.__enter__()
        token, self._token = self._token, None
        try:
            yield
        finally:
            self._token = token
            self.__exit__(None, None, None)

    def client(self, name: str) -> Any:
        """Return the connection of this name, for plain SQL beside the records."""
        return self.connections.get(name)

    def reading(self) -> AbstractAsyncContextManager[Any]:
        """Return a transaction that writes nothing."""
        reading: AbstractAsyncContextManager[Any] = self.client(self._name).reading()
        return reading

    async def _answer(self) -> None:
        with refusing():
            async with self.reading():
                pass


@dataclass(frozen=True, slots=True)
class DatabaseTransaction:
    """All record groups of one transaction."""

    people: PeopleQueries
    records: YearRecordQueries
    people_sets: PeopleSetQueries
    rulebooks: RulebookQueries
    accounts: AccountQueries
    sessions: SessionQueries
    devices: DeviceQueries
    failures: FailureQueries
    links: LinkQueries
    second_factors: SecondFactorQueries
    phone_codes: PhoneCodeQueries
    chats: ChatQueries
    credits: CreditQueries
    credit_imports: CreditImportQueries
    evidence: EvidenceQueries
    files: FileQueries
    decisions: DecisionQueries
    trainings: TrainingQueries
    cycles: CycleQueries
    tallies: TallyQueries
    applications: ApplicationQueries
    attendance: AttendanceQueries
    journal: JournalQueries
    notices: NoticeQueries
    deliveries: DeliveryQueries
    results: ResultQueries
    year_lists: YearListQueries
    issues: IssueQueries
    updates: UpdateQueries
    jobs: JobQueries
    leadership: LeaderQueries
    waiting: WaitingQueries
    warnings: WarningQueries
    excuses: ExcuseQueries = field(default_factory=ExcuseQueries)
    guests: GuestQueries = field(default_factory=GuestQueries)
    assessments: AssessmentQueries = field(default_factory=AssessmentQueries)
    calendars: CalendarQueries = field(default_factory=CalendarQueries)
    projects: ProjectQueries = field(default_factory=ProjectQueries)
    delegations: DelegationQueries = field(default_factory=DelegationQueries)
    year_groups: YearGroupQueries = field(default_factory=YearGroupQueries)
    readings: ReadingQueries = field(default_factory=ReadingQueries)


class DatabaseStore:
    """The store of a desk: one transaction a use case."""

    def __init__(
        self, database: Database, protection: Protection, clock: Clock, publisher: Publisher
    ) -> None:
        self._database = database
        self._protection = protection
        self._clock = clock
        self._publisher = publisher
        self._books: BooksCache = {}

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[DatabaseTransaction]:
        """Commit at the end, with the journal in the same commit; then publish whose inbox changed.

        Raises DatabaseBusy, DatabaseReadOnly, DiskFull, TooLong. Whatever ends the block takes all
        of it back.
        """
        tx = self._records()
        try:
            with refusing(), measuring(TooLong()), self._database.entered():
                async with in_transaction():
                    yield tx
                    await tx.journal.write()
        finally:
            forget()
        told = tx.notices.changed | tx.jobs.changed | tx.readings.changed | tx.sessions.changed
        self._publisher.publish(told)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[DatabaseTransaction]:
        """Read what has been committed, without waiting for those who write.

        Raises DatabaseBusy.
        """
        with refusing(), measuring(NotFound()), self._database.entered():
            async with self._database.reading():
                yield self._records()

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """What is read meanwhile by this task is asked once, until it writes."""
        memory = remember()
        try:
            yield
        finally:
            memory.end()

    def _records(self) -> DatabaseTransaction:
        files = FileQueries(self._protection, self._clock)
        people = PeopleQueries(self._protection, files)
        credits = CreditQueries(files)
        accounts = AccountQueries(self._protection)
        return DatabaseTransaction(
            people=people,
            records=YearRecordQueries(),
            people_sets=PeopleSetQueries(people, accounts),
            rulebooks=RulebookQueries(self._books),
            accounts=accounts,
            sessions=SessionQueries(),
            devices=DeviceQueries(),
            failures=FailureQueries(self._protection),
            links=LinkQueries(),
            second_factors=SecondFactorQueries(self._protection),
            phone_codes=PhoneCodeQueries(self._protection),
            chats=ChatQueries(),
            credits=credits,
            credit_imports=CreditImportQueries(credits, files),
            evidence=EvidenceQueries(files),
            files=files,
            decisions=DecisionQueries(),
            trainings=TrainingQueries(files),
            cycles=CycleQueries(),
            tallies=TallyQueries(),
            applications=ApplicationQueries(files),
            attendance=AttendanceQueries(),
            journal=JournalQueries(self._clock),
            notices=NoticeQueries(),
            deliveries=DeliveryQueries(),
            results=ResultQueries(),
            year_lists=YearListQueries(),
            issues=IssueQueries(),
            updates=UpdateQueries(),
            jobs=JobQueries(),
            leadership=LeaderQueries(),
            waiting=WaitingQueries(),
            warnings=WarningQueries(),
        )


class StoredRulebooks:
    """The rulebooks of units for who only looks at them, each look a transaction of its own."""

    def __init__(self, store: DatabaseStore) -> None:
        self._store = store

    async def of(self, unit_id: str, year: int) -> Rulebook:
        return (await self.books(unit_id)).of(year)

    async def books(self, unit_id: str) -> Books:
        """Return a unit's rulebooks of all years."""
        async with self._store.reading() as tx:
            return await tx.rulebooks.books(unit_id)
