"""The job fair of last spring with its papers, and the events of the coming months whose sheets wait for a visa."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from jalon.activities import actions as activities
from jalon.activities.models import Activity, ActivityType, EventSheet
from jalon.structures.models import Room

if TYPE_CHECKING:
    from jalon.demo.loading import World

FAIR = {
    "purpose": "Faire se rencontrer les étudiants en fin de cursus et les employeurs de la région, dans un même lieu.",
    "expected_results": "30 entreprises, 600 visiteurs, 150 entretiens sur place, 40 offres de stage recueillies.",
    "audience": "Étudiants de L3, de master et de deuxième année d’institut ; anciens élèves de moins d’un an.",
    "logistics": "Chapiteau de 40 stands (Karim)\nNavettes depuis Tétouan, deux allers-retours (Nadia)\nCafé d’accueil",
    "communication": "Affiches dès la sixième semaine avant, relais des Ambassadeurs, annonce sur la radio du campus.",
    "risks": "Pluie : repli dans l’amphi Ibn Battouta.\nDésistements : liste de six entreprises en réserve.",
}
BUDGET = (("Location du chapiteau", "18 000"), ("Navettes", "4 500"), ("Impression", "2 750,50"))
REVIEW = {
    "expected": FAIR["expected_results"],
    "obtained": "27 entreprises, 540 visiteurs, 171 entretiens sur place, 38 offres de stage.",
    "remarks": "Affluence très forte entre 10 h et midi, stands presque vides après 16 h.",
    "to_keep": "Les ateliers CV la semaine d’avant ; les navettes depuis Tétouan.",
    "to_change": "Fermer à 16 h ; prévoir un espace calme pour les entretiens.",
}
CONFERENCE = {
    "purpose": "Donner à voir les métiers du port et de la logistique, qui recrutent sans que les étudiants y pensent.",
    "expected_results": "120 participants, dont 40 de la faculté des sciences ; trois entreprises prêtes à recevoir.",
    "logistics": "Amphi Ibn Battouta, deux micros, accueil des intervenants dès 13 h 30.",
    "communication": "Annonce en cours par les enseignants, relais des Ambassadeurs.",
}


@transaction.atomic
def tell(world: "World") -> None:
    """A fair that took place and its review; the next one, whose sheet the Manager must approve; a conference."""
    by, manager = world.actor("coordination"), world.actor("manager")
    long_ago = world.now - timedelta(days=330)
    fair = _event(
        world, "salon-organisation", "Salon de l’emploi des Deux Caps", day=_weekday(world.today, -240), at=long_ago
    )
    sheet = _written(world, fair, FAIR, at=long_ago)
    activities.give_visa(sheet, "manager", by=manager, now=long_ago + timedelta(days=2))
    signed = (long_ago + timedelta(days=9)).date()
    paper = activities.Paper(signed, "Abdellatif Cherkaoui, vice-présidence de l’université")
    activities.give_visa(sheet, "host", by=manager, now=long_ago + timedelta(days=10), paper=paper)
    activities.publish_activity(fair, by=by, now=long_ago + timedelta(days=11))
    activities.close_activity(fair, by=by, now=fair.ends_at + timedelta(days=1), remarks=REVIEW["remarks"])
    activities.write_review(fair, fields=REVIEW, by=by, now=fair.ends_at + timedelta(days=3))
    recent = world.now - timedelta(days=4)
    again = activities.duplicate_activity(fair, day=_weekday(world.today, 110), by=by, now=recent)
    following = activities.start_event_sheet(again, by=by, now=recent)
    activities.write_section(
        following, "risks", f"{FAIR['risks']}\nAprès-midi creux : fermeture à 16 h.", by=by, now=recent
    )
    activities.submit_event_sheet(following, by=by, now=recent + timedelta(hours=2))
    talk = _event(
        world, "conference", "Les métiers du port et de la logistique", day=_weekday(world.today, 38), at=recent
    )
    waiting = _written(world, talk, CONFERENCE, at=recent)
    activities.give_visa(waiting, "manager", by=manager, now=recent + timedelta(hours=5))


def _event(world: "World", kind: str, title: str, *, day: date, at: datetime) -> Activity:
    room = Room.objects.select_related("site").get(centre=world.centre, name="Amphi Ibn Battouta")
    return activities.create_activity(
        world.centre,
        by=world.actor("coordination"),
        now=at,
        accept_conflicts=True,
        type=ActivityType.objects.get(centre=world.centre, code=kind),
        title=title,
        site=room.site,
        room=room,
        leader=world.team["coordination"],
        audience="Étudiants en fin de cursus",
        day=day,
        starts_clock=time(14) if kind == "conference" else time(9),
        ends_clock=time(17),
    )


def _written(world: "World", activity: Activity, words: dict[str, str], *, at: datetime) -> EventSheet:
    """The sheet of an event, its sections and budget written, its visas asked."""
    by = world.actor("coordination")
    sheet = activities.start_event_sheet(activity, by=by, now=at)
    for section, text in words.items():
        activities.write_section(sheet, section, text, by=by, now=at)
    for label, amount in BUDGET:
        activities.add_budget_line(sheet, label=label, amount=amount, currency="MAD", by=by, now=at)
    return activities.submit_event_sheet(sheet, by=by, now=at + timedelta(hours=3))


def _weekday(today: date, days: int) -> date:
    """A working day about so many days away, in a year that the centre knows, August aside."""
    day = today + timedelta(days=days)
    while day.weekday() > 4 or day.month == 8:
        day += timedelta(days=1)
    return day
