"""The lists that a centre may rename: levels, fields, themes, origins. (BD05)"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures import acts, queries
from jalon.structures.actions import saving
from jalon.structures.models import Centre, Reference, ReferenceAlias


@transaction.atomic
def add_reference(centre: Centre, list_code: str, label: str, *, by: Actor, now: datetime) -> Reference:
    """Add an item at the end of a list; a label that an item already answers to is refused."""
    saving.require(centre, by)
    label = " ".join(label.split())
    if not names.key(label):
        raise Refused(_("Donnez un libellé."), field="label")
    _refuse_taken(centre, list_code, label)
    items = Reference.objects.filter(centre=centre).of(list_code)
    item = Reference.objects.create(
        centre=centre,
        list=list_code,
        code=_free_code(label, set(items.values_list("code", flat=True))),
        label=label,
        position=(items.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    journal.record(acts.REFERENCE_ADDED, item, about=[centre], by=by, at=now)
    return item


@transaction.atomic
def rename_reference(item: Reference, label: str, *, by: Actor, now: datetime) -> Reference:
    """Change how an item reads; the former label still recognises it in files."""
    saving.require(item.centre, by)
    label = " ".join(label.split())
    if not names.key(label):
        raise Refused(_("Donnez un libellé."), field="label")
    if label == str(item):
        return item
    _refuse_taken(item.centre, item.list, label, but=item)
    former = names.key(str(item))
    before = journal.changed(item, {"label": {**item.label, "fr": label} if isinstance(item.label, dict) else label})
    item.save(update_fields=["label"])
    if former:
        _keep_alias(item, former)
    journal.record(acts.REFERENCE_RENAMED, item, by=by, at=now, before=before)
    return item


@transaction.atomic
def archive_reference(item: Reference, *, by: Actor, now: datetime) -> None:
    """Stop offering an item; past facts keep it."""
    saving.require(item.centre, by)
    saving.archive(item, acts.REFERENCE_ARCHIVED, by=by, now=now)


@transaction.atomic
def restore_reference(item: Reference, *, by: Actor, now: datetime) -> None:
    """Offer an archived item again."""
    saving.require(item.centre, by)
    saving.restore(item, acts.REFERENCE_RESTORED, by=by, now=now)


@transaction.atomic
def confirm_reference(item: Reference, *, by: Actor, now: datetime) -> None:
    """An item that a file brought is right: it needs no check any more."""
    saving.require(item.centre, by)
    if item.to_check:
        item.to_check = False
        item.save(update_fields=["to_check"])
        journal.record(acts.REFERENCE_CONFIRMED, item, by=by, at=now)


@transaction.atomic
def add_alias(item: Reference, text: str, *, by: Actor, now: datetime) -> None:
    """Recognise the item under one more writing in files."""
    saving.require(item.centre, by)
    key = names.key(text)
    if not key:
        raise Refused(_("Écrivez l’autre façon de dire « %(label)s ».") % {"label": item}, field="text")
    _refuse_taken(item.centre, item.list, text, but=item, field="text")
    if _keep_alias(item, key):
        journal.record(acts.REFERENCE_ALIASED, item, by=by, at=now, params={"alias": key})


@transaction.atomic
def remove_alias(alias: ReferenceAlias, *, by: Actor, now: datetime) -> None:
    """No longer recognise the item under this writing."""
    item = alias.reference
    saving.require(item.centre, by)
    key = alias.key
    alias.delete()
    journal.record(acts.REFERENCE_UNALIASED, item, by=by, at=now, params={"alias": key})


@transaction.atomic
def deliver_references(centre: Centre, items: Sequence[Mapping[str, Any]], *, by: Actor, now: datetime) -> None:
    """Make or update the items that a kit delivers; aliases already taken by another item stay where they are."""
    saving.require(centre, by)
    known = {(row.list, row.code): row for row in Reference.objects.filter(centre=centre)}
    taken = set(ReferenceAlias.objects.filter(centre=centre).values_list("list", "key"))
    for values in items:
        row = known.get((values["list"], values["code"])) or Reference(
            centre=centre, list=values["list"], code=values["code"]
        )
        row.label, row.position = values["label"], values["position"]
        row.save()
        row.aliases.exclude(key__in=values["aliases"]).delete()
        ReferenceAlias.objects.bulk_create(
            ReferenceAlias(centre=centre, reference=row, list=row.list, key=key)
            for key in values["aliases"]
            if (row.list, key) not in taken
        )
        taken |= {(row.list, key) for key in values["aliases"]}
    journal.record(acts.LISTS_DELIVERED, centre, by=by, at=now, params={"count": len(items)})


def reference_named(centre: Centre, list_code: str, written: str) -> Reference:
    """The item that a file names, however it writes it; a new one is made, for the team to check."""
    if found := queries.reference_by_text(centre, list_code).get(names.key(written)):
        return found
    items = Reference.objects.filter(centre=centre).of(list_code)
    return Reference.objects.create(
        centre=centre,
        list=list_code,
        code=_free_code(written, set(items.values_list("code", flat=True))),
        label=" ".join(written.split()),
        position=(items.aggregate(last=Max("position"))["last"] or 0) + 1,
        to_check=True,
    )


def _refuse_taken(
    centre: Centre, list_code: str, text: str, *, but: Reference | None = None, field: str = "label"
) -> None:
    owner = queries.reference_by_text(centre, list_code).get(names.key(text))
    if owner is not None and owner != but:
        raise Refused(
            _("« %(text)s » désigne déjà « %(label)s » dans cette liste.") % {"text": text, "label": owner}, field=field
        )


def _keep_alias(item: Reference, key: str) -> bool:
    """Make the alias unless the list already has it; whether it is new."""
    _alias, created = ReferenceAlias.objects.get_or_create(
        centre_id=item.centre_id, list=item.list, key=key, defaults={"reference": item}
    )
    return created


def _free_code(label: str, taken: set[str]) -> str:
    """A code drawn from the label that no other item of the list has."""
    base = slugify(label)[:50].strip("-") or "element"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code
