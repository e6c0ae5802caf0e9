"""Real rows for tests: the smallest centre, people and activities that make sense."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from jalon.activities.actions.occupying import occupy
from jalon.activities.models import Activity, ActivityType
from jalon.core import names
from jalon.core.actor import EVERYWHERE, Actor, ActorKind
from jalon.partners.models import Contact, Organisation
from jalon.people.models import Mandate, Person, Studies
from jalon.structures.models import AcademicYear, Centre, Establishment, HostInstitution, Reference, Role, Room, Site

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
"""A Tuesday of November, in the first semester."""

ADVISER_RIGHTS = (
    "people.read",
    "people.edit",
    "people.appoint",
    "activities.read",
    "activities.edit",
    "activities.publish",
    "activities.register_others",
    "activities.mark",
    "activities.close",
    "activities.withdraw_certificates",
    "figures.read",
    "surveys.read",
    "surveys.open",
    "welcome.receive",
    "welcome.plan",
    "partners.read",
    "partners.edit",
)


class CentreFactory(DjangoModelFactory):
    class Meta:
        model = Centre
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"centre-{n}")
    name = "Career Center d’essai"
    created_at = NOON

    @factory.post_generation
    def host(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        HostInstitution.objects.create(centre=self, name="Université d’essai")
        AcademicYear.objects.create(
            centre=self, starts_on=date(2026, 9, 1), second_semester_on=date(2027, 2, 1), ends_on=date(2027, 8, 31)
        )


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    centre = factory.SubFactory(CentreFactory)
    last_name = factory.Sequence(lambda n: f"Alaoui {n:04}")
    first_name = "Salma"
    name_key = factory.LazyAttribute(lambda person: names.key(f"{person.last_name} {person.first_name}"))
    personal_email = factory.Sequence(lambda n: f"personne{n}@example.org")
    created_at = NOON


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    centre = factory.SubFactory(CentreFactory)
    site = factory.LazyAttribute(lambda room: Site.objects.get_or_create(centre=room.centre, name="Campus")[0])
    name = factory.Sequence(lambda n: f"Salle {n}")


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    centre = factory.SubFactory(CentreFactory)
    code = factory.Sequence(lambda n: f"role-{n}")
    label = "Conseiller"
    kind = "internal"


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    centre = factory.SelfAttribute("person.centre")
    person = factory.SubFactory(PersonFactory)
    role = factory.SubFactory(RoleFactory, centre=factory.SelfAttribute("..centre"))
    starts_on = date(2026, 9, 1)


class ActivityTypeFactory(DjangoModelFactory):
    class Meta:
        model = ActivityType

    centre = factory.SubFactory(CentreFactory)
    code = factory.Sequence(lambda n: f"atelier-{n}")
    label = "Atelier"


class ActivityFactory(DjangoModelFactory):
    """A published workshop of two hours, a week after NOON, with twenty seats."""

    class Meta:
        model = Activity

    centre = factory.SubFactory(CentreFactory)
    type = factory.SubFactory(ActivityTypeFactory, centre=factory.SelfAttribute("..centre"))
    leader = factory.SubFactory(PersonFactory, centre=factory.SelfAttribute("..centre"))
    title = "Un CV qui donne envie"
    day = date(2026, 11, 17)
    starts_clock = time(14)
    ends_clock = time(16)
    zone = "Africa/Casablanca"
    seats = 20
    place = "Bibliothèque"
    created_at = NOON
    published_at = NOON

    @classmethod
    def _create(cls, model_class: type[Activity], *args: Any, **kwargs: Any) -> Activity:
        activity = model_class(*args, **kwargs)
        activity.derive_moments()
        activity.save()
        if activity.cancelled_at is None:
            with transaction.atomic():
                occupy(activity, accept_conflicts=True)
        return activity


class ReferenceFactory(DjangoModelFactory):
    class Meta:
        model = Reference

    centre = factory.SubFactory(CentreFactory)
    list = "field"
    code = factory.Sequence(lambda n: f"filiere-{n}")
    label = factory.Sequence(lambda n: f"Filière {n}")


class EstablishmentFactory(DjangoModelFactory):
    class Meta:
        model = Establishment

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence(lambda n: f"École {n}")
    name_key = factory.LazyAttribute(lambda school: names.key(school.name))


class StudiesFactory(DjangoModelFactory):
    class Meta:
        model = Studies

    person = factory.SubFactory(PersonFactory)
    centre = factory.SelfAttribute("person.centre")
    year = factory.LazyAttribute(lambda studies: studies.centre.academic_years.get(starts_on=date(2026, 9, 1)))


def actor(person: Person, *capabilities: str) -> Actor:
    """Somebody signed in with these capabilities, everywhere in their centre."""
    grants = MappingProxyType(dict.fromkeys(capabilities, EVERYWHERE))
    return Actor(ActorKind.PERSON, person.centre_id, person.pk, grants=grants)


def adviser_of(centre: Centre) -> Actor:
    """A career adviser of the centre."""
    return actor(PersonFactory(centre=centre, last_name="Tahiri", first_name="Nadia"), *ADVISER_RIGHTS)


class OrganisationFactory(DjangoModelFactory):
    """A company of the centre."""

    class Meta:
        model = Organisation

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence(lambda n: f"Atlas Câblage {n}")
    name_key = factory.LazyAttribute(lambda row: names.key(row.name))
    bare_key = factory.LazyAttribute(lambda row: names.compact(row.name))
    created_at = NOON


class ContactFactory(DjangoModelFactory):
    """Somebody who works there."""

    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    centre = factory.SelfAttribute("organisation.centre")
    first_name = "Imane"
    last_name = factory.Sequence(lambda n: f"Berrada {n:04}")
    name_key = factory.LazyAttribute(lambda row: names.key(f"{row.last_name} {row.first_name}"))
    email = factory.Sequence(lambda n: f"contact{n}@atlas.example")
    created_at = NOON
