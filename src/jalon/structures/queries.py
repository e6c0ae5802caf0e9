"""Reads about the organisation."""

from datetime import date

from jalon.core import names
from jalon.structures.models import AcademicYear, Centre, Reference, ReferenceAlias


def year_of(centre: Centre, day: date) -> AcademicYear | None:
    """The academic year in which the day falls, if the centre fixed one."""
    return AcademicYear.objects.filter(centre=centre).holding(day).first()


def reference_by_text(centre: Centre, list_code: str) -> dict[str, Reference]:
    """Every way of writing an item of the list (normalised label, code or alias) with the item. Two queries."""
    found: dict[str, Reference] = {}
    by_id: dict[int, Reference] = {}
    for item in Reference.objects.filter(centre=centre).of(list_code).in_use():
        by_id[item.pk] = item
        found[names.key(item.code)] = item
        labels = [item.label] if isinstance(item.label, str) else item.label.values()
        for label in labels:
            found[names.key(label)] = item
    for reference_id, key in ReferenceAlias.objects.filter(centre=centre, list=list_code).values_list(
        "reference_id", "key"
    ):
        if reference_id in by_id:
            found[key] = by_id[reference_id]
    return found
