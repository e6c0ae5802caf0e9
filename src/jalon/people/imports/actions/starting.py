"""Bringing a file: what it is, which year it is of, what its columns hold. (P05.1)"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core import moments, names
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.files import media, storage
from jalon.journal import recording as journal
from jalon.people import acts
from jalon.people.imports import columns, registrar, rules, staging
from jalon.people.imports.actions.running import running, signature
from jalon.people.imports.columns import Column, Found
from jalon.people.imports.policies import HOLDER
from jalon.people.imports.policies import imports as policy
from jalon.people.imports.reading import Table
from jalon.people.imports.sniffing import Limits, Unreadable
from jalon.people.models import ImportBatch, ImportProfile, ImportState
from jalon.structures import actions as structures
from jalon.structures.models import AcademicYear, Centre, Establishment

_ALLOWED = (media.XLSX, media.ODS, media.CSV, media.UNKNOWN)
"""The kinds of files kept; what is really inside was looked at before, old workbooks and encodings included."""


def limits() -> Limits:
    """How big an imported file may be: the installation's limit for uploads."""
    return Limits(size=settings.JALON_UPLOAD_LIMIT)


def start_import(
    centre: Centre,
    path: Path,
    *,
    name: str,
    by: Actor,
    now: datetime,
    year: AcademicYear | None = None,
    establishment: Establishment | None = None,
    is_full_list: bool = True,
) -> ImportBatch:
    """Take a file in and recognise its columns; nothing about anybody is written yet. (P05.1)

    Without `year`, the one that the file names, else the current one; who may configure the centre thereby adds a year
    that it lacks. Raises Refused with the sentence that names the
    fault of the file, or the import that is running.
    """
    policy.require("start", by, centre.pk)
    if reason := rules.why_not_now(running(centre), now=now):
        raise Refused(reason)
    found, year = _look_into(centre, path, name=name, year=year, now=now)
    with path.open("rb") as file:
        received = storage.receive(file, allowed=_ALLOWED, max_size=limits().size)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            centre=centre,
            year=_saved(year, by=by, now=now),
            establishment=establishment,
            file=storage.hold(received, name=name, holder=HOLDER, centre_id=centre.pk, now=now),
            file_name=names.tidy(name)[:200],
            state=ImportState.MAPPING,
            is_full_list=is_full_list,
            columns=[column.stored() for column in found],
            by_id=by.person_id,
            started_at=now,
            touched_at=now,
        )
        journal.record(acts.IMPORT_STARTED, batch, by=by, at=now)
    return batch


def rehearsal(centre: Centre, path: Path, *, now: datetime, year: AcademicYear | None = None) -> ImportBatch:
    """A batch that is saved nowhere, to see what an import of the file would do."""
    found, year = _look_into(centre, path, name=path.name, year=year, now=now)
    return ImportBatch(
        centre=centre, year=year, file_name=path.name[:200], columns=[column.stored() for column in found]
    )


def _look_into(
    centre: Centre, path: Path, *, name: str, year: AcademicYear | None, now: datetime
) -> tuple[list[Column], AcademicYear]:
    """The columns of the file and its academic year. Raises Refused with the sentence that names the fault."""
    try:
        table = staging.opened(path, limits())
        sample = [line.cells for line in table.sample()]
    except Unreadable as error:
        raise Refused(error.sentence, field="file") from error
    if not sample:
        raise Refused(
            _("Ce fichier n’a pas de ligne sous ses titres : vérifiez que la liste y est bien."), field="file"
        )
    found = _remembered(centre, registrar.recognise(table.headings, sample))
    return found, year or _year_of(centre, table, name, now)


def _year_of(centre: Centre, table: Table, name: str, now: datetime) -> AcademicYear:
    """The year that the file names, else the current one; one that the centre lacks is prepared and not saved."""
    today = moments.local(now, centre.timezone).date()
    years = list(AcademicYear.objects.filter(centre=centre))
    named = rules.years_named([*table.titles, name])
    for year in years:
        if year.starts_on.year in named or (not named and year.starts_on <= today <= year.ends_on):
            return year
    starts_on, second_semester_on, ends_on = rules.year_like(
        years[-1].span if years else None, named[0] if named else None, today=today
    )
    return AcademicYear(centre=centre, starts_on=starts_on, second_semester_on=second_semester_on, ends_on=ends_on)


def _saved(year: AcademicYear, *, by: Actor, now: datetime) -> AcademicYear:
    """The year, added to the centre's when it lacked it and the actor may: the file says that it exists."""
    if year.pk is not None:
        return year
    try:
        return structures.set_year(
            year.centre,
            starts_on=year.starts_on,
            second_semester_on=year.second_semester_on,
            ends_on=year.ends_on,
            by=by,
            now=now,
        )
    except Refused as error:
        raise Refused(
            _(
                "Ce fichier est celui de l’année %(year)s, que le centre n’a pas : ajoutez cette année ou "
                "choisissez-en une."
            )
            % {"year": year.span.code},
            field="year",
        ) from error


def _remembered(centre: Centre, found: list[Column]) -> list[Column]:
    """The columns as they were corrected for an earlier file with the same headings."""
    profile = ImportProfile.objects.filter(centre=centre, signature=signature(found)).first()
    if profile is None:
        return found
    choices = {column.index: code for column, code in zip(found, profile.columns, strict=False)}
    return columns.corrected(found, choices, Found.REMEMBERED)
