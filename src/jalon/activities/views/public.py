"""What people reach without signing in: their answer to a reminder, the entry for their calendar."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from jalon import ui
from jalon.accounts.pages import link_page
from jalon.activities import actions, papers, policies, rules
from jalon.activities.models import Activity, Registration, Status
from jalon.core.pages import page
from jalon.core.refusals import Refused
from jalon.core.request import Request


@link_page("activities.answer")
def answer(request: Request, registration: Registration) -> HttpResponseBase:
    """*Je viens*, *Je libère ma place*: GET shows, POST acts; afterwards the page says what is so now."""
    now, refused = timezone.now(), ""
    if request.method == "POST":
        try:
            _act(request, registration)
        except Refused as refusal:
            refused = str(refusal)
        else:
            return ui.redirect(request, request.path)
    activity = registration.activity
    context = {
        "registration": registration,
        "activity": activity,
        "centre": request.centre,
        "is_over": now >= activity.starts_at,
        "is_expected": registration.status in (Status.REQUESTED, Status.CONFIRMED),
        "is_offered": registration.status == Status.OFFERED,
        "why_not_accepted": rules.why_not_accepted(registration.status, registration.offer_ends_at, now),
        "refused": refused,
    }
    return ui.render(request, "activities/answer.html", context, status=422 if refused else 200)


def _act(request: Request, registration: Registration) -> None:
    said, now = request.POST.get("answer", ""), timezone.now()
    if said == "coming":
        actions.say_coming(registration, by=request.actor, now=now)
    elif said == "accept":
        actions.accept_offer(registration, by=request.actor, now=now)
    elif said == "release":
        actions.cancel_registration(registration, by=request.actor, now=now)


@page(policies.activity)
def calendar_file(request: Request, activity: Activity) -> HttpResponse:
    """The activity for one's own calendar."""
    response = HttpResponse(papers.calendar_file(activity, now=timezone.now()), content_type="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{activity.day:%Y-%m-%d}.ics"'
    return response
