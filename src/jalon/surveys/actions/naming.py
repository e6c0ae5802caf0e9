"""The spelling of a name, as its bearer wants it printed. (D.4)"""

from datetime import datetime

from django.db import transaction

from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people.actions import NAME_FIELDS, correct_person
from jalon.people.models import Person
from jalon.surveys import acts, policies, rules
from jalon.surveys.models import NameRemark


@transaction.atomic
def remark_name(
    person: Person,
    *,
    last_name: str,
    first_name: str,
    last_name_ar: str = "",
    first_name_ar: str = "",
    by: Actor,
    now: datetime,
) -> NameRemark:
    """Tell the team how one's name is written; the record changes only when they accept. A newer remark replaces it."""
    policies.remark.require("write", by, person)
    person = Person.objects.locked().get(pk=person.pk)
    written = {
        "last_name": names.tidy(last_name),
        "first_name": names.tidy(first_name),
        "last_name_ar": names.tidy(last_name_ar),
        "first_name_ar": names.tidy(first_name_ar),
    }
    is_same = all(getattr(person, field) == value for field, value in written.items())
    if reason := rules.why_not_remark(is_same=is_same, last_name=last_name, first_name=first_name):
        raise Refused(reason)
    day = local(now, person.centre.timezone).date()
    remark, _created = NameRemark.objects.update_or_create(
        person=person, settled_at=None, defaults={"centre_id": person.centre_id, "written_on": day, **written}
    )
    journal.record(acts.NAME_REMARKED, remark, about=[person], by=by, at=now)
    return remark


@transaction.atomic
def settle_remark(remark: NameRemark, *, accept: bool, by: Actor, now: datetime) -> NameRemark:
    """Correct the record as asked, or leave it; a remark already settled stays as it was."""
    policies.remark.require("settle", by, remark)
    remark = NameRemark.objects.select_for_update().select_related("person").get(pk=remark.pk)
    if remark.settled_at is not None:
        return remark
    if accept:
        fields = {field: getattr(remark, field) for field in NAME_FIELDS if getattr(remark, field)}
        correct_person(remark.person, by=by, now=now, fields=fields)
    remark.settled_at, remark.was_accepted = now, accept
    remark.save(update_fields=["settled_at", "was_accepted"])
    act = acts.NAME_ACCEPTED if accept else acts.NAME_SET_ASIDE
    journal.record(act, remark, about=[remark.person], by=by, at=now)
    return remark
