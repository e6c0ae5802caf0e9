"""People's records: the list, the page, adding and correcting."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.moments import local
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.journal import timeline
from jalon.people import actions, cards, erasing, policies, queries
from jalon.people.duplicates.policies import merges
from jalon.people.forms import FIELDS, PeopleFilters, PersonForm, RefusalForm
from jalon.people.models import ErasureRequest, Origin, Person
from jalon.ui.registries.timeline import Line

ERASE_WORD = "EFFACER"
COLUMNS = [
    ui.Column("name", gettext_lazy("Nom"), order=("name_key",)),
    ui.Column("name_ar", gettext_lazy("Nom en arabe"), order=("name_key_ar",)),
    ui.Column("establishment", gettext_lazy("Établissement"), order=("establishment_name",)),
    ui.Column("field", gettext_lazy("Filière")),
    ui.Column("level", gettext_lazy("Niveau")),
    ui.Column("registered", gettext_lazy("Inscrit au centre"), order=("registered_at",)),
]


@area("people.read")
def people(request: Request) -> HttpResponseBase:
    """Everybody whom the centre knows, found by name, code, phone or studies."""
    filters = PeopleFilters(request.GET, centre=request.centre)
    asked = filters.values()
    rows = queries.people_list(
        request.actor,
        request.centre,
        text=asked["q"] or "",
        state=asked["etat"] or "",
        establishment=asked["establishment"] and asked["establishment"].pk,
        field=asked["field"] and asked["field"].pk,
        level=asked["level"] and asked["level"].pk,
        today=local(timezone.now(), request.centre.timezone).date(),
    )
    noun = (gettext_lazy("personne"), gettext_lazy("personnes"))
    listing = ui.Listing(request, rows, columns=COLUMNS, sort="name", filters=filters, noun=noun)
    asked_erasure = queries.open_erasures(request.centre) if request.actor.can("people.erase") else []
    context = {"listing": listing, "asked_erasure": asked_erasure, "may_add": request.actor.can("people.edit")}
    return ui.render(request, "people/list.html", context, partial="rows")


@page(policies.person, "read")
def person(request: Request, person: Person) -> HttpResponseBase:
    """One person: who they are, what they study, what they did with the centre, what happened to the record."""
    if person.merged_into is not None:
        return ui.redirect(request, _address(request, person.merged_into))
    today = local(timezone.now(), request.centre.timezone).date()
    can_edit = policies.person.can_edit(request.actor, person) and person.erased_at is None
    own_page = _address(request, person)
    same = list(cards.possibly_same(person, by=request.actor)[:5]) if can_edit else []
    context = {
        "person": person,
        "studies": queries.studies_of(person),
        "mandates": queries.mandates_of(person, today),
        "lines": [
            Line(line.at, line.sentence, line.act, url=line.page if line.page and line.page != own_page else "")
            for line in timeline.of(person)
        ],
        "possibly_same": cards.told_apart_by(same) if same else [],
        "can_edit": can_edit,
        "can_merge": merges.can_merge(request.actor, person),
        "can_erase": policies.person.can_erase(request.actor, person),
        "why_not_erased": erasing.why_not_erased(person, today=today),
        "asked_erasure": erasing.open_request(person),
        "refusal_form": RefusalForm(),
    }
    return ui.render(request, "people/person.html", context)


def _address(request: Request, person: Person) -> str:
    return reverse("people:person", args=[request.centre.code, person.public_id])


@area("people.edit")
def add(request: Request) -> HttpResponseBase:
    """Make the record of somebody new."""
    form = PersonForm(request.POST or None, centre=request.centre)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_person(
                request.centre,
                by=request.actor,
                now=timezone.now(),
                registered_origin=Origin.STAFF,
                **form.cleaned_data,
            )
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            ui.toast(request, _("La fiche est créée."))
            return ui.redirect(request, _address(request, made))
    return ui.render(request, "people/form.html", {"form": form}, status=422 if form.errors else 200)


@page(policies.person, "edit")
def correct(request: Request, person: Person) -> HttpResponseBase:
    """Correct a record."""
    initial = {name: getattr(person, name) for name in FIELDS}
    form = PersonForm(request.POST or None, initial=initial, centre=request.centre)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_person(person, by=request.actor, now=timezone.now(), fields=form.cleaned_data)
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            ui.toast(request, _("La fiche est corrigée ; les prochains imports garderont ces valeurs."))
            return ui.redirect(request, _address(request, person))
    context = {"form": form, "person": person}
    return ui.render(request, "people/form.html", context, status=422 if form.errors else 200)


@require_POST
@page(policies.person, "edit")
def register(request: Request, person: Person) -> HttpResponseBase:
    """Register somebody at the Career Center from the desk."""
    actions.register_person(person, by=request.actor, now=timezone.now(), origin=Origin.DESK)
    ui.toast(request, _("%(name)s est inscrit au Career Center.") % {"name": person.full_name})
    return ui.redirect(request, _address(request, person))


@require_POST
@page(policies.person, "edit")
def check_card(request: Request, person: Person) -> HttpResponseBase:
    """*Carte vérifiée*: the record was compared with the student's card."""
    actions.check_card(person, by=request.actor, now=timezone.now())
    ui.toast(request, _("Carte vérifiée."))
    return ui.redirect(request, _address(request, person))


@require_POST
@page(policies.person, "edit")
def join_on_card(request: Request, person: Person, other: str) -> HttpResponseBase:
    """*Carte vérifiée*: this record and another one are the same person's."""
    second = get_object_or_404(cards.possibly_same(person, by=request.actor), public_id=other)
    try:
        merge = cards.join_on_card(person, second, by=request.actor, now=timezone.now())
    except Forbidden:
        raise
    except Refused as no:
        ui.toast(request, str(no), tone="warning")
        return ui.redirect(request, _address(request, person))
    ui.toast(request, _("Carte vérifiée : les deux fiches n’en font plus qu’une."))
    return ui.redirect(request, _address(request, merge.kept))


@require_POST
@page(policies.person, "erase")
def erase(request: Request, person: Person) -> HttpResponseBase:
    """Empty a record for good, with its account; the word typed shows that this was meant."""
    try:
        if request.POST.get("typed", "").strip() != ERASE_WORD:
            raise Refused(_("Écrivez %(word)s pour confirmer.") % {"word": ERASE_WORD})
        erasing.erase_person(person, by=request.actor, now=timezone.now())
    except Forbidden:
        raise
    except Refused as no:
        ui.toast(request, str(no), tone="warning")
    else:
        ui.toast(request, _("La fiche est effacée. Les chiffres passés n’ont pas changé."))
    return ui.redirect(request, _address(request, person))


@require_POST
@page(policies.person, "erase")
def refuse_erasure(request: Request, person: Person) -> HttpResponseBase:
    """Answer that a record is kept, and why."""
    asked = get_object_or_404(ErasureRequest, person=person, answered_at=None)
    form = RefusalForm(request.POST)
    if form.is_valid():
        erasing.refuse_erasure(asked, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now())
        ui.toast(request, _("La réponse est enregistrée."))
    else:
        ui.toast(request, _("Dites pourquoi la fiche doit être gardée."), tone="warning")
    return ui.redirect(request, _address(request, person))
