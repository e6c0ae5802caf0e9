"""The team's pages: who holds what, invitations, roles, absences."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.accounts import actions, acts, forms, limits, policies, queries
from jalon.core.arrivals import once
from jalon.core.moments import local
from jalon.core.pages import area, page
from jalon.core.pages import member as for_members
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.core.texts import localized
from jalon.people import actions as people
from jalon.people.models import Person
from jalon.people.policies import person as person_policy


def today_at(request: Request) -> date:
    """The day as the centre reads it on its wall."""
    return local(timezone.now(), request.centre.timezone).date()


def team_url(request: Request) -> str:
    """The team page of this centre."""
    return reverse("accounts:team", args=[request.centre.code])


@area("accounts.read")
def team(request: Request) -> HttpResponseBase:
    """Who holds which role, who is away, what nobody holds, who is invited."""
    today = today_at(request)
    found = queries.team(request.centre, by=request.actor, today=today)
    context = {
        "team": found,
        "today": today,
        "now": timezone.now(),
        "may_invite": policies.invitation.can_send(request.actor, request.centre.pk),
    }
    return ui.render(request, "accounts/team.html", context)


@area("accounts.invite")
def invite(request: Request) -> HttpResponseBase:
    """Invite somebody by e-mail; the answer is the same whether or not the address has an account."""
    form = forms.InviteForm(request.POST or None, centre_id=request.centre.pk)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        now = timezone.now()
        try:
            limits.take(request, "invite")
            once(
                request.POST.get("arrival_key"),
                act=acts.INVITED,
                of=request.centre,
                by=request.actor,
                now=now,
                do=lambda: actions.invite(request.centre, **values, by=request.actor, now=now).pk,
            )
        except Forbidden:
            raise
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            ui.toast(request, _("Invitation envoyée à %(email)s.") % {"email": values["email"]})
            return ui.redirect(request, team_url(request))
    status = 422 if form.errors else 200
    return ui.render(request, "accounts/invite.html", {"form": form}, status=status)


@require_POST
@area("accounts.invite")
def resend(request: Request) -> HttpResponseBase:
    """Send a pending invitation again."""
    invitation = policies.invitation.visible_to(request.actor).filter(public_id=request.POST.get("invitation")).first()
    if invitation is None:
        raise Http404
    try:
        actions.resend_invitation(invitation, by=request.actor, now=timezone.now())
        ui.toast(request, _("Invitation renvoyée à %(email)s.") % {"email": invitation.email})
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="danger")
    return ui.redirect(request, team_url(request))


@require_POST
@area("accounts.invite")
def revoke(request: Request) -> HttpResponseBase:
    """Take a pending invitation back."""
    invitation = policies.invitation.visible_to(request.actor).filter(public_id=request.POST.get("invitation")).first()
    if invitation is None:
        raise Http404
    actions.revoke_invitation(invitation, by=request.actor, now=timezone.now())
    ui.toast(request, _("Invitation de %(email)s retirée.") % {"email": invitation.email})
    return ui.redirect(request, team_url(request))


@page(policies.team)
def member(request: Request, person: Person) -> HttpResponseBase:
    """One person of the team; whoever appoints gives a role here."""
    today, may_appoint = today_at(request), person_policy.can_appoint(request.actor, person)
    form = None
    if may_appoint:
        form = forms.AppointForm(request.POST or None, centre_id=request.centre.pk, initial={"starts_on": today})
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                mandate = people.appoint(person, **form.cleaned_data, by=request.actor, now=timezone.now())
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                words = {"role": localized(mandate.role.label), "name": person.full_name}
                undo = ui.Undo(reverse("accounts:withdraw", args=[request.centre.code]), {"mandate": str(mandate.pk)})
                ui.toast(request, _("Rôle « %(role)s » confié à %(name)s.") % words, undo=undo)
                return ui.redirect(request, request.path)
    context = {
        "member": queries.member(person, by=request.actor, today=today),
        "absences": queries.absences_of(person, by=request.actor, today=today),
        "form": form,
        "today": today,
        "may_declare": person_policy.can_declare_absence(request.actor, person),
    }
    return ui.render(request, "accounts/member.html", context, status=422 if form and form.errors else 200)


@require_POST
@area("people.appoint")
def withdraw(request: Request) -> HttpResponseBase:
    """Take a role back, with the way to give it again."""
    mandate = queries.mandate(request.POST.get("mandate", ""), by=request.actor)
    if mandate is None:
        raise Http404
    try:
        actions.withdraw_role(mandate, by=request.actor, now=timezone.now())
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="danger")
    else:
        words = {"role": localized(mandate.role.label), "name": mandate.person.full_name}
        undo = ui.Undo(reverse("accounts:restore", args=[request.centre.code]), {"mandate": str(mandate.pk)})
        ui.toast(request, _("Rôle « %(role)s » retiré à %(name)s.") % words, undo=undo)
    return ui.redirect(request, "accounts:member", request.centre.code, mandate.person.public_id)


@require_POST
@area("people.appoint")
def restore(request: Request) -> HttpResponseBase:
    """Undo: the role that was taken back, as it was."""
    mandate = queries.mandate(request.POST.get("mandate", ""), by=request.actor)
    if mandate is None:
        raise Http404
    try:
        actions.restore_role(mandate, by=request.actor, now=timezone.now())
        ui.toast(request, _("Rôle « %(role)s » rendu.") % {"role": localized(mandate.role.label)})
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="danger")
    return ui.redirect(request, "accounts:member", request.centre.code, mandate.person.public_id)


@for_members
def absence(request: Request) -> HttpResponseBase:
    """*Je suis absent du… au…, … me remplace*: a form that proposes what is likely. `?pour=` for somebody else."""
    today, person = today_at(request), request.person
    if wanted := request.GET.get("pour"):
        person = policies.team.visible_to(request.actor).filter(public_id=wanted).first()
        if person is None:
            raise Http404
    if not person_policy.can_declare_absence(request.actor, person):
        raise PermissionDenied
    own = person == request.person
    form = forms.AbsenceForm(
        request.POST or None,
        possible=queries.possible_replacements(person, today),
        own=own,
        initial=forms.absence_from(today, queries.usual_replacement(person)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            declared = people.declare_absence(
                person,
                by=request.actor,
                now=timezone.now(),
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
                replacement=form.chosen,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            undo = ui.Undo(
                reverse("accounts:cancel_absence", args=[request.centre.code]), {"absence": str(declared.pk)}
            )
            period = ui.period(declared.starts_on, declared.ends_on)
            ui.toast(request, _("Absence notée : %(period)s.") % {"period": period}, undo=undo)
            return ui.redirect(request, request.get_full_path())
    context = {
        "form": form,
        "person": person,
        "own": own,
        "may_declare": person_policy.can_declare_absence(request.actor, person),
        "absences": queries.absences_of(person, by=request.actor, today=today),
        "team_url": team_url(request) if request.actor.can("accounts.read") else "",
    }
    return ui.render(request, "accounts/absence.html", context, status=422 if form.errors else 200)


@require_POST
@for_members
def cancel_absence(request: Request) -> HttpResponseBase:
    """Take a declared absence back."""
    absence = queries.absence(request.POST.get("absence", ""), by=request.actor)
    if absence is None:
        raise Http404
    people.cancel_absence(absence, by=request.actor, now=timezone.now())
    ui.toast(request, _("Absence annulée : %(name)s est présent·e.") % {"name": absence.person.full_name})
    if absence.person_id != request.actor.person_id:
        return ui.redirect(request, "accounts:member", request.centre.code, absence.person.public_id)
    return ui.redirect(request, "accounts:absence", request.centre.code)
