"""A throw-away installation with one large centre, for the benchmarks that ask pages or register people.

Importing this module sets Django up on a new data folder (SQLite), or on the empty database of JALON_DATABASE_URL.
"""

import atexit
import os
import shutil
import tempfile
from datetime import UTC, date, datetime, time, timedelta

folder = tempfile.mkdtemp(prefix="jalon-benchmark-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ |= {"JALON_DATA_DIR": folder, "JALON_TESTING": "1", "JALON_ALLOWED_HOSTS": "localhost"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import translation  # noqa: E402

from jalon.accounts.actions import create_account  # noqa: E402
from jalon.accounts.models import User  # noqa: E402
from jalon.activities.models import Activity, ActivityType, Registration, Status  # noqa: E402
from jalon.core.actor import system  # noqa: E402
from jalon.kits.actions import install_kit  # noqa: E402
from jalon.people.actions import add_person, appoint, set_name_keys  # noqa: E402
from jalon.people.models import Person  # noqa: E402
from jalon.structures import actions as structures  # noqa: E402
from jalon.structures.models import Centre, Reference, Room  # noqa: E402

NOW = datetime.now(UTC).replace(microsecond=0)
TITLES = ("Rédiger un CV qui donne envie", "Réussir son entretien", "Prendre la parole en public", "Trouver un stage")
WORDS = "Deux heures pour repartir avec un résultat : exemples, pratique par deux, retour de la conseillère."


def open_centre() -> Centre:
    """A migrated database with one centre: kit, years, sites with rooms, an account for its coordination."""
    translation.activate("fr")
    call_command("migrate", verbosity=0)
    centre = structures.open_centre(
        code="essai", name="Career Center d’essai", host_institution="Université d’essai", by=system(), now=NOW
    )
    by = system(centre.pk)
    install_kit(centre, "centre-de-carriere", by=by, now=NOW)
    for year in range(NOW.year - 3, NOW.year + 3):
        first, middle, last = date(year, 9, 1), date(year + 1, 2, 1), date(year + 1, 8, 31)
        structures.set_year(centre, starts_on=first, second_semester_on=middle, ends_on=last, by=by, now=NOW)
    for name in ("Campus du Cap", "Antenne de Tétouan"):
        site = structures.add_site(centre, name, address="Avenue de la Marina", by=by, now=NOW)
        for number in range(4):
            structures.add_room(site, f"Salle {number}", seats=60, by=by, now=NOW)
    centre.opened_at = NOW
    centre.save(update_fields=["opened_at"])
    _coordinator(centre)
    return centre


def _coordinator(centre: Centre) -> None:
    by = system(centre.pk)
    person = add_person(
        centre, by=by, now=NOW, last_name="Tahiri", first_name="Nadia", personal_email="coordination@essai.example"
    )
    role = centre.roles.get(code="resp-coordination")
    appoint(person, role, by=by, now=NOW, starts_on=NOW.date() - timedelta(days=30))
    create_account(email="coordination@essai.example", password=None, person=person, by=by, now=NOW)


def coordinator() -> User:
    """The account of the centre's coordination."""
    return User.objects.get(email="coordination@essai.example")


def add_people(centre: Centre, count: int) -> list[Person]:
    """As many young people, each with an address."""
    people = []
    for number in range(count):
        person = Person(
            centre=centre,
            last_name=f"Alaoui {number:05}",
            first_name="Salma",
            personal_email=f"personne{number}@essai.example",
            registered_at=NOW,
            registered_origin="portal",
            created_at=NOW,
        )
        set_name_keys(person)
        people.append(person)
    return Person.objects.bulk_create(people, batch_size=500)


def add_activities(centre: Centre, days: list[date], *, seats: int | None = 20) -> list[Activity]:
    """One published activity for each of these days; kinds, rooms, themes and hours rotate."""
    kinds = list(ActivityType.objects.filter(centre=centre, has_registrations=True).order_by("pk"))
    rooms = list(Room.objects.filter(centre=centre).select_related("site").order_by("pk"))
    themes = list(Reference.objects.filter(centre=centre, list="theme").order_by("pk"))
    leader = Person.objects.get(centre=centre, last_name="Tahiri")
    activities = []
    for number, day in enumerate(days):
        room, hour = rooms[number % len(rooms)], 8 + number % 9
        activity = Activity(
            centre=centre,
            type=kinds[number % len(kinds)],
            title=f"{TITLES[number % len(TITLES)]} ({number})",
            theme=themes[number % len(themes)],
            description=WORDS,
            audience="Étudiants de tous niveaux",
            site=room.site,
            room=room,
            leader=leader,
            day=day,
            starts_clock=time(hour),
            ends_clock=time(hour + 2),
            zone=centre.timezone,
            seats=seats,
            created_at=NOW,
            published_at=NOW,
        )
        activity.derive_moments()
        activities.append(activity)
    return Activity.objects.bulk_create(activities, batch_size=500)


def add_registrations(activities: list[Activity], people: list[Person], each: int) -> None:
    """`each` people on every activity: most confirmed, some to confirm, some waiting."""
    statuses = [Status.CONFIRMED, Status.CONFIRMED, Status.REQUESTED, Status.CONFIRMED, Status.WAITING]
    rows = (
        Registration(
            centre_id=activity.centre_id,
            activity=activity,
            person=people[(place * each + n) % len(people)],
            status=statuses[n % len(statuses)],
            requested_at=NOW,
            confirmed_at=NOW if statuses[n % len(statuses)] == Status.CONFIRMED else None,
        )
        for place, activity in enumerate(activities)
        for n in range(each)
    )
    Registration.objects.bulk_create(rows, batch_size=2000)


def settle() -> None:
    """Let the database know what its tables hold, as it does on a running installation."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
