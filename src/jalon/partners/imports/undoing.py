"""Taking an import of contacts back: what it made and filled goes, unless somebody has built on it since."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from jalon.journal.models import Mention
from jalon.partners.models import CallBack, Contact, ContactImport, ContactImportRow, Exchange, Organisation
from jalon.people.imports.undoing import pointing_at

Kept = list[dict[str, str]]


def take_back(batch: ContactImport) -> Kept:
    """Undo every row; gives what had to stay, by name and reason."""
    rows = list(batch.rows.exclude(before={}).order_by("-position"))
    made = {code: {row.before["made"][code] for row in rows if code in row.before["made"]} for code in _MADE}
    kept: Kept = []
    for row in rows:
        kept += _give_back(row, made)
    ContactImportRow.objects.filter(batch=batch).update(contact=None, organisation=None, candidate=None)
    for code, (model, kind) in _MADE.items():
        kept += _remove(model, kind, made[code])
    ContactImportRow.objects.filter(batch=batch).update(before={})
    return kept


_MADE: dict[str, tuple[type[models.Model], str]] = {
    "call_back": (CallBack, "call_back"),
    "exchange": (Exchange, "exchange"),
    "contact": (Contact, "contact"),
    "organisation": (Organisation, "organisation"),
}
"""What an import makes, in the order in which it can be removed."""


def _give_back(row: ContactImportRow, made: dict[str, set[int]]) -> Kept:
    """Empty the fields that the row filled and that still say what it gave; untie the items that it tied."""
    kept: Kept = []
    for code, pk in (("contact", row.contact_id), ("organisation", row.organisation_id)):
        changes = row.before.get(code, {})
        if not changes or pk is None or pk in made[code]:
            continue
        obj: Any = _MADE[code][0]._base_manager.get(pk=pk)
        for name, (old, new) in changes.items():
            field: Any = obj._meta.get_field(name)
            now = field.value_to_string(obj) if isinstance(getattr(obj, name), date) else getattr(obj, field.attname)
            if now == new:
                setattr(obj, field.attname, old)
            else:
                kept.append({"name": str(obj), "reason": _("corrigé depuis")})
        obj.save()
    if row.contact_id and row.contact_id not in made["contact"]:
        for name, pks in row.before.get("tied", {}).items():
            getattr(Contact(pk=row.contact_id), name).remove(*pks)
    return kept


def _remove(model: type[models.Model], kind: str, pks: set[int]) -> Kept:
    """Remove the rows that nothing else speaks of."""
    stays = _spoken_of(model, kind, pks)
    for name in ("interests", "themes"):
        if model is Contact:
            getattr(Contact, name).through.objects.filter(contact__in=pks - stays.keys()).delete()
    if model is Contact:
        ContactImportRow.objects.filter(candidate__in=pks - stays.keys()).update(candidate=None)
    model._base_manager.filter(pk__in=pks - stays.keys()).delete()
    return [
        {"name": str(getattr(obj, "full_name", None) or getattr(obj, "name", kind)), "reason": stays[obj.pk]}
        for obj in model._base_manager.filter(pk__in=stays)
    ]


def _spoken_of(model: type[models.Model], kind: str, pks: Iterable[int]) -> dict[int, str]:
    """The rows that something else points to, or that the journal tells of, each with the reason."""
    found: dict[int, str] = {}
    for other, field in pointing_at(model):
        if other is ContactImportRow and field.name == "candidate":
            continue  # a comparison that nobody imported
        reason = _("quelque chose a été noté à son sujet depuis")
        if other is ContactImportRow:
            reason = _("un autre import parle aussi de cette fiche")
        for pk in other._base_manager.filter(**{f"{field.attname}__in": pks}).values_list(field.attname, flat=True):
            found.setdefault(pk, reason)
    for pk in Mention.objects.filter(kind=kind, object_id__in=pks).values_list("object_id", flat=True):
        found.setdefault(pk, _("quelqu’un a travaillé sur cette fiche depuis"))
    return found
