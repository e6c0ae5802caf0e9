"""What the team fills in around an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.people.imports import registrar
from jalon.people.imports.columns import Column
from jalon.people.models import Verdict
from jalon.structures.models import AcademicYear, Centre, Establishment
from jalon.ui.forms import FileDrop, FilterForm, SearchInput, Switch


class UploadForm(forms.Form):
    """The file, and what it does not say by itself."""

    file = forms.FileField(
        label=_("Fichier de la scolarité"),
        widget=FileDrop(
            attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"},
            hint=_("Excel, OpenDocument ou CSV, tel que la scolarité l’a envoyé."),
        ),
        error_messages={
            "empty": _("Ce fichier est vide : enregistrez la liste dans le tableur, puis envoyez-la de nouveau.")
        },
    )
    year = forms.ModelChoiceField(
        AcademicYear.objects.none(),
        label=_("Année universitaire"),
        required=False,
        empty_label=_("Celle que le fichier indique, sinon l’année en cours"),
    )
    establishment = forms.ModelChoiceField(
        Establishment.objects.none(),
        label=_("Établissement"),
        required=False,
        empty_label=_("Celui que le fichier indique"),
        help_text=_("À choisir quand toute la liste vient d’une école et que le fichier ne le dit pas."),
    )
    is_full_list = forms.BooleanField(
        label=_("La liste est complète"),
        required=False,
        initial=True,
        widget=Switch,
        help_text=_(
            "Les personnes qui n’y sont plus sont alors montrées comme non réinscrites ; aucune n’est supprimée."
        ),
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = self.fields["year"]
        schools = self.fields["establishment"]
        if isinstance(years, forms.ModelChoiceField) and isinstance(schools, forms.ModelChoiceField):
            years.queryset = AcademicYear.objects.filter(centre=centre).order_by("-starts_on")
            schools.queryset = Establishment.objects.filter(centre=centre, archived_at=None).order_by("name_key")


class ColumnsForm(forms.Form):
    """Which field each column feeds; one select per column of the file."""

    def __init__(self, *args: Any, columns: list[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _("ne pas importer")), *((field.code, field.label) for field in registrar.FIELDS)]
        for column in columns:
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                label=column.heading, choices=choices, required=False, initial=column.field or ""
            )

    def rows(self) -> list[tuple[Column, Any]]:
        """Each column with its bound select."""
        return [(column, self[f"column_{column.index}"]) for column in self.columns]

    def choices(self) -> dict[int, str | None]:
        """The field chosen for each column."""
        return {column.index: self.cleaned_data[f"column_{column.index}"] or None for column in self.columns}

    def clean(self) -> dict[str, Any]:
        chosen = [code for code in self.cleaned_data.values() if code]
        twice = {code for code in chosen if chosen.count(code) > 1}
        if twice:
            labels = ", ".join(str(registrar.BY_CODE[code].label) for code in sorted(twice))
            raise forms.ValidationError(
                _("Deux colonnes donnent la même chose (%(labels)s) : gardez-en une.") % {"labels": labels}
            )
        return self.cleaned_data


class RowFilters(FilterForm):
    """Narrowing the rows of an import."""

    q = forms.CharField(label=_("Chercher dans le fichier"), widget=SearchInput, max_length=80)
    etat = forms.ChoiceField(label=_("État"), choices=[("", _("Tous")), *Verdict.choices])
    remarques = forms.BooleanField(label=_("Avec remarque"))
