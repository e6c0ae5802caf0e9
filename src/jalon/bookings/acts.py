"""What happens to times, places and calendars, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind


def _day_page(row: Any) -> str:
    return reverse("bookings:day", args=[row.centre.code, row.pk])


def _hours_page(row: Any) -> str:
    return reverse("bookings:hours", args=[row.centre.code])


def _equipment_page(row: Any) -> str:
    return reverse("bookings:equipment", args=[row.centre.code])


EQUIPMENT = Kind("equipment", _("Matériel"), "bookings.Equipment", page=_equipment_page, name=lambda row: row.name)
HOLIDAY = Kind("holiday", _("Jours sans activité"), "bookings.Holiday", page=_day_page)
OPENING = Kind("opening_hours", _("Horaires d’ouverture"), "bookings.OpeningHours", page=_hours_page)
FEED = Kind("feed", _("Agenda partagé"), "bookings.Feed", name=lambda feed: str(_("un agenda")))
OCCUPATION = Kind(
    "occupation",
    _("Agenda personnel"),
    "bookings.Occupation",
    name=lambda occupation: str(_("agenda personnel")),
)
"""Its name never tells what it is: others only see that the person is taken."""
KINDS = [EQUIPMENT, HOLIDAY, OPENING, FEED, OCCUPATION]

EQUIPMENT_ADDED = "bookings.equipment_added"
EQUIPMENT_DESCRIBED = "bookings.equipment_described"
EQUIPMENT_ARCHIVED = "bookings.equipment_archived"
EQUIPMENT_RESTORED = "bookings.equipment_restored"
HOLIDAY_ADDED = "bookings.holiday_added"
HOLIDAY_MOVED = "bookings.holiday_moved"
HOLIDAY_CONFIRMED = "bookings.holiday_confirmed"
HOLIDAY_UNCONFIRMED = "bookings.holiday_unconfirmed"
HOLIDAY_REMOVED = "bookings.holiday_removed"
HOLIDAY_RESTORED = "bookings.holiday_restored"
OPENING_SET = "bookings.opening_set"
OPENING_REMOVED = "bookings.opening_removed"
OPENING_RESTORED = "bookings.opening_restored"
WORKING_TIME_SET = "bookings.working_time_set"
WORKING_TIME_ENDED = "bookings.working_time_ended"
DAYS_DELIVERED = "bookings.days_delivered"
FEED_OPENED = "bookings.feed_opened"
FEED_REVOKED = "bookings.feed_revoked"
CALENDAR_IMPORTED = "bookings.calendar_imported"
OCCUPATION_REMOVED = "bookings.occupation_removed"
OCCUPATION_RESTORED = "bookings.occupation_restored"

ACTS = [
    Act(EQUIPMENT_ADDED, "equipment", _("Matériel ajouté"), _("%(author)s a ajouté le matériel %(object)s")),
    Act(EQUIPMENT_DESCRIBED, "equipment", _("Matériel corrigé"), _("%(author)s a corrigé le matériel %(object)s")),
    Act(EQUIPMENT_ARCHIVED, "equipment", _("Matériel archivé"), _("%(author)s a archivé le matériel %(object)s")),
    Act(
        EQUIPMENT_RESTORED,
        "equipment",
        _("Matériel remis en service"),
        _("%(author)s a remis en service le matériel %(object)s"),
        undoes=EQUIPMENT_ARCHIVED,
    ),
    Act(HOLIDAY_ADDED, "holiday", _("Jours ajoutés"), _("%(author)s a ajouté « %(object)s » au calendrier du centre")),
    Act(
        HOLIDAY_MOVED,
        "holiday",
        _("Jours déplacés"),
        _("%(author)s a déplacé « %(object)s » du %(former)s au %(new)s"),
    ),
    Act(HOLIDAY_CONFIRMED, "holiday", _("Date confirmée"), _("%(author)s a confirmé la date de « %(object)s »")),
    Act(
        HOLIDAY_UNCONFIRMED,
        "holiday",
        _("Date remise à confirmer"),
        _("%(author)s a remis à confirmer la date de « %(object)s »"),
        undoes=HOLIDAY_CONFIRMED,
    ),
    Act(
        HOLIDAY_REMOVED, "holiday", _("Jours retirés"), _("%(author)s a retiré « %(object)s » du calendrier du centre")
    ),
    Act(
        HOLIDAY_RESTORED,
        "holiday",
        _("Jours remis"),
        _("%(author)s a remis « %(object)s » au calendrier du centre"),
        undoes=HOLIDAY_REMOVED,
    ),
    Act(OPENING_SET, "opening_hours", _("Horaires fixés"), _("%(author)s a fixé les horaires « %(object)s »")),
    Act(OPENING_REMOVED, "opening_hours", _("Horaires retirés"), _("%(author)s a retiré les horaires « %(object)s »")),
    Act(
        OPENING_RESTORED,
        "opening_hours",
        _("Horaires remis"),
        _("%(author)s a remis les horaires « %(object)s »"),
        undoes=OPENING_REMOVED,
    ),
    Act(
        WORKING_TIME_SET,
        "person",
        _("Horaires de travail"),
        _("%(author)s a fixé les horaires de travail de %(object)s à partir du %(first)s"),
        of_oneself=_("%(author)s a fixé ses horaires de travail à partir du %(first)s"),
    ),
    Act(
        WORKING_TIME_ENDED,
        "person",
        _("Horaires de travail retirés"),
        _("%(author)s a retiré des horaires de travail de %(object)s"),
        of_oneself=_("%(author)s a retiré ses horaires de travail"),
        undoes=WORKING_TIME_SET,
    ),
    Act(FEED_OPENED, "feed", _("Agenda partagé"), _("%(author)s a créé une adresse d’agenda")),
    Act(FEED_REVOKED, "feed", _("Agenda fermé"), _("%(author)s a fermé une adresse d’agenda")),
    Act(
        CALENDAR_IMPORTED,
        "person",
        _("Agenda importé"),
        _("%(author)s a importé %(count)s évènements d’un agenda"),
    ),
    Act(OCCUPATION_REMOVED, "occupation", _("Occupation retirée"), _("%(author)s a retiré un moment de son agenda")),
    Act(
        OCCUPATION_RESTORED,
        "occupation",
        _("Occupation remise"),
        _("%(author)s a remis un moment dans son agenda"),
        undoes=OCCUPATION_REMOVED,
    ),
    Act(
        DAYS_DELIVERED,
        "centre",
        _("Calendrier du kit repris"),
        _("%(author)s a repris du kit %(count)s jours et horaires"),
    ),
]
