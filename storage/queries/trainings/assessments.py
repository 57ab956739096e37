"""What people's assessments at the end of a training came to."""

from collections.abc import Collection

from core.domain.trainings.assessment import Assessment, Result
from storage.models import AssessmentRow

BATCH = 1000


class AssessmentQueries:
    async def of(self, training_id: str) -> dict[str, Result]:
        rows = await AssessmentRow.filter(training_id=training_id)
        return {
            row.staff_id: Result(row.staff_id, Assessment(row.outcome), row.score) for row in rows
        }

    async def set(self, training_id: str, results: Collection[Result]) -> None:
        rows = [
            AssessmentRow(
                training_id=training_id,
                staff_id=one.staff_id,
                outcome=one.outcome.value,
                score=one.score,
            )
            for one in results
        ]
        await AssessmentRow.bulk_create(
            rows,
            batch_size=BATCH,
            on_conflict=["training_id", "staff_id"],
            update_fields=["outcome", "score"],
        )

    async def remove(self, training_id: str, staff_ids: Collection[str]) -> None:
        rows = AssessmentRow.filter(training_id=training_id, staff_id__in=set(staff_ids))
        await rows.delete()
