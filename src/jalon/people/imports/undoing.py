"""Taking an import back: what it changed returns to what it was, unless somebody has built on it since.

A record that the import made is removed only when nothing else speaks of it; a field returns to its former value only
when it still has the one that the import gave. What stays is listed with the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from jalon.journal.models import Mention
from jalon.people.imports.applying import Clock
from jalon.people.imports.bulk import update_each
from jalon.people.imports.lookups import records, studies_of
from jalon.people.imports.persons import stored
from jalon.people.models import ImportBatch, ImportRow, ImportState, Person, Studies

CHUNK = 300
LISTED = 500
"""How many of the records that stay are listed by name; the others are only counted."""

_STUDIES_COLUMN = {"level": "level_id", "field_of_study": "field_id", "establishment": "establishment_id"}


def undo(batch: ImportBatch, *, clock: Clock) -> None:
    """Take back every row that was applied, last first; the notes tell what had to stay (`kept`, `kept_count`)."""
    kept: list[dict[str, Any]] = list(batch.notes.get("kept", []))
    count = batch.notes.get("kept_count", 0)
    while rows := _applied(batch):
        with transaction.atomic():
            stays = _take_back(batch, rows)
        count += len(stays)
        kept += stays[: max(0, LISTED - len(kept))]
        batch.notes |= {"kept": kept, "kept_count": count}
        ImportBatch.objects.filter(pk=batch.pk).update(notes=batch.notes, touched_at=clock())
    while ids := list(ImportRow.objects.filter(batch=batch, person__isnull=False).values_list("pk", flat=True)[:2_000]):
        ImportRow.objects.filter(pk__in=ids).update(person=None)


def _applied(batch: ImportBatch) -> list[ImportRow]:
    rows = ImportRow.objects.filter(batch=batch, applied_at__isnull=False).order_by("-position")
    return list(rows.defer("cells", "remarks", "values")[:CHUNK])


def _take_back(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[dict[str, Any]]:
    """Take back some rows, last first; gives what had to stay."""
    made = {row.person_id for row in rows if row.before and "created" in row.before and row.person_id}
    changed = [row for row in rows if row.before and "created" not in row.before and row.person_id]
    stays = _give_back(batch, changed, going=made)
    people = Person.objects.locked().filter(pk__in=made).in_bulk()
    reasons = {pk: reason for pk, person in people.items() if (reason := _why_stays(person))}
    reasons |= _spoken_of(batch, made - reasons.keys())
    stays += [{"person": pk, "reason": reason} for pk, reason in reasons.items()]
    gone = made - reasons.keys()
    ImportRow.objects.filter(person__in=gone).update(person=None)
    ImportRow.objects.filter(candidate__in=gone).update(candidate=None)
    Studies.objects.filter(person__in=gone).delete()
    gone_people = Person.objects.filter(pk__in=gone)
    gone_people._raw_delete(gone_people.db)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(applied_at=None, before=None)
    return stays


def _why_stays(person: Person) -> str | None:
    """What was done with the record itself since the import."""
    if person.registered_at:
        return _("s’est inscrite au Career Center depuis")
    if person.staff_fields:
        return _("sa fiche a été corrigée à la main depuis")
    if person.merged_into_id:
        return _("sa fiche a été fusionnée depuis")
    if person.card_checked_at or person.erased_at:
        return _("sa fiche a servi depuis")
    return None


def pointing_at(model: type[models.Model]) -> Iterable[tuple[type[models.Model], models.ForeignKey]]:
    """Every foreign key of Jalon that leads to this table."""
    for other in apps.get_models():
        for field in other._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is model:
                yield other, field


def _spoken_of(batch: ImportBatch, ids: set[int]) -> dict[int, str]:
    """The records that something else than this import points to, with a reason."""
    found: dict[int, str] = {}
    for model, field in pointing_at(Person):
        rows = model._base_manager.filter(**{f"{field.name}__in": ids})
        if model is ImportRow:
            rows = rows.exclude(batch=batch).filter(batch__state__in=(ImportState.DONE, ImportState.APPLYING))
            reason = _("un autre import parle aussi de cette personne")
        elif model is Studies:
            rows = rows.exclude(year=batch.year_id, from_file=True)
            reason = _("ses études d’une autre année sont connues")
        else:
            reason = _("autre chose a été enregistré à son sujet depuis (%(what)s)") % {
                "what": model._meta.verbose_name
            }
        for pk in rows.values_list(field.attname, flat=True):
            found.setdefault(pk, reason)
    mentions = Mention.objects.filter(kind="person", object_id__in=ids)
    elsewhere = mentions.exclude(entry__kind="import", entry__object_id=batch.pk)
    for pk in elsewhere.values_list("object_id", flat=True):
        found.setdefault(pk, _("le journal parle de cette personne"))
    return found


def _give_back(batch: ImportBatch, rows: Sequence[ImportRow], *, going: set[int]) -> list[dict[str, Any]]:
    """Return the former values to the records that were only changed; gives the fields that somebody changed again."""
    rows = [row for row in rows if row.person_id not in going]
    ids = {row.person_id for row in rows if row.person_id}
    current = records(Person.objects.locked().filter(pk__in=ids))
    studies = studies_of(ids, batch.year)
    stays: list[dict[str, Any]] = []
    restored: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        person_id, before = row.person_id or 0, row.before or {}
        values = current[person_id].values
        for code, (old, new) in before.get("person", {}).items():
            if values[code] == new:
                values[code] = restored[person_id][code] = old
            else:
                stays.append({"person": person_id, "field": code, "reason": _("corrigé depuis")})
        own = studies.get(person_id, {})
        mine = Studies.objects.filter(person_id=person_id, year=batch.year_id)
        if own and own["pk"] == before.get("studies_made"):
            mine.delete()
        elif own and "studies" in before:
            back = {code: old for code, (old, new) in before["studies"].items() if own[code] == new}
            own.update(back)
            mine.update(**{_STUDIES_COLUMN[code]: old for code, old in back.items()})
    for pk, old in restored.items():
        columns = stored(current[pk].values, old)
        update_each(Person, tuple(columns), [(*columns.values(), pk)])
    return stays
