"""What leaves on paper or as a file: the attendance sheet, the certificate, the calendar entry."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from icalendar import Calendar, Event, vText

from jalon.activities import acts, calling
from jalon.activities.models import Activity, Certificate
from jalon.core import names
from jalon.core.addresses import public_page
from jalon.core.texts import localized
from jalon.documents import certificates, sheets
from jalon.documents.issuers import Issuer, Letterhead, letterhead_of
from jalon.documents.rendering import DEFAULT_KIT, kit_template
from jalon.journal.models import Entry
from jalon.ui import dates


def whole(path: str) -> str:
    """The whole address of a path, for paper, QR codes and calendars."""
    return f"{settings.JALON_BASE_URL}{path}"


def attendance_sheet(activity: Activity, *, now: datetime) -> bytes:
    """The sheet to sign, numbered as the roll on screen. Raises Refused. (P08.7, M36)"""
    people = [
        sheets.Attendee(
            names.listed(person.last_name, person.first_name),
            person.full_name_ar,
            localized(person.field_label),
            localized(person.level_label),
            number,
        )
        for number, person in calling.numbered(activity)
    ]
    sheet = sheets.AttendanceSheet(
        letterhead_of(activity.centre),
        title=activity.title,
        when=f"{dates.day(activity.day)}, {dates.time_range(activity.starts_clock, activity.ends_clock)}",
        room=activity.where or _("En ligne"),
        adviser=activity.leader.full_name,
        people=people,
        photos=activity.photos_planned,
        highest=activity.sheet_numbers,
    )
    return sheets.render_attendance_sheet(sheet, centre=activity.centre, at=now)


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate exactly as it was issued, in its language. Raises Refused. (P08.10, T05)"""
    printed: dict[str, Any] = certificate.printed
    centre = certificate.centre
    page = whole(public_page(certificate))
    with override(certificate.language):
        paper = certificates.Certificate(
            letterhead=_letterhead(certificate),
            name=printed.get("name", ""),
            name_ar=printed.get("name_ar", ""),
            phrase=_("a participé à l’activité (%(type)s)") % {"type": printed.get("type", "").lower()},
            title=printed.get("title", ""),
            dates=_("le %(day)s") % {"day": dates.day(date.fromisoformat(printed["day"]))} if "day" in printed else "",
            duration=duration(int(printed.get("minutes", 0))),
            number=certificate.number,
            issued=_("Délivrée le %(day)s") % {"day": dates.day(certificate.issued_at, centre)},
            link=page,
            address=page.removeprefix("https://").removeprefix("http://"),
            code=certificate.code,
            signatory=certificates.Signatory(printed.get("signatory", ""), intro=_("Pour le centre,")),
        )
        template = kit_template(centre.kit or DEFAULT_KIT, certificate.model)
        return certificates.render_certificate(paper, template=template, at=certificate.issued_at)


def _letterhead(certificate: Certificate) -> Letterhead:
    """The names as printed, with today's logos."""
    current = letterhead_of(certificate.centre)
    host = certificate.printed.get("host_institution", "")
    centre = Issuer(certificate.printed.get("centre", ""), current.centre.name_ar, current.centre.logo)
    logo, name_ar = (current.host.logo, current.host.name_ar) if current.host else (None, "")
    return Letterhead(centre, Issuer(host, name_ar, logo) if host else None, current.accent)


def duration(minutes: int) -> str:
    """`2 heures`, `1 heure 30`; nothing when it is not known."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest} if rest else ""
    said = ngettext("%(n)s heure", "%(n)s heures", hours) % {"n": hours}
    return f"{said} {rest:02}" if rest else said


def calendar_file(activity: Activity, *, now: datetime) -> bytes:
    """The activity as an iCalendar file: wall-clock times of its place, and its cancellation when it is cancelled."""
    zone = ZoneInfo(activity.zone)
    event = Event()
    event.add("uid", f"{activity.public_id}@jalon")
    event.add("sequence", _changes(activity))
    event.add("dtstamp", now)
    event.add("dtstart", datetime.combine(activity.day, activity.starts_clock, tzinfo=zone))
    event.add("dtend", activity.ends_at.astimezone(zone))
    event.add("summary", activity.title)
    event.add("status", "CANCELLED" if activity.cancelled_at else "CONFIRMED")
    if activity.where:
        event.add("location", activity.where)
    if activity.description:
        event.add("description", activity.description)
    event.add("url", whole(public_page(activity)))
    event["organizer"] = _organizer(activity)
    calendar = Calendar()
    calendar.add("prodid", "-//Jalon//Jalon//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if activity.cancelled_at else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones(
        first_date=activity.day - timedelta(days=366), last_date=activity.day + timedelta(days=366)
    )
    return bytes(calendar.to_ical())


def _organizer(activity: Activity) -> vText:
    """Who invites, in words; the address that nobody reads keeps answers from reaching a person."""
    organizer = vText("mailto:noreply@invalid.invalid")
    organizer.params["CN"] = activity.centre.name
    return organizer


def _changes(activity: Activity) -> int:
    """How often what the entry says changed, so that calendars take the newest."""
    return Entry.objects.about("activity", activity.pk).of_act(acts.EDITED, acts.POSTPONED, acts.CANCELLED).count()
