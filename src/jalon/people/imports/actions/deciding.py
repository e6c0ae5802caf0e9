"""Saying whether a doubtful row is the person it was compared with."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people import acts
from jalon.people.imports import changes, rules
from jalon.people.imports.actions.running import locked
from jalon.people.imports.applying import Chunk, waiting
from jalon.people.imports.lookups import Vocabulary
from jalon.people.imports.policies import imports as policy
from jalon.people.models import ImportRow, ImportState, Person, Verdict


@transaction.atomic
def decide_row(row: ImportRow, *, same: bool, by: Actor, now: datetime) -> ImportRow:
    """Say whether a doubtful row is the person it was compared with; taken back with the import.

    Before the import the row only takes its place among the others; after it, it is saved at once. A row that is
    somebody else keeps its values, but not a national code that is another person's.
    """
    policy.require("change", by, row.batch)
    batch = locked(row.batch)
    row = ImportRow.objects.select_for_update().get(pk=row.pk)
    row.batch = batch
    leader = ImportRow.objects.filter(batch=batch, position=row.leader).first() if row.leader else None
    person = _candidate(row, leader)
    codes = [row.values.get("national_code", ""), person.national_code if person else ""]
    if reason := rules.why_not_decided(row, codes=codes if same else ()):
        raise Refused(reason)
    if not same:
        row.verdict = Verdict.CREATE
        _drop_taken_code(row)
    elif person:
        row.verdict, row.person = Verdict.UPDATE, person
    elif leader:
        row.verdict, row.values = Verdict.MERGED, changes.fills(row.values, changes.mask(leader.values))
    else:
        raise Refused(_("La personne à laquelle cette ligne ressemble n’existe plus."))
    batch.counts[Verdict.DOUBTFUL] -= 1
    batch.counts[row.verdict] = batch.counts.get(row.verdict, 0) + 1
    batch.save(update_fields=["counts"])
    row.decided_at = now
    row.save(update_fields=["verdict", "person", "values", "remarks", "decided_at"])
    if batch.state == ImportState.DONE:
        vocabulary = Vocabulary(batch.centre, establishment_id=batch.establishment_id)
        Chunk(batch, waiting(ImportRow.objects.filter(pk=row.pk)), vocabulary).save(now)
        row.refresh_from_db()
    journal.record(
        acts.IMPORT_ROW_DECIDED, batch, by=by, at=now, about=[person] if person else [], params={"row": row.number}
    )
    return row


def _candidate(row: ImportRow, leader: ImportRow | None) -> Person | None:
    """The person that a doubtful row may be, as they are now."""
    pk = row.candidate_id or (leader.person_id if leader else None)
    person = Person.objects.filter(pk=pk).select_related("merged_into").first() if pk else None
    return (person.merged_into or person) if person else None


def _drop_taken_code(row: ImportRow) -> None:
    code = row.values.get("national_code")
    taken = bool(code) and (
        Person.objects.live().filter(centre_id=row.batch.centre_id, national_code=code).exists()
        or ImportRow.objects.filter(batch=row.batch, verdict=Verdict.CREATE, values__national_code=code).exists()
    )
    if taken:
        row.values = {key: value for key, value in row.values.items() if key != "national_code"}
        row.remarks = [*row.remarks, ["", _("code national %(code)s laissé à l’autre personne") % {"code": code}]]
