"""Decisions about kinds of activities, without database or clock, and what a changed setting does."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.activities.models import Activity, ActivityType, Confirmation
from jalon.core import names

FELT = (
    *("has_registrations", "confirmation", "confirms_itself_hours", "has_waiting_list", "offer_hours"),
    *("offer_stops_hours", "reminder_hours", "questionnaire", "certificate", "is_public"),
)
"""The settings that the coming activities of a kind feel at once."""


def why_not_this_label(label: str, others: list[str]) -> str | None:
    """What is wrong with how a kind of activity is called."""
    if not names.key(label):
        return _("Donnez un nom à ce type d’activité.")
    if names.key(label) in {names.key(other) for other in others}:
        return _("Un autre type d’activité porte déjà ce nom.")
    return None


def why_not_without_registrations(registered: int) -> str | None:
    """What keeps the registrations of a kind from being taken away."""
    if registered:
        return ngettext(
            "%(count)s personne est inscrite à une activité à venir de ce type : gardez les inscriptions, "
            "ou annulez d’abord la sienne.",
            "%(count)s personnes sont inscrites à des activités à venir de ce type : gardez les inscriptions, "
            "ou annulez d’abord les leurs.",
            registered,
        ) % {"count": registered}
    return None


def instants(activity: Activity, kind: ActivityType) -> dict[str, datetime]:
    """When Jalon acts by itself for an activity, as this kind sets it; the activity's own kind is not asked."""
    if not kind.has_registrations:
        return {}
    found = {"reminder_hours": activity.starts_at - timedelta(hours=kind.reminder_hours)}
    if kind.confirmation == Confirmation.BY_STAFF:
        found["confirms_itself_hours"] = activity.starts_at - timedelta(hours=kind.confirms_itself_hours)
    if kind.has_waiting_list:
        found["offer_stops_hours"] = activity.starts_at - timedelta(hours=kind.offer_stops_hours)
    return found
