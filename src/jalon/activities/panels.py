"""What activities hang on the navigation, on *Ma journée*, on the search box and on timelines."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.activities import queries, searching, sheet_reading
from jalon.activities.models import Presence, Status
from jalon.activities.rules import State
from jalon.activities.sheet_rules import SheetState
from jalon.core.actor import Actor
from jalon.files import holders
from jalon.people.models import Person
from jalon.ui import dates, statuses
from jalon.ui.registries import navigation, panels, search, timeline, waiting
from jalon.ui.statuses import Status as Look

ACTIVITY = {
    State.DRAFT: Look("neutral", _("Brouillon"), "pencil"),
    State.OPEN: Look("info", _("Publiée"), "speakerphone"),
    State.UNDER_WAY: Look("progress", _("En cours"), "player-play"),
    State.TO_CLOSE: Look("warning", _("À clôturer"), "clipboard-check"),
    State.CLOSED: Look("success", _("Clôturée"), "circle-check"),
    State.CANCELLED: Look("muted", _("Annulée"), "calendar-cancel"),
}
REGISTRATION = {
    Status.REQUESTED: Look("progress", _("À confirmer"), "hourglass"),
    Status.CONFIRMED: Look("success", _("Confirmée"), "check"),
    Status.WAITING: Look("neutral", _("Liste d’attente"), "list"),
    Status.OFFERED: Look("info", _("Place proposée"), "ticket"),
    Status.ENDED: Look("muted", _("Annulée"), "x"),
}
ATTENDANCE = {
    Presence.PRESENT: Look("success", _("Présent"), "user-check"),
    Presence.EXCUSED: Look("warning", _("Absence excusée"), "user-exclamation"),
    Presence.ABSENT: Look("danger", _("Absent"), "user-x"),
    Presence.CANCELLED: Look("muted", _("Annulé par le centre"), "user-off"),
}
EVENT_SHEET = {
    SheetState.DRAFT: Look("neutral", _("En cours d’écriture"), "pencil"),
    SheetState.RETURNED: Look("warning", _("Renvoyée"), "arrow-back-up"),
    SheetState.SUBMITTED: Look("progress", _("Attend le Manager"), "hourglass"),
    SheetState.SIGNED: Look("progress", _("Attend l’institution hôte"), "hourglass"),
    SheetState.APPROVED: Look("success", _("Visée"), "signature"),
}
LOOKS = {
    "created": ("plus", "neutral"),
    "edited": ("pencil", "neutral"),
    "published": ("speakerphone", "info"),
    "unpublished": ("eye-off", "muted"),
    "postponed": ("calendar-time", "warning"),
    "cancelled": ("calendar-cancel", "danger"),
    "restored": ("arrow-back-up", "info"),
    "registered": ("user-plus", "info"),
    "confirmed": ("checks", "success"),
    "registration_ended": ("user-minus", "muted"),
    "registration_restored": ("arrow-back-up", "info"),
    "place_offered": ("ticket", "info"),
    "offer_accepted": ("check", "success"),
    "coming": ("thumb-up", "success"),
    "reminded": ("bell", "info"),
    "marked": ("user-check", "neutral"),
    "sheet_applied": ("file-import", "info"),
    "closed": ("clipboard-check", "success"),
    "reopened": ("lock-open", "warning"),
    "certificate_issued": ("certificate", "success"),
    "certificate_withdrawn": ("ban", "danger"),
    "sheet_started": ("file-description", "neutral"),
    "sheet_written": ("pencil", "neutral"),
    "budget_planned": ("coins", "neutral"),
    "budget_removed": ("coins", "muted"),
    "budget_restored": ("coins", "neutral"),
    "visas_asked": ("send", "info"),
    "visa_given_by_manager": ("signature", "success"),
    "visa_given_by_host": ("signature", "success"),
    "sheet_returned": ("arrow-back-up", "warning"),
    "visa_withdrawn": ("ban", "warning"),
    "reviewed": ("report", "info"),
    "type_added": ("plus", "neutral"),
    "type_configured": ("adjustments", "neutral"),
    "type_moved": ("arrows-sort", "neutral"),
    "type_archived": ("archive", "muted"),
    "type_restored": ("rotate", "info"),
}

SHOWN = 20
"""Activities on somebody's page; figures and the history have the rest."""


def _list(centre: Any, view: str = "") -> str:
    address = reverse("activities:list", args=[centre.code])
    return f"{address}?etat={view}" if view else address


