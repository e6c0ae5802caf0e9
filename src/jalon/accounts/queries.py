"""Reads about accounts and the team."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Q, QuerySet

from jalon.accounts import access, policies, rules
from jalon.accounts.models import AccessLink, Invitation, Link, User
from jalon.core import capabilities, names
from jalon.core.actor import Actor
from jalon.journal.timeline import names_of
from jalon.people.models import Absence, Mandate, Person
from jalon.structures.models import Centre, Role
from jalon.structures.models.role import RoleKind


def user_of_address(email: str) -> User | None:
    """The account of whoever proved to hold this mailbox."""
    address = email.strip().lower()
    proven = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    return proven.user if proven else User.objects.filter(email=address).first()


def places_of(user: User) -> list[Link]:
    """The centres where the account belongs to somebody, by name of the centre."""
    links = Link.objects.filter(user=user, ended_at=None, person__erased_at=None)
    return list(links.select_related("centre", "person").order_by("centre__name"))


def user_of(person: Person) -> User | None:
    """The active account of this person."""
    link = Link.objects.filter(person=person, ended_at=None).select_related("user").first()
    return link.user if link else None


def open_centres() -> list[Centre]:
    """The centres of this installation, by name."""
    return list(Centre.objects.order_by("name"))


@dataclass(frozen=True)
class OwnAccount:
    """What somebody sees of their own account."""

    email: str
    has_password: bool
    has_second_factor: bool
    roles: list[Mandate]


def own_account(user: User, person: Person, *, by: Actor) -> OwnAccount:
    """The account of the person in front of the screen, in this centre."""
    held = policies.mandate.visible_to(by).filter(person=person, ended_at=None).select_related("role", "unit")
    return OwnAccount(
        user.email, user.has_usable_password(), is_mfa_enabled(user), list(held.order_by("role__position"))
    )


def has_second_factor(user: User) -> bool:
    """Whether a mailbox alone does not open this account."""
    return bool(is_mfa_enabled(user))


def mandate(pk: str, *, by: Actor) -> Mandate | None:
    """The mandate of this identifier, if the actor may see it."""
    found = policies.mandate.visible_to(by).filter(pk=pk) if pk.isdecimal() else Mandate.objects.none()
    return found.select_related("person", "role", "unit", "centre").first()


def absence(pk: str, *, by: Actor) -> Absence | None:
    """The absence of this identifier, if the actor may see it."""
    found = policies.absence.visible_to(by).filter(pk=pk) if pk.isdecimal() else Absence.objects.none()
    return found.select_related("person").first()


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose secret this is, open or not."""
    return (
        Invitation.objects.filter(digest=access.digest_of(token))
        .select_related("centre__host_institution", "person", "by")
        .prefetch_related("roles")
        .first()
    )


@dataclass
class Member:
    """Somebody of the team on one day."""

    person: Person
    mandates: list[Mandate] = field(default_factory=list)
    absent: Absence | None = None
    next_absence: Absence | None = None
    replaces: list[Absence] = field(default_factory=list)
    has_account: bool = False
    is_invited: bool = False

    @property
    def since(self) -> date | None:
        """Since when they hold a role without a break known here."""
        return min((mandate.starts_on for mandate in self.mandates), default=None)


@dataclass(frozen=True)
class Vacancy:
    """A role that nobody holds, and the one that acts meanwhile (None: nobody does). (RU25)"""

    role: Role
    deputy: Role | None


@dataclass(frozen=True)
class Team:
    """The team page: who holds what, what nobody holds, who is away, who is invited."""

    members: list[Member]
    vacancies: list[Vacancy]
    absences: list[Absence]
    invitations: list[Invitation]


def team(centre: Centre, *, by: Actor, today: date) -> Team:
    """The team of this day. The number of queries does not depend on the number of people."""
    mandates = list(
        policies.mandate.visible_to(by)
        .filter(Q(ends_on=None) | Q(ends_on__gte=today), ended_at=None)
        .select_related("person", "role", "unit")
        .order_by("role__position", "starts_on", "person__name_key")
    )
    absences = _coming_absences(by, today)
    invitations = list(
        policies.invitation.visible_to(by)
        .filter(accepted_at=None, revoked_at=None)
        .select_related("person", "by")
        .prefetch_related("roles")
        .order_by("-sent_at")
    )
    members = _members(mandates, absences, today)
    active = set(
        Link.objects.filter(person__in=[m.person for m in members], ended_at=None).values_list("person_id", flat=True)
    )
    invited = {invitation.person_id for invitation in invitations}
    for member in members:
        member.has_account, member.is_invited = member.person.pk in active, member.person.pk in invited
    return Team(members, vacancies(centre, today), absences, invitations)


