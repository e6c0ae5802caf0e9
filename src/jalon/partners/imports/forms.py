"""What the team fills in around a file of contacts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.partners.imports import fields
from jalon.partners.models import ContactVerdict
from jalon.people.imports.columns import Column
from jalon.ui.forms import FileDrop, FilterForm, SearchInput


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Fichier de contacts"),
        widget=FileDrop(
            attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"},
            hint=_("Excel, OpenDocument ou CSV : une ligne par contact."),
        ),
        error_messages={
            "empty": _("Ce fichier est vide : enregistrez la liste dans le tableur, puis envoyez-la de nouveau.")
        },
    )


class ColumnsForm(forms.Form):
    """Which field each column feeds; one select per column of the file."""

    def __init__(self, *args: Any, columns: list[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _("ne pas importer")), *((field.code, field.label) for field in fields.FIELDS)]
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
        twice = sorted({code for code in chosen if chosen.count(code) > 1})
        if twice:
            labels = ", ".join(str(fields.BY_CODE[code].label) for code in twice)
            raise forms.ValidationError(
                _("Deux colonnes donnent la même chose (%(labels)s) : gardez-en une.") % {"labels": labels}
            )
        return self.cleaned_data


class RowFilters(FilterForm):
    """Narrowing the rows of a file."""

    q = forms.CharField(label=_("Chercher dans le fichier"), widget=SearchInput, max_length=80)
    etat = forms.ChoiceField(label=_("État"), choices=[("", _("Tous")), *ContactVerdict.choices])
    remarques = forms.BooleanField(label=_("Avec remarque"))