def _count(rows: Callable[[Actor, datetime], QuerySet[Any]]) -> Callable[[Actor, Any, datetime], int]:
    return lambda actor, centre, now: rows(actor, now).count()


def _sheets(step: str) -> Callable[[Actor, Any, datetime], int]:
    return lambda actor, centre, now: sheet_reading.sheets(actor, state=step).count()


def _sheet_list(step: str) -> Callable[[Any], str]:
    return lambda centre: f"{reverse('activities:event_sheets', args=[centre.code])}?etat={step}"


def _hits(query: str, actor: Actor, centre: Any, limit: int) -> Iterable[search.Hit]:
    for activity in searching.activities_called(query, by=actor, limit=limit):
        page = reverse("activities:activity", args=[centre.code, activity.public_id])
        yield search.Hit(activity.title, page, f"{activity.type}, {dates.moment_short(activity.starts_at, centre)}")


def _done_by(request: HttpRequest, person: Person) -> dict[str, Any] | None:
    """What somebody did with the centre, newest first; nothing for whoever never registered."""
    rows = list(queries.activities_of(person)[:SHOWN])
    if not rows:
        return None
    noted = dict(person.attendances.marked().values_list("activity_id", "status"))
    certified = set(person.certificates.valid().values_list("activity_id", flat=True))
    return {"rows": [(row, noted.get(row.activity_id, ""), row.activity_id in certified) for row in rows]}


def register() -> None:
    """Fill the registries of `ui`; called once by `apps`."""
    statuses.register("activity", {str(code): look for code, look in ACTIVITY.items()})
    statuses.register("registration", {str(code): look for code, look in REGISTRATION.items()})
    statuses.register("attendance", {str(code): look for code, look in ATTENDANCE.items()})
    holders.register("activities.visa", sheet_reading.may_read_scan)
    statuses.register("event_sheet", {str(code): look for code, look in EVENT_SHEET.items()})
    navigation.register(
        navigation.Entry(
            "activities.list",
            _("Activités"),
            "calendar-event",
            url=lambda centre: _list(centre) if centre else None,
            section="work",
            order=20,
            capability="activities.read",
        ),
        navigation.Entry(
            "activities.calendar",
            _("Calendrier"),
            "calendar-month",
            url=lambda centre: reverse("activities:calendar", args=[centre.code]) if centre else None,
            section="work",
            order=15,
            capability="activities.read",
        ),
    )
    waiting.register(
        waiting.Source(
            "activities.to_close",
            _("activité à clôturer"),
            _("activités à clôturer"),
            "clipboard-check",
            count=_count(searching.closable),
            url=lambda centre: _list(centre, "to_close"),
            order=10,
            capability="activities.close",
        ),
        waiting.Source(
            "activities.to_confirm",
            _("activité avec des inscriptions à confirmer"),
            _("activités avec des inscriptions à confirmer"),
            "user-check",
            count=_count(searching.confirmable),
            url=lambda centre: _list(centre, "to_confirm"),
            order=20,
            capability="activities.edit",
        ),
        waiting.Source(
            "activities.queues",
            _("liste d’attente à regarder"),
            _("listes d’attente à regarder"),
            "list-check",
            count=_count(searching.queues),
            url=lambda centre: _list(centre, "queue"),
            order=30,
            capability="activities.edit",
        ),
        *(
            waiting.Source(
                f"activities.sheets_to_sign_{step}",
                _("fiche évènement à viser"),
                _("fiches évènement à viser"),
                "signature",
                count=_sheets(step),
                url=_sheet_list(step),
                order=order,
                capability=capability,
            )
            for step, order, capability in (
                ("manager", 40, "activities.sign_sheets"),
                ("host", 41, "activities.sign_sheets_as_host"),
            )
        ),
    )
    search.register(
        search.Provider(
            "activities", _("Activités"), "calendar-event", find=_hits, order=20, capability="activities.read"
        )
    )
    panels.register(
        panels.Panel(
            "activities.done",
            kind="person",
            title=_("Activités"),
            icon="calendar-event",
            template="activities/done.html",
            context=_done_by,
            order=10,
            capability="activities.read",
        ),
        panels.Panel(
            "activities.settings",
            kind="settings",
            title=_("Les activités"),
            icon="calendar-event",
            template="activities/settings.html",
            context=lambda request, centre: {"centre": centre},
            order=10,
            capability="activities.configure",
        ),
    )
    for name, (icon, tone) in LOOKS.items():
        timeline.register(f"activities.{name}", timeline.Look(icon, tone))
