"""Two items of a list found to be one: everything that names the first names the second from now on."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Field, ManyToOneRel, Model
from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures import acts
from jalon.structures.actions.saving import require
from jalon.structures.models import Reference, ReferenceAlias


@transaction.atomic
def join_reference(item: Reference, into: Reference, *, by: Actor, now: datetime) -> int:
    """Join an item into another of the same list and archive it; how many rows changed sides.

    Every foreign key to the lists, found in the model registry, is repointed; the item's label and aliases then
    recognise the other one. It cannot be taken back: the rows are told apart no more.
    """
    require(item.centre, by)
    if item.pk == into.pk:
        raise Refused(_("Choisissez un autre élément que celui-ci."), field="into")
    if (item.centre_id, item.list) != (into.centre_id, into.list):
        raise Refused(_("Les deux éléments doivent être de la même liste."), field="into")
    if into.archived_at:
        raise Refused(
            _("« %(label)s » est archivé : choisissez un élément en service.") % {"label": into}, field="into"
        )
    moved = sum(_repoint(model, field, item, into) for model, field in pointing_here())
    item.aliases.update(reference=into)
    ReferenceAlias.objects.get_or_create(
        centre_id=item.centre_id, list=item.list, key=names.key(str(item)), defaults={"reference": into}
    )
    item.archived_at, item.to_check = item.archived_at or now, False
    item.save(update_fields=["archived_at", "to_check"])
    journal.record(acts.REFERENCE_JOINED, item, about=[into], by=by, at=now, params={"into": into, "count": moved})
    return moved


def pointing_here() -> list[tuple[type[Model], Field[Any, Any]]]:
    """Every table and foreign key that names an item of a list, whichever package they belong to."""
    return [
        (relation.related_model, relation.field)
        for relation in Reference._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel) and relation.related_model is not ReferenceAlias
    ]


def _repoint(model: type[Model], field: Field[Any, Any], item: Reference, into: Reference) -> int:
    rows = model._base_manager.filter(**{field.name: item})
    if model._meta.auto_created:  # the table behind a many-to-many field: a pair stands there once
        other = next(f for f in model._meta.concrete_fields if f.is_relation and f.name != field.name)
        have = model._base_manager.filter(**{field.name: into}).values(other.attname)
        rows.filter(**{f"{other.attname}__in": have}).delete()
    return rows.update(**{field.name: into})
