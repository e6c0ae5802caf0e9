"""The team's calendar: month, week, day, list and year, all from one address. (T01)"""

from dataclasses import replace
from datetime import date, datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from jalon import ui
from jalon.activities.calendar import asked, controls, grids, marks, reading
from jalon.activities.calendar.asked import Asked, View
from jalon.activities.calendar.boxes import Boxes
from jalon.core.moments import local
from jalon.core.pages import area
from jalon.core.periods import Period
from jalon.core.request import Request
from jalon.structures.queries import year_of


@area("activities.read")
def calendar(request: Request) -> HttpResponse:
    """What stands on these days, for everybody or for one person, room, kind or site."""
    now = timezone.now()
    today = local(now, request.centre.timezone).date()
    want = asked.read(request.GET, today=today, year_of=lambda day: _year(request, day))
    me = request.actor.person_id
    choices = reading.choices(request.centre)
    sheet, events = _sheet(request, want, choices, today, now)
    may_edit = request.actor.can("activities.edit")
    path = reverse("activities:calendar", args=[request.centre.code])
    shown = {day.isoformat() for day in want.days if day in want.period}
    context = {
        "asked": want,
        "centre": request.centre,
        "path": path,
        "today": today,
        "count": sum(event.day in shown for event in events),
        "body": _body(sheet),
        "chosen": grids.agenda(sheet, [want.day]) if want.view is View.MONTH else "",
        "filters": controls.filters(want, choices, me=me),
        "legend": controls.heats(grids.HEATS) if want.view is View.YEAR else controls.legend(events, choices),
        "kept": [("vue", want.view.value), *want.filters.items()],
        "is_narrowed": bool(want.narrowing),
        "is_mine": bool(me) and want.filters.get("leader") == str(me),
        "is_month": want.view is View.MONTH,
        "views": [(label, want.query(view=view), view is want.view) for view, label in asked.LABELS.items()],
        "before_url": want.query(day=want.before),
        "after_url": want.query(day=want.after),
        "today_url": want.query(day=today),
        "mine_url": want.without(leader=str(me)),
        "all_url": want.without("leader"),
        "clear_url": want.without(*asked.FILTERS),
        "paper_url": f"{reverse('activities:calendar_paper', args=[request.centre.code])}{want.query(view=View.WEEK)}",
        "new_url": reverse("activities:new", args=[request.centre.code]),
        "may_edit": may_edit,
        "back": want.query().removeprefix("?"),
    }
    return ui.render(request, "activities/calendar.html", context)


@area("activities.read")
def paper(request: Request) -> HttpResponse:
    """A week on one sheet of paper, with the filters of the page from which it was asked."""
    now = timezone.now()
    today = local(now, request.centre.timezone).date()
    want = asked.read(request.GET, today=today, year_of=lambda day: None)
    want = replace(want, view=View.WEEK)
    sheet, events = _sheet(request, want, reading.choices(request.centre), today, now)
    context = {"asked": want, "count": len(events), "body": grids.paper(sheet), "back": want.query()}
    return ui.render(request, "activities/calendar_paper.html", context | {"centre": request.centre})


def _sheet(
    request: Request, want: Asked, choices: reading.Choices, today: date, now: datetime
) -> tuple[grids.Sheet, list[reading.Event]]:
    """What the view is drawn from, and the activities that the filters keep; conflicts are sought among all."""
    every = reading.events(request.actor, want.first, want.last, now=now)
    events = reading.narrowed(every, want.filters, choices)
    may_edit = request.actor.can("activities.edit")
    boxes = Boxes(
        choices,
        reading.clashes(every),
        path=reverse("activities:list", args=[request.centre.code]),
        me=request.actor.person_id,
        may_move=may_edit,
    )
    days = marks.days_of(
        request.actor,
        request.centre,
        want.first,
        want.last,
        person=reading.number(want.filters.get("leader")),
        with_absences=want.view is not View.YEAR,
        with_hours=want.view in {View.WEEK, View.DAY},
    )
    new = _new(request, want) if may_edit else ""
    return grids.Sheet(want, boxes, today, grids.by_day(events), days, new=new), events


def _year(request: Request, day: date) -> Period | None:
    year = year_of(request.centre, day)
    return year.span.year() if year else None


def _new(request: Request, want: Asked) -> str:
    """The address of a new activity, to which a day is added; the room chosen in the filters goes along."""
    room = reading.number(want.filters.get("room"))
    address = reverse("activities:new", args=[request.centre.code])
    return f"{address}?{f'salle={room}&amp;' if room else ''}"


def _body(sheet: grids.Sheet) -> SafeString:
    """The view that was asked."""
    match sheet.asked.view:
        case View.WEEK | View.DAY:
            return grids.week(sheet)
        case View.LIST:
            return grids.agenda(sheet, sheet.asked.days)
        case View.YEAR:
            return grids.year(sheet)
    return grids.month(sheet)
