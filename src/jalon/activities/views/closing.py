"""Closing an activity, reopening it, its certificates. (P08.8, P08.10)"""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, forms, papers, policies, queries, rules
from jalon.activities.models import Activity, Certificate, Presence
from jalon.activities.views import frame
from jalon.core.pages import page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.documents import codes
from jalon.surveys import queries as surveys


@page(policies.activity, "close")
def close(request: Request, activity: Activity) -> HttpResponseBase:
    """A status for everybody, remarks, and what follows; those without an answer stand first."""
    now = timezone.now()
    people = list(queries.roll(activity))
    form = forms.ClosingForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and forms.attempt(
        form,
        lambda data: actions.settle_and_close(
            activity, answers=form.answers(), by=request.actor, now=now, remarks=data["remarks"]
        ),
    ):
        ui.toast(request, _said(activity), undo=ui.Undo(frame.address("reopen", activity), label=_("Rouvrir")))
        return ui.redirect(request, frame.address("activity", activity))
    rows = [(person, form.chosen_for(person)) for person in people]
    context = {
        **frame.context(request, activity, tab="closing", now=now),
        "form": form,
        "missing": [row for row in rows if not row[1]],
        "answered": [row for row in rows if row[1]],
        "choices": Presence.choices,
        "counts": queries.presence_counts(activity),
        "why_not": rules.why_not_closed(activity, unmarked=0, now=now),
    }
    return ui.render(request, "activities/close.html", context, status=422 if form.errors else 200)


def _said(activity: Activity) -> str:
    """What the closing set off."""
    count = activity.attendances.present().count()
    said = ngettext("Activité clôturée : %(n)s présent.", "Activité clôturée : %(n)s présents.", count) % {"n": count}
    if activity.type.questionnaire and count:
        said += " " + ngettext(
            "Le questionnaire part à %(n)s personne.", "Le questionnaire part à %(n)s personnes.", count
        ) % {"n": count}
    return said


@require_POST
@page(policies.activity, "close")
def reopen(request: Request, activity: Activity) -> HttpResponseBase:
    """Undo a closing, to correct the roll."""
    return frame.done(
        request,
        frame.address("activity", activity),
        lambda: actions.reopen_activity(activity, by=request.actor, now=timezone.now()),
        _("Activité rouverte : corrigez l’appel, puis clôturez de nouveau."),
    )


@page(policies.activity, "see_registrations")
def certificates(request: Request, activity: Activity) -> HttpResponse:
    """Who has a certificate, and what the others still lack."""
    held = {
        certificate.person_id: certificate
        for certificate in policies.certificate.visible_to(request.actor)
        .filter(activity=activity)
        .order_by("issued_at")
    }
    answered = set(surveys.who_answered("activity", activity.pk))
    survey = surveys.survey_of("activity", activity.pk)
    rows = [
        (attendance.person, held.get(attendance.person_id), _missing(activity, attendance.person_id in answered))
        for attendance in activity.attendances.filter(status=Presence.PRESENT)
        .select_related("person")
        .order_by("person__name_key", "person_id")
    ]
    context = {
        **frame.context(request, activity, tab="certificates", now=timezone.now()),
        "rows": rows,
        "issued": sum(1 for row in rows if row[1] and row[1].withdrawn_at is None),
        "may_withdraw": request.actor.can("activities.withdraw_certificates"),
        "survey": survey if survey is not None and survey.is_open(timezone.now()) else None,
    }
    return ui.render(request, "activities/certificates.html", context)


def _missing(activity: Activity, answered: bool) -> list[str]:
    return rules.missing_for_certificate(
        present=True,
        closed=activity.closed_at is not None,
        answered=answered,
        has_questionnaire=bool(activity.type.questionnaire),
    )


@page(policies.certificate, key="code")
def certificate(request: Request, certificate: Certificate) -> HttpResponseBase:
    """The certificate as PDF, exactly as it was issued; for the team and for its person."""
    if certificate.withdrawn_at is not None or not certificate.printed:
        raise Http404
    try:
        content = papers.certificate_pdf(certificate)
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
        return ui.redirect(request, frame.address("certificates", certificate.activity))
    return frame.pdf(content, f"attestation-{certificate.number}.pdf")


@page(policies.certificate, "withdraw", key="code")
def withdraw(request: Request, certificate: Certificate) -> HttpResponseBase:
    """Take a certificate back, with a reason."""
    form = forms.WithdrawForm(request.POST or None)
    to = frame.address("certificates", certificate.activity)
    if request.method == "POST" and forms.attempt(
        form,
        lambda data: actions.withdraw_certificate(
            certificate, reason=data["reason"], by=request.actor, now=timezone.now()
        ),
    ):
        ui.toast(request, _("Attestation %(number)s retirée.") % {"number": certificate.number})
        return ui.redirect(request, to)
    context = {
        "certificate": certificate,
        "activity": certificate.activity,
        "centre": request.centre,
        "code": codes.grouped(certificate.code),
        "form": form,
    }
    return ui.render(request, "activities/withdraw.html", context, status=422 if form.errors else 200)
