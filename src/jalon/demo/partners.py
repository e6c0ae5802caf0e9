"""The partners of the demonstration: whom the centre knows around Tangier and Tétouan, and what was said this year."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from jalon.core.actor import Actor
from jalon.core.moments import utc_moment
from jalon.partners import actions, rules
from jalon.partners.models import Contact, Organisation
from jalon.structures.models import Reference

if TYPE_CHECKING:
    from jalon.demo.loading import World


@dataclass(frozen=True)
class Partner:
    """An organisation and its first contact: (last, first, function, interests, themes)."""

    name: str
    name_ar: str
    kind: str
    sector: str
    city: str
    staff: tuple[int, int | None]
    contact: tuple[str, str, str, str, str]
    contact_ar: tuple[str, str] = ("", "")


PARTNERS = (
    Partner(
        "Détroit Câblage", "كابلات المضيق", "entreprise", "automobile", "Tanger", (1200, None),
        ("Benjelloun", "Meriem", "Directrice des ressources humaines", "recrutement visite", "entretien"),
        ("بنجلون", "مريم"),
    ),
    Partner(
        "Cap Spartel Textiles", "", "entreprise", "textile", "Tanger", (350, 350),
        ("Ouahabi", "Rachid", "Responsable recrutement", "recrutement", ""),
    ),
    Partner(
        "Logistique Boughaz", "لوجستيك البوغاز", "entreprise", "transport", "Tanger", (80, 80),
        ("El Khattabi", "Samir", "Gérant", "visite intervention", "metiers"), ("الخطابي", "سمير"),
    ),
    Partner(
        "Banque du Nord", "", "entreprise", "banque-assurance", "Tétouan", (500, 1000),
        ("Serghini", "Ghita", "Chargée de la marque employeur", "sponsoring intervention", "cv entretien"),
    ),
    Partner(
        "Clinique Martil", "", "entreprise", "sante", "Tétouan", (60, 60),
        ("Lamrani", "Adil", "Directeur", "visite", ""),
    ),
    Partner(
        "Atelier solaire du Rif", "", "entreprise", "energies-renouvelables", "Al Hoceïma", (12, 12),
        ("Aarab", "Yasmina", "Fondatrice", "intervention", "entrepreneuriat"),
    ),
    Partner(
        "Médina Hospitalité", "", "entreprise", "tourisme", "Tétouan", (45, 45),
        ("Bakkali", "Omar", "Responsable d’exploitation", "recrutement", ""),
    ),
    Partner(
        "Association Horizon Jeunes", "جمعية أفق الشباب", "association", "ess", "Tanger", (9, 9),
        ("Chentouf", "Loubna", "Coordinatrice", "intervention", "prise-de-parole competences-personnelles"),
        ("الشنتوف", "لبنى"),
    ),
    Partner(
        "Réseau des lauréats des Deux Caps", "", "reseau", "formation", "Tanger", (1, 1),
        ("Zniber", "Hicham", "Président", "intervention", "reseaux recherche-emploi"),
    ),
    Partner(
        "Agence numérique Phare", "", "entreprise", "numerique", "Tanger", (25, 25),
        ("Mernissi", "Salim", "Directeur technique", "recrutement intervention", "numerique"),
    ),
    Partner(
        "Oliveraies du Loukkos", "", "entreprise", "agro-industrie", "Larache", (180, 180),
        ("Haddouchi", "Naïma", "Responsable administrative", "", ""),
    ),
    Partner("Chambre régionale des métiers", "", "administration", "conseil", "Tanger", (40, 40), ("", "", "", "", "")),
)  # fmt: skip

SAID = (
    (0, 160, "rencontre", "Reçoit un groupe de 15 étudiants en visite chaque printemps.", True, None),
    (0, 12, "telephone", "Cherche six stagiaires en maintenance pour février ; envoie les fiches de poste.", True, 2),
    (1, 75, "e-mail", "Propose d’attendre la reprise des commandes.", True, None),
    (2, 40, "evenement", "Rencontré au forum du port ; prêt à parler des métiers de la logistique.", True, -1),
    (3, 20, "telephone", "Accord de principe pour soutenir le salon ; attend le dossier de sponsoring.", True, 0),
    (4, 110, "telephone", "", False, None),
    (5, 200, "rencontre", "Raconte volontiers la création de son atelier.", True, None),
    (7, 30, "message", "Animera une séance de prise de parole au second semestre.", True, 25),
    (8, 420, "e-mail", "Peut trouver des intervenants parmi les lauréats.", True, None),
    (9, 6, "e-mail", "Demande deux profils en développement pour un stage.", True, 5),
)
"""(partner, days ago, channel, what was said, whether they answered, days until the call-back)."""


@transaction.atomic
def load(world: "World") -> None:
    """Make the partners, their contacts, what was said and whom to call back."""
    by = world.actor("business")
    items = {(item.list, item.code): item for item in Reference.objects.filter(centre=world.centre)}
    made = [_add(world, by, items, partner) for partner in PARTNERS]
    for place, ago, channel, summary, is_answered, due_in in SAID:
        organisation, contact = made[place]
        day = _workday(world.today - timedelta(days=ago))
        due_on = rules.working(world.today + timedelta(days=due_in)) if due_in is not None else None
        if due_on is not None and due_in is not None and due_in <= 0:
            due_on = world.today + timedelta(days=due_in)
        actions.note_exchange(
            organisation,
            by=by,
            now=_at(world, day, 11),
            day=day,
            contact=contact,
            channel=items["channel", channel],
            summary=summary,
            is_answered=is_answered,
            call_back_on=due_on,
        )
    organisation, contact = made[6]
    if contact is not None:
        day = _workday(world.today - timedelta(days=50))
        said = "Au téléphone : ne recrute plus d’étudiants"
        actions.refuse_contact(contact, by=by, now=_at(world, day, 10), day=day, source=said)


def _add(
    world: "World", by: Actor, items: dict[tuple[str, str], Reference], partner: Partner
) -> tuple[Organisation, Contact | None]:
    now = world.now - timedelta(days=430)
    organisation = actions.add_organisation(
        world.centre,
        by=by,
        now=now,
        city=partner.city,
        name=partner.name,
        name_ar=partner.name_ar,
        kind=items["organisation", partner.kind],
        sector=items["sector", partner.sector],
        staff_from=partner.staff[0],
        staff_to=partner.staff[1],
        owner=world.team["business"],
    )
    last, first, function, interests, themes = partner.contact
    if not last:
        return organisation, None
    slug = "".join(letter for letter in f"{first}.{last}".lower() if letter.isascii() and letter not in " ’'")
    contact = actions.add_contact(
        organisation,
        by=by,
        now=now,
        last_name=last,
        first_name=first,
        last_name_ar=partner.contact_ar[0],
        first_name_ar=partner.contact_ar[1],
        function=function,
        email=f"{slug}@partenaire.example" if last != "Haddouchi" else "",
        phone=f"+2126612345{world.random.randrange(10, 99)}",
        language="fr",
        origin=items["contact_origin", "base"],
        informed_on=now.date() if last != "Zniber" else None,
        interests=[items["interest", code] for code in interests.split()],
        themes=[items["theme", code] for code in themes.split()],
    )
    return organisation, contact


def _workday(day: date) -> date:
    return day - timedelta(days=day.weekday() - 4) if day.weekday() > 4 else day


def _at(world: "World", day: date, hour: int) -> datetime:
    return min(utc_moment(day, time(hour), world.centre.timezone), world.now)