def member(person: Person, *, by: Actor, today: date) -> Member:
    """One person of the team, with roles that run or will run, and absences."""
    mandates = list(
        policies.mandate.visible_to(by)
        .filter(Q(ends_on=None) | Q(ends_on__gte=today), person=person, ended_at=None)
        .select_related("role", "unit", "person")
        .order_by("role__position", "starts_on")
    )
    found = _members(mandates, _coming_absences(by, today), today) or [Member(person)]
    only = found[0]
    only.has_account = user_of(person) is not None
    return only


def vacancies(centre: Centre, today: date) -> list[Vacancy]:
    """The team's roles that nobody holds on this day, each with the role that acts in its place. (RU25)"""
    roles = {role.pk: role for role in access.roles_on(centre.pk, today)}
    facts = {
        pk: rules.RoleFacts((), role.specialises_id, role.substitute_id, role.is_held)  # type: ignore[attr-defined]
        for pk, role in roles.items()
    }
    taken = rules.filled(facts)
    return [
        Vacancy(role, roles.get(rules.standing_in(pk, facts) or 0))
        for pk, role in roles.items()
        if role.kind == RoleKind.INTERNAL and pk not in taken
    ]


def absences_of(person: Person, *, by: Actor, today: date) -> list[Absence]:
    """Absences of this person that run or come, and those in which they replace somebody."""
    return [a for a in _coming_absences(by, today) if person.pk in (a.person_id, a.replacement_id)]


def possible_replacements(person: Person, today: date) -> list[Person]:
    """Who holds a role in the same centre today, but for the person themself."""
    held = Mandate.objects.on(today).filter(centre_id=person.centre_id, role__kind=RoleKind.INTERNAL)
    return list(Person.objects.live().filter(pk__in=held.values("person")).exclude(pk=person.pk).order_by("name_key"))


def usual_replacement(person: Person) -> Person | None:
    """Who replaced them last time: the form's first proposal."""
    last = (
        Absence.objects.filter(person=person, cancelled_at=None)
        .exclude(replacement=None)
        .order_by("-starts_on")
        .first()
    )
    return last.replacement if last else None


def who_can(capability: str, centre: Centre, today: date) -> list[int]:
    """The people whose own roles give this capability in the whole centre on this day, by identifier."""
    roles = {role.pk: role for role in Role.objects.filter(centre=centre, archived_at=None)}
    giving = set()
    for pk in roles:
        current: Role | None = roles[pk]
        seen: set[int] = set()
        while current is not None and current.pk not in seen:
            seen.add(current.pk)
            if capability in current.capabilities:
                giving.add(pk)
            current = roles.get(current.specialises_id) if current.specialises_id else None
    held = Mandate.objects.on(today).filter(role__in=giving, unit=None)
    return list(held.order_by("person").values_list("person_id", flat=True).distinct())


def _coming_absences(by: Actor, today: date) -> list[Absence]:
    return list(
        policies.absence.visible_to(by)
        .filter(ends_on__gte=today, cancelled_at=None)
        .select_related("person", "replacement")
        .order_by("starts_on", "person__name_key")
    )


def _members(mandates: Iterable[Mandate], absences: Iterable[Absence], today: date) -> list[Member]:
    found: dict[int, Member] = {}
    for mandate in mandates:
        found.setdefault(mandate.person_id, Member(mandate.person)).mandates.append(mandate)
    for absence in absences:
        away = found.get(absence.person_id)
        if away and absence.starts_on <= today:
            away.absent = away.absent or absence
        elif away:
            away.next_absence = away.next_absence or absence
        deputy = found.get(absence.replacement_id or 0)
        if deputy and absence.starts_on <= today:
            deputy.replaces.append(absence)
    return list(found.values())


@dataclass(frozen=True)
class LiveLink:
    """A personal link as its list shows it."""

    pk: int
    person: Person
    what: str
    of: str
    created_at: datetime
    expires_at: datetime


def live_links(actor: Actor, *, name: str, now: datetime) -> QuerySet[AccessLink]:
    """The personal links of the centre that still open something; by name of their person, in either script."""
    links = policies.link.visible_to(actor).filter(pk__in=AccessLink.objects.live(now).values("pk"))
    for word in names.key(name).split():
        links = links.filter(Q(person__name_key__contains=word) | Q(person__name_key_ar__contains=word))
    return links.select_related("person")


def shown_links(links: Iterable[AccessLink]) -> list[LiveLink]:
    """These links with what they allow and on what, in words; one query per kind of object."""
    links = list(links)
    labels, called = capabilities.all_declared(), names_of((link.kind, link.object_id) for link in links)
    return [
        LiveLink(
            link.pk,
            link.person,
            str(labels.get(link.capability, "")),
            called.get((link.kind, link.object_id), ""),
            link.created_at,
            link.expires_at,
        )
        for link in links
    ]


def link(pk: str, *, by: Actor) -> AccessLink | None:
    """The personal link of this identifier, if the actor watches over it."""
    found = policies.link.visible_to(by).filter(pk=pk) if pk.isdecimal() else AccessLink.objects.none()
    return found.select_related("person").first()
