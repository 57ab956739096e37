"""How a unit runs its trainings, set by its administrators."""

from collections.abc import Mapping

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain import points
from core.domain.trainings.plans import POLICY_FIELDS
from core.domain.trainings.training import TrainingSettings
from core.usecases.trainings.settings import read_training_settings, set_training_settings
from pwa.frame.fields import FormState, form, query
from pwa.frame.session import desk, who
from pwa.trainings.cycle_forms import policy_texts
from pwa.trainings.plan_view import LONGEST_TYPED

pages = Blueprint("training_settings", __name__)

FIELDS = (*POLICY_FIELDS, "speaker_factor", "networks")


@pages.get("/settings/trainings")
async def page() -> ResponseReturnValue:
    """Show the unit's settings."""
    settings = await read_training_settings(desk(), who())
    return await _shown(_texts(settings), FormState())


def _texts(settings: TrainingSettings) -> dict[str, str]:
    return {
        **policy_texts(settings.policy),
        "speaker_factor": points.show_quantity(settings.speaker_factor),
        "networks": "\n".join(settings.networks),
    }


async def _shown(texts: Mapping[str, str], again: FormState) -> ResponseReturnValue:
    shown = await render_template(
        "trainings/settings.html", texts=texts, again=again, done=query().text("done")
    )
    return shown, again.status


@pages.post("/settings/trainings")
async def save() -> ResponseReturnValue:
    """Keep the settings, all of them or none."""
    sent = await form()
    texts = {name: sent.text(name, longest=LONGEST_TYPED) for name in FIELDS}
    revision = await set_training_settings(desk(), who(), texts)
    if revision.refused:
        return await _shown(texts, FormState(texts, revision.refused))
    return redirect(url_for("training_settings.page", done="saved"), 303)
