"""Who may see the team, invite into it, and touch accounts."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from jalon.accounts.models import AccessLink, Invitation
from jalon.core.actor import Actor, ActorKind
from jalon.core.policy import Policy
from jalon.people.models import Absence, Mandate, Person


class TeamPolicy(Policy[Person]):
    """Those who ever held a role: seen by whoever may see the team, and each by themselves."""

    def visible_to(self, actor: Actor) -> QuerySet[Person]:
        held = Mandate.objects.filter(person=OuterRef("pk"))
        team = Person.objects.live().filter(Exists(held), Q(centre=actor.centre_id))
        if actor.can("accounts.read"):
            return team
        return team.filter(pk=actor.person_id) if actor.person_id else team.none()


class InvitationPolicy(Policy[Invitation]):
    """Invitations are the business of whoever may invite."""

    def visible_to(self, actor: Actor) -> QuerySet[Invitation]:
        invitations = Invitation.objects.filter(Q(centre=actor.centre_id))
        return invitations if actor.can("accounts.invite") else invitations.none()

    def can_send(self, actor: Actor, centre_id: int) -> bool:
        """Inviting gives roles, so that both rights are needed."""
        return centre_id == actor.centre_id and actor.can("accounts.invite") and actor.can("people.appoint")

    def can_change(self, actor: Actor, invitation: Invitation) -> bool:
        return self.can_send(actor, invitation.centre_id)


class MandatePolicy(Policy[Mandate]):
    """The team's mandates, for whoever may see the team."""

    def visible_to(self, actor: Actor) -> QuerySet[Mandate]:
        mandates = Mandate.objects.filter(Q(centre=actor.centre_id))
        if actor.can("accounts.read"):
            return mandates
        return mandates.filter(person=actor.person_id) if actor.person_id else mandates.none()

    def can_withdraw(self, actor: Actor, mandate: Mandate) -> bool:
        return mandate.centre_id == actor.centre_id and actor.can("people.appoint")


class AbsencePolicy(Policy[Absence]):
    """Absences are seen by the team, and by those whom they concern."""

    def visible_to(self, actor: Actor) -> QuerySet[Absence]:
        absences = Absence.objects.filter(Q(centre=actor.centre_id))
        if actor.can("accounts.read"):
            return absences
        if not actor.person_id:
            return absences.none()
        return absences.filter(Q(person=actor.person_id) | Q(replacement=actor.person_id))


class AccountPolicy(Policy[Person]):
    """A person's own account: opened and closed by Jalon, by themselves, or by whoever manages the team."""

    def visible_to(self, actor: Actor) -> QuerySet[Person]:
        people = Person.objects.filter(Q(centre=actor.centre_id))
        return people.filter(pk=actor.person_id) if actor.person_id else people.none()

    def can_open(self, actor: Actor, person: Person) -> bool:
        return self.can_close(actor, person)

    def can_close(self, actor: Actor, person: Person) -> bool:
        if actor.kind is ActorKind.SYSTEM:
            return True
        own = actor.kind is ActorKind.PERSON and actor.person_id == person.pk
        return person.centre_id == actor.centre_id and (own or actor.can("accounts.invite"))

    def can_sign_out(self, actor: Actor, person: Person) -> bool:
        return actor.kind is ActorKind.PERSON and actor.person_id == person.pk


class LinkPolicy(Policy[AccessLink]):
    """Personal links are watched over by whoever manages the team's accounts; their secrets are nobody's to see."""

    def visible_to(self, actor: Actor) -> QuerySet[AccessLink]:
        links = AccessLink.objects.filter(Q(centre=actor.centre_id))
        return links if actor.can("accounts.invite") else links.none()

    def can_revoke(self, actor: Actor, link: AccessLink) -> bool:
        if actor.kind is ActorKind.SYSTEM:
            return True
        return link.centre_id == actor.centre_id and actor.can("accounts.invite")


team = TeamPolicy()
invitation = InvitationPolicy()
mandate = MandatePolicy()
absence = AbsencePolicy()
account = AccountPolicy()
link = LinkPolicy()
