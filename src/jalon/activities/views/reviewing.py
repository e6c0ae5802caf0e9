"""The balance sheet of an activity, and what the former edition said. (P10.2, P14.1, P15.2)"""

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon import ui
from jalon.activities import actions, forms, policies, sheet_forms, sheet_reading, sheet_rules
from jalon.activities.models import Activity
from jalon.activities.views import frame
from jalon.core.pages import page
from jalon.core.request import Request


@page(policies.activity, "see_registrations")
def review(request: Request, activity: Activity) -> HttpResponseBase:
    """What was expected and obtained; what to keep and to change next time."""
    now = timezone.now()
    found = sheet_reading.review_of(activity)
    sheet = sheet_reading.sheet_of(activity)
    initial = sheet_forms.initial_of_review(found, sheet.expected_results if sheet else "")
    form = sheet_forms.ReviewForm(request.POST or None, initial=initial)
    if request.method == "POST" and forms.attempt(
        form, lambda data: actions.write_review(activity, fields=data, by=request.actor, now=now)
    ):
        ui.toast(request, _("Bilan enregistré : la prochaine édition le montrera."))
        return ui.redirect(request, frame.address("review", activity))
    context = {
        **frame.context(request, activity, tab="review", now=now),
        "form": form,
        "review": found,
        "former_review": sheet_reading.former_review(activity),
        "why_not": sheet_rules.why_not_reviewed(activity, now),
    }
    return ui.render(request, "activities/review.html", context, status=422 if form.errors else 200)
