"""Rooms as the subject of surveys: whoever came to know the centre at an activity was in all of them."""

from typing import Any

from django.db.models import QuerySet

from jalon.people.models import Person
from jalon.structures.models import Room
from jalon.surveys.models import Survey
from jalon.surveys.subjects import After, Subject


def people(survey: Survey) -> QuerySet[Person]:
    return Person.objects.filter(centre_id=survey.centre_id, registered_origin="activity").order_by("pk")


def rooms(person: Person) -> QuerySet[Any]:
    found = Room.objects.filter(centre_id=person.centre_id)
    return (found if person.registered_origin == "activity" else found.none()).values_list("pk")


ROOMS = Subject(
    "room",
    who_may_answer=people,
    open_to=rooms,
    after=lambda survey, person: After("Votre attestation est prête.", "/attestation/", "La télécharger"),
    type_labels=lambda centre: {"workshop": "Atelier"},
)
