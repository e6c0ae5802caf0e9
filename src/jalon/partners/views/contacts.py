"""The contacts of an organisation: adding, changing, what they decide, erasing."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.arrivals import once
from jalon.core.pages import page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.partners import actions, forms, policies
from jalon.partners.models import Contact, Organisation
from jalon.partners.views import frame

ERASE_WORD = "EFFACER"


def _form_page(
    request: Request, form: forms.ContactForm, organisation: Organisation, contact: Contact | None = None
) -> HttpResponseBase:
    context: dict[str, Any] = {"form": form, "organisation": organisation, "contact": contact}
    if contact is not None:
        context["refusal_form"] = forms.RefusalForm(initial={"day": frame.today(request)})
        context["can_erase"] = policies.contact.can_erase(request.actor, contact)
    return ui.render(request, "partners/contact.html", context, status=422 if form.errors else 200)


@page(policies.organisation, "edit")
def add(request: Request, organisation: Organisation) -> HttpResponseBase:
    """Note somebody at this organisation."""
    form = forms.ContactForm(request.POST if request.method == "POST" else None, centre=request.centre)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()

        def do() -> str:
            made = actions.add_contact(
                organisation,
                by=request.actor,
                now=now,
                interests=form.cleaned_data["interests"],
                themes=form.cleaned_data["themes"],
                **form.record_fields(),
            )
            return str(made.public_id)

        try:
            once(
                request.POST.get("arrival_key"),
                act="partners.contact_added",
                of=organisation,
                by=request.actor,
                now=now,
                do=do,
            )
        except Refused as no:
            frame.refuse(form, no)
        else:
            ui.toast(request, _("Le contact est ajouté."))
            return ui.redirect(request, frame.sheet(request, organisation))
    return _form_page(request, form, organisation)


@page(policies.contact, "edit")
def edit(request: Request, contact: Contact) -> HttpResponseBase:
    """Change what the centre knows of a contact."""
    initial = {"interests": contact.interests.all(), "themes": contact.themes.all()}
    form = forms.ContactForm(
        request.POST if request.method == "POST" else None, instance=contact, initial=initial, centre=request.centre
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_contact(
                contact,
                by=request.actor,
                now=timezone.now(),
                fields=form.record_fields(),
                interests=form.cleaned_data["interests"],
                themes=form.cleaned_data["themes"],
            )
        except Refused as no:
            frame.refuse(form, no)
        else:
            ui.toast(request, _("Le contact est enregistré."))
            return ui.redirect(request, frame.sheet(request, contact.organisation))
    return _form_page(request, form, contact.organisation, contact)


@require_POST
@page(policies.contact, "edit")
def refuse(request: Request, contact: Contact) -> HttpResponseBase:
    """*Ne souhaite plus être contacté.*"""
    form = forms.RefusalForm(request.POST)
    if not form.is_valid():
        ui.toast(request, _("Dites depuis quand et comment la personne l’a demandé."), tone="warning")
        return ui.redirect(request, frame.address(request, "edit_contact", contact.public_id))
    return frame.do(
        request,
        lambda: actions.refuse_contact(contact, by=request.actor, now=timezone.now(), **form.cleaned_data),
        said=_("C’est noté : les envois et les exports laissent ce contact de côté."),
        to=frame.sheet(request, contact.organisation),
        undo=ui.Undo(frame.address(request, "allow_contact", contact.public_id)),
    )


@require_POST
@page(policies.contact, "edit")
def allow(request: Request, contact: Contact) -> HttpResponseBase:
    """The person accepts to be contacted after all."""
    return frame.do(
        request,
        lambda: actions.allow_contact(contact, by=request.actor, now=timezone.now()),
        said=_("Ce contact peut de nouveau être sollicité."),
        to=frame.sheet(request, contact.organisation),
    )


@require_POST
@page(policies.contact, "edit")
def inform(request: Request, contact: Contact) -> HttpResponseBase:
    """Today, the person was told what the centre keeps."""
    day = frame.today(request)
    return frame.do(
        request,
        lambda: actions.inform_contact(contact, by=request.actor, now=timezone.now(), day=day),
        said=_("C’est noté : cette personne sait ce que le centre garde à son sujet."),
        to=frame.sheet(request, contact.organisation),
    )


@require_POST
@page(policies.contact, "edit")
def archive(request: Request, contact: Contact) -> HttpResponseBase:
    """*N’y travaille plus.*"""
    return frame.do(
        request,
        lambda: actions.archive_contact(contact, by=request.actor, now=timezone.now()),
        said=_("Ce contact n’est plus proposé."),
        to=frame.sheet(request, contact.organisation),
        undo=ui.Undo(frame.address(request, "restore_contact", contact.public_id)),
    )


@require_POST
@page(policies.contact, "edit")
def restore(request: Request, contact: Contact) -> HttpResponseBase:
    """The contact works there after all."""
    return frame.do(
        request,
        lambda: actions.restore_contact(contact, by=request.actor, now=timezone.now()),
        said=_("Ce contact est de nouveau proposé."),
        to=frame.sheet(request, contact.organisation),
    )


@require_POST
@page(policies.contact, "erase")
def erase(request: Request, contact: Contact) -> HttpResponseBase:
    """Empty a contact for good; the word typed shows that this was meant."""

    def act() -> None:
        if request.POST.get("typed", "").strip() != ERASE_WORD:
            raise Refused(_("Écrivez %(word)s pour confirmer.") % {"word": ERASE_WORD})
        actions.erase_contact(contact, by=request.actor, now=timezone.now())

    return frame.do(request, act, said=_("Le contact est effacé."), to=frame.sheet(request, contact.organisation))
