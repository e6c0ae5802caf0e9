"""Reads for young people and visitors."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from jalon.accounts.models import Link
from jalon.activities import queries as activities
from jalon.activities.models import Activity, Attendance, Certificate, Presence, Registration, Status
from jalon.core import names
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.surveys import queries as surveys
from jalon.surveys import ways
from jalon.surveys.models import Survey


@dataclass(frozen=True)
class Identity:
    """What the form asks, no more than is needed to tell one person from another."""

    last_name: str
    first_name: str
    born_on: date | None = None
    student_number: str = ""


AGREEING = frozenset({names.Agreement.SAME, names.Agreement.COMPATIBLE})


def holders(centre: Centre, address: str) -> list[Person]:
    """The people on whose record this address stands and who have no account yet."""
    free = ~Exists(Link.objects.filter(person=OuterRef("pk"), ended_at=None))
    return list(Person.objects.filter(free, centre=centre).live().with_email(address).order_by("pk"))


def needs_more(centre: Centre, address: str) -> bool:
    """Whether the address stands on several records, so that the form must ask a birth date or a student number."""
    return len(holders(centre, address)) > 1


def own_record(centre: Centre, address: str, identity: Identity) -> Person | None:
    """The one record that this person, holder of the mailbox, can prove to be theirs; None when in doubt."""
    agreeing = [
        person
        for person in holders(centre, address)
        if names.agreement((person.last_name, person.first_name), (identity.last_name, identity.first_name)) in AGREEING
    ]
    if len(agreeing) > 1 or len(holders(centre, address)) > 1:
        agreeing = [person for person in agreeing if _proves(person, identity)]
    return agreeing[0] if len(agreeing) == 1 else None


def _proves(person: Person, identity: Identity) -> bool:
    """Whether the birth date or the student number given is this record's, and none contradicts it."""
    dates = person.born_on is not None and identity.born_on is not None
    numbers = bool(person.student_number and identity.student_number.strip())
    same_date = dates and person.born_on == identity.born_on
    same_number = numbers and person.student_number == identity.student_number.strip()
    contradicted = (dates and not same_date) or (numbers and not same_number)
    return (same_date or same_number) and not contradicted


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one activity: what their page says, and what they can do."""

    registration: Registration | None
    rank: int | None
    certificate: Certificate | None
    missing: list[str]
    survey: Survey | None
    survey_url: str
    presence: str

    @property
    def steps(self) -> tuple[int, int]:
        """How much of the certificate's three conditions is there, out of how many."""
        return 3 - len(self.missing), 3


def standing(activity: Activity, person: Person | None) -> Standing | None:
    """This person's registration, place in the queue, certificate and what it still lacks."""
    if person is None:
        return None
    registration = activities.registration_of(activity, person)
    attendance = activity.attendances.marked().filter(person=person).first()
    certificate = Certificate.objects.valid().filter(activity=activity, person=person).first()
    missing: list[str] = []
    survey = None
    if attendance and attendance.status == Presence.PRESENT and certificate is None and activity.type.certificate:
        missing = activities.missing_for_certificate(activity, person)
    if attendance and attendance.status == Presence.PRESENT and activity.type.questionnaire:
        found = surveys.survey_of("activity", activity.pk)
        survey = found if found and not surveys.answered_by(found, person) else None
    return Standing(
        registration,
        activities.rank(registration) if registration else None,
        certificate,
        missing,
        survey,
        ways.address(survey) if survey else "",
        attendance.status if attendance else "",
    )


@dataclass(frozen=True)
class Past:
    """An activity that is over, with whether the person was there and their certificate."""

    activity: Activity
    presence: str
    certificate: Certificate | None


@dataclass(frozen=True)
class Mine:
    """A young person's page: what comes, what is past, what waits for them."""

    coming: list[Registration]
    past: list[Past]
    offered: list[Registration]
    awaiting: list[tuple[str, str]]
    """Questionnaires to answer: what each is about, and where."""


def mine(person: Person, *, now: datetime) -> Mine:
    """Everything that concerns this person, in six queries at most."""
    rows = list(activities.activities_of(person).exclude(status=Status.ENDED))
    coming = sorted((row for row in rows if row.activity.ends_at >= now), key=lambda row: row.activity.starts_at)
    held = {certificate.activity_id: certificate for certificate in Certificate.objects.valid().filter(person=person)}
    seen = dict(Attendance.objects.marked().filter(person=person).values_list("activity_id", "status"))
    past = [
        Past(row.activity, seen.get(row.activity_id, ""), held.get(row.activity_id))
        for row in rows
        if row.activity.ends_at < now
    ]
    offered = [row for row in coming if row.status == Status.OFFERED]
    awaiting = [(item.subject, ways.address(item.survey)) for item in surveys.awaiting(person, now=now)]
    return Mine(coming, past, offered, awaiting)
