"""The gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from jalon.ui import samples
from jalon.ui.context import Layout
from jalon.ui.listing import Column, Listing
from jalon.ui.registries.layout import Identity
from jalon.ui.registries.navigation import Link, Section
from jalon.ui.rendering import render
from jalon.ui.statuses import Tone
from jalon.ui.toasts import Toast, Undo

COLUMNS = [
    Column("starts", _("Date"), order=("starts_at",)),
    Column("title", _("Titre"), order=("title",)),
    Column("adviser", _("Conseiller"), order=("adviser",)),
    Column("seated", _("Inscrits"), order=("seated",), numeric=True),
    Column("state", _("État")),
    Column("actions", _("Actions"), hidden=True),
]


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page; with `?mise-en-page=portail` (`simple`, `feuille`) the other layouts."""
    layout = request.GET.get("mise-en-page", "")
    template = {
        "portail": "ui/gallery_portal.html",
        "simple": "ui/gallery_plain.html",
        "feuille": "ui/gallery_sheet.html",
    }
    form = samples.SampleFilters(request.GET)
    values = form.values()
    listing = Listing(
        request,
        samples.rows(values["q"] or "", values["state"] or ""),  # type: ignore[arg-type]
        columns=COLUMNS,
        sort="starts",
        filters=form,
        per_page=12,
        noun=(_("atelier"), _("ateliers")),
    )
    context = {
        "ui": _SampleLayout(request),
        "listing": listing,
        "form": samples.SampleForm(),
        "wrong": samples.filled_form(),
        "centre": samples.SampleCentre(),
        "at": samples.NOON,
        "lines": samples.lines(),
        "charts": list(samples.charts()),
        "names": samples.names(),
        "tones": list(Tone),
        "steps": ["Fichier", "Colonnes", "Vérification", "Rapport"],
        "sample_toasts": [
            Toast("Atelier clôturé : 18 présents, 3 absents.", Tone.SUCCESS, Undo("#toasts-shown")),
            Toast("Le fichier n’a pas pu être lu : la feuille est vide.", Tone.DANGER),
        ],
    }
    return render(request, template.get(layout, "ui/gallery.html"), context, partial="rows")


class _SampleLayout(Layout):
    """The layouts with an invented person and navigation."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.centre = samples.SampleCentre()
        here = request.path

        def link(label: str, icon: str, count: int = 0, current: bool = False, post: bool = False) -> Link:
            return Link(label, icon, here, count, current, post)

        self.__dict__.update(
            identity=Identity("Amina Idrissi", "Conseillère"),
            search_url=here,
            home=here,
            sections=[
                Section("day", "", [link("Ma journée", "sun", 7), link("Calendrier", "calendar")]),
                Section(
                    "work",
                    "Activités",
                    [link("Ateliers", "calendar-event", current=True), link("Accueil", "door-enter")],
                ),
                Section("people", "Publics", [link("Jeunes", "users"), link("Doublons à vérifier", "git-merge", 12)]),
                Section("steer", "Pilotage", [link("Statistiques", "chart-bar"), link("Documents", "file-text")]),
                Section("centre", "Centre", [link("Équipe", "users-group"), link("Réglages", "settings")]),
            ],
            tabs=[
                link("Programme", "calendar-event", current=True),
                link("Mes activités", "ticket", 2),
                link("Mon compte", "user-circle"),
            ],
            account=[
                link("Mon compte", "user-circle"),
                link("Je suis absente…", "calendar-off"),
                link("Se déconnecter", "logout", post=True),
            ],
        )
