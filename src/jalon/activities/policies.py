"""Who may see and do what with activities."""

from django.db.models import Q, QuerySet

from jalon.activities.models import Activity, ActivityType, Certificate, EventSheet, Registration
from jalon.activities.models.activity import ActivityQuerySet
from jalon.activities.models.certificate import CertificateQuerySet
from jalon.activities.models.event_sheet import EventSheetQuerySet, VisaStep
from jalon.activities.models.kind import ActivityTypeQuerySet
from jalon.activities.models.registration import RegistrationQuerySet
from jalon.activities.settled import complete
from jalon.core.actor import Actor, ActorKind
from jalon.core.policy import Policy, single
from jalon.structures.models import Centre


def _works_for(actor: Actor, centre_id: int) -> bool:
    """Whether the actor acts in this centre; Jalon's background work acts in all of them."""
    everywhere = actor.kind is ActorKind.SYSTEM and actor.centre_id is None
    return everywhere or centre_id == actor.centre_id


class ActivityPolicy(Policy[Activity]):
    """Published activities of public kinds are for everybody; drafts, lists and the other kinds are the team's."""

    def one(self, rows: QuerySet[Activity], centre: Centre) -> Activity | None:
        activity = single(rows)
        if activity is not None:
            complete(activity, centre)
        return activity

    def visible_to(self, actor: Actor) -> ActivityQuerySet:
        activities = Activity.objects.filter(centre_id=actor.in_centre)
        return activities if actor.can("activities.read") else activities.published().filter(type__is_public=True)

    def can_see_registrations(self, actor: Actor, activity: Activity) -> bool:
        return self._own(actor, activity) and actor.can("activities.read")

    def can_create(self, actor: Actor, centre_id: int) -> bool:
        return centre_id == actor.centre_id and actor.can("activities.edit")

    def can_edit(self, actor: Actor, activity: Activity) -> bool:
        return self._own(actor, activity) and actor.can("activities.edit")

    def can_publish(self, actor: Actor, activity: Activity) -> bool:
        return self._own(actor, activity) and actor.can("activities.publish")

    def can_register(self, actor: Actor, activity: Activity) -> bool:
        """Register oneself: anybody who has a place in the centre."""
        return self._own(actor, activity) and actor.is_known

    def can_register_others(self, actor: Actor, activity: Activity) -> bool:
        return self._own(actor, activity) and actor.can("activities.register_others")

    def can_confirm(self, actor: Actor, activity: Activity) -> bool:
        return self._own(actor, activity) and actor.can("activities.edit")

    def can_mark(self, actor: Actor, activity: Activity) -> bool:
        return self._own(actor, activity) and actor.can("activities.mark")

    def can_close(self, actor: Actor, activity: Activity) -> bool:
        return self._own(actor, activity) and actor.can("activities.close")

    @staticmethod
    def _own(actor: Actor, activity: Activity) -> bool:
        return _works_for(actor, activity.centre_id)


class RegistrationPolicy(Policy[Registration]):
    """A registration is its person's and the team's."""

    def visible_to(self, actor: Actor) -> RegistrationQuerySet:
        registrations = Registration.objects.filter(centre_id=actor.in_centre)
        if actor.can("activities.read"):
            return registrations
        return registrations.filter(person_id=actor.person_id) if actor.person_id else registrations.none()

    def can_cancel(self, actor: Actor, registration: Registration) -> bool:
        return self._own_or(actor, registration, "activities.register_others")

    def can_manage(self, actor: Actor, registration: Registration) -> bool:
        """End or take up again other people's registrations, from the team's pages."""
        return registration.centre_id == actor.centre_id and actor.can("activities.register_others")

    def can_answer(self, actor: Actor, registration: Registration) -> bool:
        """Accept an offered place, say *je viens*: the person, signed in or by the link of the message."""
        return self._own_or(actor, registration, "activities.register_others")

    @staticmethod
    def _own_or(actor: Actor, registration: Registration, capability: str) -> bool:
        if registration.centre_id != actor.centre_id:
            return False
        return registration.person_id == actor.person_id or actor.can(capability)


class CertificatePolicy(Policy[Certificate]):
    """A certificate is its person's and the team's; verifying one needs only its code."""

    def visible_to(self, actor: Actor) -> CertificateQuerySet:
        mine = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
        team = Q(centre_id=actor.centre_id) if actor.can("activities.read") else Q(pk__in=[])
        return Certificate.objects.filter(mine | team, centre_id=actor.in_centre)

    def can_withdraw(self, actor: Actor, certificate: Certificate) -> bool:
        return certificate.centre_id == actor.centre_id and actor.can("activities.withdraw_certificates")

    def can_issue(self, actor: Actor, activity: Activity) -> bool:
        """Jalon issues by itself, or whoever may close."""
        return _works_for(actor, activity.centre_id) and (
            actor.kind is ActorKind.SYSTEM or actor.can("activities.close")
        )


class ActivityTypePolicy(Policy[ActivityType]):
    """The team sees every kind of its centre, what is archived included; who configures activities changes them."""

    def visible_to(self, actor: Actor) -> ActivityTypeQuerySet:
        kinds = ActivityType.objects.filter(centre_id=actor.in_centre)
        return kinds if actor.can("activities.read") or actor.can("activities.configure") else kinds.none()

    def can_configure(self, actor: Actor, kind: ActivityType) -> bool:
        return kind.centre_id == actor.centre_id and actor.can("activities.configure")

    def can_add(self, actor: Actor, centre_id: int) -> bool:
        return centre_id == actor.centre_id and actor.can("activities.configure")


class EventSheetPolicy(Policy[EventSheet]):
    """The team reads every sheet; the host institution those that the Manager approved. (P13.11)"""

    related = ("activity__type", "activity__leader", "activity__room", "activity__site", "activity__centre", "centre")

    def visible_to(self, actor: Actor) -> EventSheetQuerySet:
        sheets = EventSheet.objects.filter(centre_id=actor.in_centre)
        if actor.can("activities.read") or actor.can("activities.sign_sheets"):
            return sheets
        if actor.can("activities.sign_sheets_as_host"):
            return sheets.approved_by(VisaStep.MANAGER)
        return sheets.none()

    def can_edit(self, actor: Actor, sheet: EventSheet) -> bool:
        return _works_for(actor, sheet.centre_id) and actor.can("activities.edit")

    def can_sign_manager(self, actor: Actor, sheet: EventSheet) -> bool:
        return _works_for(actor, sheet.centre_id) and actor.can("activities.sign_sheets")

    def can_sign_host(self, actor: Actor, sheet: EventSheet) -> bool:
        return _works_for(actor, sheet.centre_id) and actor.can("activities.sign_sheets_as_host")

    def can_record_paper(self, actor: Actor, sheet: EventSheet) -> bool:
        """A visa given with a pen is recorded by the Manager, whoever signed it."""
        return self.can_sign_manager(actor, sheet)


activity = ActivityPolicy()
event_sheet = EventSheetPolicy()
kind = ActivityTypePolicy()
registration = RegistrationPolicy()
certificate = CertificatePolicy()


def may_read_documents(actor: Actor, activity_id: int) -> bool:
    """Documents about an activity (sheets, lists) are the team's."""
    return actor.can("activities.read") and activity.visible_to(actor).filter(pk=activity_id).exists()


def may_read_certificate_documents(actor: Actor, certificate_id: int) -> bool:
    """The documents of a certificate are for whoever sees the certificate."""
    return certificate.visible_to(actor).filter(pk=certificate_id).exists()
