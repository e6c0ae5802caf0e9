"""What young people type."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jalon.activities.settled import Settled
from jalon.core.texts import localized
from jalon.ui.forms import DayInput, FilterForm, SearchInput


class ProgrammeFilters(FilterForm):
    """Find an activity by words, kind or theme."""

    q = forms.CharField(label=_("Chercher"), required=False, widget=SearchInput)
    type = forms.ChoiceField(label=_("Type"), required=False)
    theme = forms.ChoiceField(label=_("Thème"), required=False)

    def __init__(self, *args: Any, settled: Settled, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, localized(kind.label)) for kind in settled.kinds.values() if not kind.is_archived]
        self.fields["type"].choices = [("", _("Tous")), *kinds]  # type: ignore[attr-defined]
        themes = [(code, localized(label)) for code, label in settled.themes]
        self.fields["theme"].choices = [("", _("Tous")), *themes]  # type: ignore[attr-defined]


class AddressForm(forms.Form):
    """The first step: a mailbox that the person can open now."""

    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        help_text=_("Nous y envoyons un code à six chiffres. L’adresse de votre établissement est la meilleure."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    """The second step: the code received."""

    code = forms.CharField(
        label=_("Code reçu par e-mail"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class IdentityForm(forms.Form):
    """The third step: only what tells one person from another."""

    first_name = forms.CharField(
        label=_("Prénom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Nom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    born_on = forms.DateField(label=_("Date de naissance"), required=False, widget=DayInput)
    number = forms.CharField(
        label=_("Numéro d’étudiant ou code national (CNE, Massar)"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, needs_more: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_more = needs_more
        if needs_more:
            self.fields["born_on"].help_text = _(
                "Cette adresse est connue pour plusieurs personnes : la date de naissance ou le numéro "
                "nous dit laquelle vous êtes."
            )
        else:
            del self.fields["born_on"], self.fields["number"]

    def clean(self) -> dict[str, Any]:
        """One of the two proofs, where they are asked."""
        data = super().clean() or {}
        if self.needs_more and not (data.get("born_on") or data.get("number")):
            raise ValidationError(_("Donnez votre date de naissance ou votre numéro."))
        return data
