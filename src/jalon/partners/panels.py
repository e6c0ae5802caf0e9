"""What partners hang on the navigation, on *Ma journée*, on the search box, on people's pages and on timelines."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.partners import acts, policies, queries, rules
from jalon.partners.models import ContactImportState, ContactVerdict
from jalon.people.models import Person
from jalon.ui import statuses
from jalon.ui.registries import navigation, panels, search, timeline, waiting
from jalon.ui.statuses import Status

IMPORT = {
    ContactImportState.MAPPING: Status("warning", ContactImportState.MAPPING.label),
    ContactImportState.READY: Status("warning", ContactImportState.READY.label),
    ContactImportState.DONE: Status("success", ContactImportState.DONE.label),
    ContactImportState.UNDONE: Status("muted", ContactImportState.UNDONE.label),
    ContactImportState.ABANDONED: Status("muted", ContactImportState.ABANDONED.label),
}
VERDICTS = {
    ContactVerdict.CREATE: Status("info", ContactVerdict.CREATE.label, "user-plus"),
    ContactVerdict.UPDATE: Status("progress", ContactVerdict.UPDATE.label, "user-edit"),
    ContactVerdict.UNCHANGED: Status("success", ContactVerdict.UNCHANGED.label, "user-check"),
    ContactVerdict.MERGED: Status("neutral", ContactVerdict.MERGED.label, "users"),
    ContactVerdict.DOUBTFUL: Status("warning", ContactVerdict.DOUBTFUL.label, "user-question"),
    ContactVerdict.REFUSED: Status("danger", ContactVerdict.REFUSED.label, "user-x"),
}


def _due(actor: Actor, centre: Any, now: datetime) -> int:
    today = local(now, centre.timezone).date()
    return queries.call_backs(actor, until=today).count()


def _hits(query: str, actor: Actor, centre: Any, limit: int) -> Iterable[search.Hit]:
    visible = policies.organisation.visible_to(actor).filter(archived_at=None, merged_into=None)
    rows = queries.matching(visible, query).select_related("city", "sector")  # type: ignore[arg-type]
    for row in rows.order_by("name_key", "pk")[:limit]:
        page = reverse("partners:organisation", args=[centre.code, row.public_id])
        yield search.Hit(row.name, page, rules.joined([str(row.sector or ""), str(row.city or "")]))


def _functions(request: HttpRequest, person: Person) -> dict[str, Any] | None:
    """Where a person of the centre is also a contact; nothing for whoever is none."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = list(policies.contact.visible_to(actor).filter(person=person).select_related("organisation"))
    return {"contacts": rows} if rows else None


def _entry(code: str, label: Any, icon: str, address: str, order: int, capability: str) -> navigation.Entry:
    return navigation.Entry(
        f"partners.{code}",
        label,
        icon,
        url=lambda centre: reverse(f"partners:{address}", args=[centre.code]),
        section="people",
        order=order,
        capability=capability,
    )


def register() -> None:
    """Fill the registries of `ui`; called once by `apps`."""
    navigation.register(
        _entry("list", _("Partenaires"), "building", "list", 50, "partners.read"),
        _entry("speakers", _("Intervenants"), "speakerphone", "speakers", 60, "partners.read"),
    )
    waiting.register(
        waiting.Source(
            "partners.call_backs",
            _("partenaire à rappeler"),
            _("partenaires à rappeler"),
            "phone",
            order=30,
            capability="partners.edit",
            count=_due,
            url=lambda centre: reverse("partners:call_backs", args=[centre.code]),
        )
    )
    search.register(
        search.Provider("partners", _("Partenaires"), "building", order=15, capability="partners.read", find=_hits)
    )
    panels.register(
        panels.Panel(
            "partners.functions",
            kind="person",
            title=_("Contact chez un partenaire"),
            icon="building",
            order=60,
            capability="partners.read",
            template="partners/functions.html",
            context=_functions,
        )
    )
    statuses.register("contact_import", {str(state): look for state, look in IMPORT.items()})
    statuses.register("contact_row", {str(verdict): look for verdict, look in VERDICTS.items()})
    for act, (icon, tone) in acts.LOOKS.items():
        timeline.register(act, timeline.Look(icon, tone))
