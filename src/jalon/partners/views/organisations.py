"""The base of contacts: the list, its export, the sheet of an organisation. (BD01)"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.arrivals import once
from jalon.core.pages import area, page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.files.spreadsheets import Column, Type, workbook_response
from jalon.journal import timeline
from jalon.partners import actions, forms, policies, queries, rules
from jalon.partners.models import Contact, Organisation
from jalon.partners.views import frame
from jalon.ui.registries.timeline import Line

COLUMNS = [
    ui.Column("name", gettext_lazy("Organisation"), order=("name_key",)),
    ui.Column("sector", gettext_lazy("Secteur"), order=("sector__position", "sector__code")),
    ui.Column("city", gettext_lazy("Ville"), order=("city__code",)),
    ui.Column("contacts", gettext_lazy("Contacts"), order=("contacts_count",), numeric=True),
    ui.Column("last", gettext_lazy("Dernier échange"), order=("last_on",)),
    ui.Column("call", gettext_lazy("À rappeler"), order=("next_call_on",)),
]
EXPORTED = [
    Column(gettext_lazy("Organisation")),
    Column(gettext_lazy("Sorte")),
    Column(gettext_lazy("Secteur")),
    Column(gettext_lazy("Ville"), width=16),
    Column(gettext_lazy("Effectif"), width=18),
    Column(gettext_lazy("Nom"), width=18),
    Column(gettext_lazy("Prénom"), width=18),
    Column(gettext_lazy("Nom en arabe"), width=20),
    Column(gettext_lazy("Fonction")),
    Column(gettext_lazy("E-mail")),
    Column(gettext_lazy("Téléphone"), width=17),
    Column(gettext_lazy("Intérêts")),
    Column(gettext_lazy("Peut parler de")),
    Column(gettext_lazy("Dernier échange"), Type.DATE),
]


@area("partners.read")
def organisations(request: Request) -> HttpResponse:
    """Every organisation that the centre knows, found by its name, a contact, a sector, a city."""
    today = frame.today(request)
    filters = forms.OrganisationFilters(request.GET, centre=request.centre)
    listing = ui.Listing(
        request,
        queries.organisations(request.actor, **filters.asked(today)),
        columns=COLUMNS,
        sort="name",
        filters=filters,
        noun=(gettext_lazy("organisation"), gettext_lazy("organisations")),
        read=queries.with_details,
    )
    asked = request.GET.urlencode()
    export = frame.address(request, "export")
    context = {
        "listing": listing,
        "today": today,
        "may_edit": request.actor.can("partners.edit"),
        "may_import": request.actor.can("partners.import"),
        "export_url": f"{export}?{asked}" if asked else export,
    }
    return ui.render(request, "partners/list.html", context, partial="rows")


@area("partners.read")
def export(request: Request) -> HttpResponseBase:
    """The contacts of the same list as a spreadsheet, without those who asked to be left alone."""
    filters = forms.OrganisationFilters(request.GET, centre=request.centre)
    asked = filters.asked(frame.today(request))
    contacts = queries.with_last_exchange(queries.reachable(request.actor, **asked))
    about = [
        (_("Contenu"), _("Contacts que le centre peut solliciter.")),
        (_("Laissés de côté"), _("Les contacts qui ne souhaitent plus être contactés, et ceux qui sont partis.")),
        (_("Établi le"), ui.moment(timezone.now(), request.centre)),
    ]
    return workbook_response(
        _("contacts-%(day)s.xlsx") % {"day": frame.today(request).isoformat()},
        title=_("Contacts"),
        columns=EXPORTED,
        rows=_rows(contacts),
        about=about,
        zone=request.centre.timezone,
    )


def _rows(contacts: Any) -> Iterator[list[Any]]:
    contact: Contact
    for contact in contacts.iterator(chunk_size=500):
        at = contact.organisation
        yield [
            at.name,
            str(at.kind or ""),
            str(at.sector or ""),
            str(at.city or ""),
            rules.staff_words(at),
            contact.last_name,
            contact.first_name,
            contact.full_name_ar,
            contact.function,
            contact.email,
            contact.phone,
            ", ".join(str(item) for item in contact.interests.all()),
            ", ".join(str(item) for item in contact.themes.all()),
            contact.last_on,  # type: ignore[attr-defined]
        ]


@page(policies.organisation)
def organisation(request: Request, organisation: Organisation) -> HttpResponseBase:
    """One organisation: who works there, what was said, what is to be called back, what happened to the record."""
    if organisation.merged_into is not None:
        return ui.redirect(request, frame.sheet(request, organisation.merged_into))
    contacts = list(queries.contacts_of(organisation, by=request.actor))
    own_page = frame.sheet(request, organisation)
    context = {
        "organisation": organisation,
        "staff": rules.staff_words(organisation),
        "contacts": [contact for contact in contacts if contact.archived_at is None and contact.erased_at is None],
        "gone": [contact for contact in contacts if contact.archived_at is not None or contact.erased_at is not None],
        "exchanges": queries.exchanges_of(organisation, by=request.actor)[:50],
        "call_backs": queries.call_backs_of(organisation, by=request.actor),
        "today": frame.today(request),
        "lines": [
            Line(line.at, line.sentence, line.act, url=line.page if line.page and line.page != own_page else "")
            for line in timeline.of(organisation)
        ],
        "can_edit": policies.organisation.can_edit(request.actor, organisation),
        "can_merge": policies.organisation.can_merge(request.actor, organisation),
    }
    return ui.render(request, "partners/organisation.html", context)


def _form_page(
    request: Request, form: forms.OrganisationForm, organisation: Organisation | None = None
) -> HttpResponseBase:
    context = {"form": form, "organisation": organisation}
    return ui.render(request, "partners/form.html", context, status=422 if form.errors else 200)


@area("partners.edit")
def add(request: Request) -> HttpResponseBase:
    """Make the record of an organisation."""
    form = forms.OrganisationForm(
        request.POST if request.method == "POST" else None,
        initial={"name": request.GET.get("nom", ""), "owner": request.actor.person_id},
        centre=request.centre,
        actor=request.actor,
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()

        def do() -> str:
            made = actions.add_organisation(
                request.centre,
                by=request.actor,
                now=now,
                city=form.cleaned_data["city_name"],
                **form.record_fields(),
            )
            return str(made.public_id)

        try:
            key = request.POST.get("arrival_key")
            public_id = once(key, act="partners.added", of=request.centre, by=request.actor, now=now, do=do)
        except Refused as no:
            frame.refuse(form, no)
        else:
            ui.toast(request, _("L’organisation est ajoutée. Il reste à dire qui le centre y connaît."))
            return ui.redirect(request, frame.address(request, "organisation", public_id))
    return _form_page(request, form)


@page(policies.organisation, "edit")
def edit(request: Request, organisation: Organisation) -> HttpResponseBase:
    """Change the record of an organisation."""
    form = forms.OrganisationForm(
        request.POST if request.method == "POST" else None,
        instance=organisation,
        initial={"city_name": str(organisation.city or "")},
        centre=request.centre,
        actor=request.actor,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_organisation(
                organisation,
                by=request.actor,
                now=timezone.now(),
                city=form.cleaned_data["city_name"],
                fields=form.record_fields(),
            )
        except Refused as no:
            frame.refuse(form, no)
        else:
            ui.toast(request, _("La fiche est enregistrée."))
            return ui.redirect(request, frame.sheet(request, organisation))
    return _form_page(request, form, organisation)


@require_POST
@page(policies.organisation, "edit")
def archive(request: Request, organisation: Organisation) -> HttpResponseBase:
    """Put an organisation away."""
    return frame.do(
        request,
        lambda: actions.archive_organisation(organisation, by=request.actor, now=timezone.now()),
        said=_("L’organisation est archivée : elle ne paraît plus dans les listes."),
        to=frame.sheet(request, organisation),
        undo=ui.Undo(frame.address(request, "restore", organisation.public_id)),
    )


@require_POST
@page(policies.organisation, "edit")
def restore(request: Request, organisation: Organisation) -> HttpResponseBase:
    """Take an organisation out of the archive."""
    return frame.do(
        request,
        lambda: actions.restore_organisation(organisation, by=request.actor, now=timezone.now()),
        said=_("L’organisation est de nouveau dans les listes."),
        to=frame.sheet(request, organisation),
    )
