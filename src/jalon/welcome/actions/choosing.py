"""What the centre decides about its records."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures.models import Centre
from jalon.welcome import acts, policies, queries, rules
from jalon.welcome.models import Choices, Required, Visit


@transaction.atomic
def choose(centre: Centre, *, statistics_day: int | None, required: Sequence[str], by: Actor, now: datetime) -> Choices:
    """Set the deadline's day (None: derived from the weekly meeting) and what a record must hold.

    Records that are not complete take the new deadline; complete ones keep theirs. (RU03, RU33)
    """
    policies.visit.require("choose", by, centre.pk)
    if unknown := set(required) - set(Required.values):
        raise Refused(_("« %(code)s » ne peut pas être demandé.") % {"code": min(unknown)}, field="required")
    if statistics_day is not None and not 0 <= statistics_day <= 6:
        raise Refused(_("Choisissez un jour de la semaine."), field="statistics_day")
    row, _made = Choices.objects.update_or_create(
        centre=centre, defaults={"statistics_day": statistics_day, "required": [*required]}
    )
    before = queries.deciding(centre).before
    waiting = list(Visit.objects.filter(centre=centre, completed_at=None, cancelled_at=None))
    for visit in waiting:
        visit.due_on = rules.due_on(visit.day, before)
    Visit.objects.bulk_update(waiting, ["due_on"], batch_size=500)
    journal.record(acts.CHOSEN, row, by=by, at=now)
    return row
