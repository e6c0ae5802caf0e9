"""Records that another page completed: the address given on the person's record, the registrar's file. (P24.2)"""

from datetime import datetime

from django.db import transaction

from jalon.core.actor import Actor
from jalon.structures.models import Centre
from jalon.welcome import policies, queries
from jalon.welcome.actions.saving import note_if_complete
from jalon.welcome.models import Visit

AT_ONCE = 500


def note_completed(*, by: Actor, now: datetime) -> int:
    """Note the visits that lack nothing any more; how many."""
    policies.visit.require("complete", by, None)
    noted = 0
    for centre in Centre.objects.order_by("pk"):
        required = queries.deciding(centre).required
        rows = queries.with_completeness(Visit.objects.filter(centre=centre).incomplete(now)).order_by("-day", "pk")
        ready = [visit.pk for visit in rows[:AT_ONCE] if not queries.missing(visit, required)]
        for pk in ready:
            with transaction.atomic():
                visit = Visit.objects.select_related("person", "centre").locked().get(pk=pk)
                noted += note_if_complete(visit, by=by, now=now)
    return noted
