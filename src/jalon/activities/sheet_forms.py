"""Forms of the event sheet and of the balance sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.activities.forms import Line
from jalon.activities.models import Review, VisaStep
from jalon.ui.forms import DayInput, FileDrop, FilterForm, SearchInput

STATES = {
    "": _("Toutes"),
    "manager": _("À viser par le Manager"),
    "host": _("À viser par l’institution hôte"),
    "approved": _("Visées par les deux"),
}


class SheetFilters(FilterForm):
    """Which event sheets the list shows."""

    q = forms.CharField(label=_("Titre"), max_length=120, widget=SearchInput({"placeholder": _("salon, conférence…")}))
    etat = forms.ChoiceField(label=_("Visas"), choices=list(STATES.items()))


class SectionForm(forms.Form):
    """One section; `opened` tells on which text the author began."""

    text = forms.CharField(label="", required=False, max_length=20_000, widget=forms.Textarea({"rows": 7}))
    opened = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput())

    def __init__(self, *args: Any, label: Any, hint: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label, self.fields["text"].help_text = label, hint


class BudgetForm(forms.Form):
    """An expense that is planned."""

    label = Line(label=_("Dépense"), max_length=160)
    amount = forms.CharField(
        label=_("Montant"), max_length=20, widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    )
    currency = forms.ChoiceField(label=_("Monnaie"))

    def __init__(self, data: Any = None, *, currency: str) -> None:
        super().__init__(data, initial={"currency": currency})
        codes = sorted({currency, "EUR", "USD", "MAD"}, key=lambda code: (code != currency, code))
        self.fields["currency"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """What must change before the visa."""

    reason = Line(label=_("Ce qui doit changer"), max_length=500)


class PaperForm(forms.Form):
    """A visa given with a pen."""

    step = forms.ChoiceField(label=_("Visa de"), choices=VisaStep.choices)
    signed_on = forms.DateField(label=_("Signé le"), widget=DayInput())
    signatory = Line(label=_("Signé par"), max_length=160, help_text=_("Nom et fonction, comme sur le papier."))
    scan = forms.FileField(
        label=_("Page signée, numérisée"),
        required=False,
        widget=FileDrop(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}, hint=_("PDF ou photo, 10 Mo au plus")),
    )


def _long(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=10_000, widget=forms.Textarea({"rows": 4})
    )


class ReviewForm(forms.Form):
    """What the next edition will start from."""

    expected = _long(_("Attendu"), _("Ce que l’on visait, en nombres si possible."))
    obtained = _long(_("Obtenu"), _("Ce qui s’est passé. Jalon compte déjà les présents."))
    remarks = _long(_("Remarques"))
    to_keep = _long(_("À garder"))
    to_change = _long(_("À changer"))


def initial_of_review(review: Review | None, expected: str) -> dict[str, str]:
    """What the form shows: the review, else the results that the event sheet expected."""
    if review is None:
        return {"expected": expected}
    return {name: getattr(review, name) for name in ReviewForm.base_fields}
