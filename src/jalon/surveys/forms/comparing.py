"""Which answers to read together, and by what to tell them apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.ui.forms import FilterForm

GROUPS = {
    "survey": _("Activité ou enquête"),
    "month": _("Mois"),
    "version": _("Version"),
    "activity_type": _("Type d’activité"),
    "theme": _("Thème"),
    "site": _("Site"),
    "adviser": _("Conseiller"),
}
"""By what editions are told apart: never a trait of those who answer."""


class ComparisonForm(FilterForm):
    """The columns of the table, and the facets that narrow the answers."""

    par = forms.ChoiceField(label=_("Comparer par"), choices=list(GROUPS.items()), initial="month")
    activity_type = forms.ChoiceField(label=_("Type d’activité"))
    theme = forms.ChoiceField(label=_("Thème"))
    site = forms.ChoiceField(label=_("Site"))
    adviser = forms.ChoiceField(label=_("Conseiller"))
    month = forms.ChoiceField(label=_("Mois"))

    def __init__(self, data: Any = None, *, facets: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        super().__init__(data)
        for name, listed in facets.items():
            if len(listed) < 2:
                del self.fields[name]
            else:
                self.fields[name].choices = [("", _("Tous")), *listed]  # type: ignore[attr-defined]

    def facets(self) -> dict[str, Any]:
        """The facets that were chosen."""
        return {name: value for name, value in self.values().items() if name != "par" and value}
