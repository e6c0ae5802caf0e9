"""*Noter un échange*, and the call-backs that it leaves."""

from datetime import date, datetime

from django.db import transaction

from jalon.core import names
from jalon.core.actor import Actor
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.partners import acts, policies, rules
from jalon.partners.actions.saving import item_of, refuse_strangers
from jalon.partners.models import CallBack, Contact, Exchange, Organisation
from jalon.structures.models import Reference, ReferenceList


@transaction.atomic
def note_exchange(
    organisation: Organisation,
    *,
    by: Actor,
    now: datetime,
    day: date,
    contact: Contact | None = None,
    channel: Reference | None = None,
    summary: str = "",
    is_answered: bool = True,
    call_back_on: date | None = None,
    done: CallBack | None = None,
) -> Exchange:
    """Note what was said with an organisation, and when to call back; `done` is the call-back that this answers.

    Who asked to be left alone may call by themselves: the exchange is noted, a call-back is refused.
    """
    policies.organisation.require("edit", by, organisation)
    today = local(now, organisation.centre.timezone).date()
    refuse_strangers(organisation.centre, [contact, done])
    item_of(organisation.centre, channel, ReferenceList.CHANNEL, field="channel")
    if reason := rules.why_not_noted(organisation, contact, day=day, today=today):
        raise Refused(reason, field="day" if day > today else "contact")
    if call_back_on and (reason := rules.why_not_called_back(contact, due_on=call_back_on, today=today)):
        raise Refused(reason, field="call_back_on")
    exchange = Exchange.objects.create(
        centre_id=organisation.centre_id,
        organisation=organisation,
        contact=contact,
        day=day,
        channel=channel,
        summary=names.tidy(summary)[:500],
        is_answered=is_answered,
        author_id=by.person_id,
        noted_at=now,
    )
    journal.record(acts.EXCHANGED, exchange, about=[organisation, *([contact] if contact else [])], by=by, at=now)
    if call_back_on:
        CallBack.objects.create(
            centre_id=organisation.centre_id,
            organisation=organisation,
            contact=contact,
            exchange=exchange,
            due_on=call_back_on,
            reason=exchange.summary,
            owner_id=by.person_id,
            created_at=now,
        )
    if done is not None and done.done_at is None and done.cancelled_at is None:
        do_call_back(done, by=by, now=now)
    return exchange


@transaction.atomic
def cancel_exchange(exchange: Exchange, *, by: Actor, now: datetime) -> Exchange:
    """Take back an exchange noted by mistake, with the call-back that it left."""
    policies.exchange.require("edit", by, exchange)
    if Exchange.objects.filter(pk=exchange.pk, cancelled_at=None).update(cancelled_at=now):
        CallBack.objects.open().filter(exchange=exchange).update(cancelled_at=now)
        journal.record(acts.EXCHANGE_CANCELLED, exchange, about=[exchange.organisation], by=by, at=now)
    exchange.refresh_from_db()
    return exchange


@transaction.atomic
def restore_exchange(exchange: Exchange, *, by: Actor, now: datetime) -> Exchange:
    """The exchange did take place."""
    policies.exchange.require("edit", by, exchange)
    cancelled = exchange.cancelled_at
    if Exchange.objects.filter(pk=exchange.pk).exclude(cancelled_at=None).update(cancelled_at=None):
        CallBack.objects.filter(exchange=exchange, cancelled_at=cancelled).update(cancelled_at=None)
        journal.record(acts.EXCHANGE_RESTORED, exchange, about=[exchange.organisation], by=by, at=now)
    exchange.refresh_from_db()
    return exchange


@transaction.atomic
def do_call_back(call_back: CallBack, *, by: Actor, now: datetime) -> CallBack:
    """*Fait*: it leaves the list."""
    policies.call_back.require("edit", by, call_back)
    call_back = _locked(call_back)
    if reason := rules.why_not_done(call_back):
        raise Refused(reason)
    call_back.done_at = now
    call_back.save(update_fields=["done_at"])
    journal.record(acts.CALLED_BACK, call_back, about=[call_back.organisation], by=by, at=now)
    return call_back


@transaction.atomic
def reopen_call_back(call_back: CallBack, *, by: Actor, now: datetime) -> CallBack:
    """It was not done after all."""
    policies.call_back.require("edit", by, call_back)
    if CallBack.objects.filter(pk=call_back.pk).exclude(done_at=None).update(done_at=None):
        journal.record(acts.CALL_BACK_REOPENED, call_back, about=[call_back.organisation], by=by, at=now)
    call_back.refresh_from_db()
    return call_back


@transaction.atomic
def put_off(call_back: CallBack, *, due_on: date, by: Actor, now: datetime) -> CallBack:
    """*Reporter*: another day; the journal keeps the former one."""
    policies.call_back.require("edit", by, call_back)
    call_back = _locked(call_back)
    today = local(now, call_back.organisation.centre.timezone).date()
    reason = rules.why_not_done(call_back)
    reason = reason or rules.why_not_called_back(call_back.contact, due_on=due_on, today=today)
    if reason:
        raise Refused(reason, field="due_on")
    before = journal.changed(call_back, {"due_on": due_on})
    if before:
        call_back.save(update_fields=["due_on"])
        journal.record(
            acts.CALL_BACK_PUT_OFF,
            call_back,
            about=[call_back.organisation],
            by=by,
            at=now,
            before=before,
            params={"day": f"{due_on:%d/%m/%Y}"},
        )
    return call_back


def _locked(call_back: CallBack) -> CallBack:
    rows = CallBack.objects.select_for_update(of=("self",)).select_related("organisation__centre", "contact")
    return rows.get(pk=call_back.pk)
