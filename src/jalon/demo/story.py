"""What happened in the demonstration centre: facts only, dates relative to today."""

from dataclasses import dataclass
from datetime import date, timedelta

CENTRE = "demo"
NAME = "Career Center des Deux Caps"
HOST = "Université des Deux Caps"
ESTABLISHMENTS = (
    "Faculté des sciences et techniques",
    "Faculté des lettres et des sciences humaines",
    "École nationale de commerce",
    "Institut spécialisé de technologie appliquée",
)
FIELDS = (
    "Génie civil",
    "Mathématiques appliquées",
    "Études françaises",
    "Droit privé",
    "Sciences économiques",
    "Marketing et communication",
    "Finance et comptabilité",
    "Biologie",
)
LEVELS = ("l1", "l2", "l3", "m1", "m2", "ts1", "ts2")
SITES = (
    ("Campus du Cap", "Avenue de la Marina, Tanger", (("Salle Atlantique", 30), ("Salle Méditerranée", 24), ("Amphi Ibn Battouta", 180))),
    ("Antenne de Tétouan", "Quartier universitaire, Tétouan", (("Salle Rif", 20),)),
)


@dataclass(frozen=True)
class Member:
    """Somebody of the team, or around it, with the login that the demonstration offers."""

    login: str
    role: str
    last: str
    first: str
    last_ar: str
    first_ar: str
    sex: str


TEAM = (
    Member("manager", "manager", "El Fassi", "Leïla", "الفاسي", "ليلى", "f"),
    Member("communication", "resp-communication", "Bennis", "Yassine", "بنيس", "ياسين", "m"),
    Member("coordination", "resp-coordination", "Tahiri", "Nadia", "الطاهري", "نادية", "f"),
    Member("ambassadeurs", "resp-ambassadeurs", "Rachidi", "Karim", "الراشدي", "كريم", "m"),
    Member("business", "business-developer", "Sqalli", "Houda", "السقلي", "هدى", "f"),
)
AROUND = (
    Member("ambassadeur", "ambassadeur", "Aït Baha", "Ilham", "آيت باها", "إلهام", "f"),
    Member("hote", "institution-hote", "Cherkaoui", "Abdellatif", "الشرقاوي", "عبد اللطيف", "m"),
    Member("jeune", "jeune", "Daoudi", "Sara", "الداودي", "سارة", "f"),
)


@dataclass(frozen=True)
class Topic:
    """An activity that the centre repeats."""

    kind: str
    title: str
    theme: str
    description: str
    seats: int
    hours: int = 2


TOPICS = (
    Topic("atelier", "Un CV qui donne envie de vous rencontrer", "cv", "On part de votre CV actuel : ce qu’il dit, ce qu’il cache, ce qu’un recruteur en retient en vingt secondes. Vous repartez avec une version corrigée.", 20),
    Topic("atelier", "Réussir son entretien de stage", "entretien", "Se présenter en deux minutes, répondre aux questions qui gênent, poser les siennes : mises en situation filmées pour qui le souhaite.", 16),
    Topic("atelier", "Lettre de motivation : dire pourquoi vous", "lettre", "Trois paragraphes suffisent. On les écrit ensemble, à partir d’une offre que vous apportez.", 20),
    Topic("atelier", "Chercher un stage avec méthode", "recherche-stage", "Où regarder, qui appeler, comment relancer, et comment tenir un tableau de suivi qui ne décourage pas.", 24),
    Topic("atelier", "Mon profil sur les réseaux professionnels", "reseaux", "Un profil complet en une séance : photo, titre, résumé, premières relations.", 18),
    Topic("atelier", "Prendre la parole devant un groupe", "prise-de-parole", "La voix, le regard, le plan. Chacun passe deux fois.", 14),
    Topic("atelier", "Construire son projet professionnel", "projet-professionnel", "Ce que vous aimez, ce que vous savez faire, ce que le territoire demande : trois listes à rapprocher.", 20),
    Topic("atelier-debat", "Premier emploi : rester au pays ou partir ?", "vie-en-entreprise", "Deux diplômées racontent leurs choix, puis on en débat.", 40),
    Topic("conference", "Les métiers de la logistique portuaire", "metiers", "Des cadres du port présentent leurs métiers et les parcours qui y mènent.", 120, 2),
    Topic("intervention-guest-speaker", "Créer son entreprise à vingt-cinq ans", "entrepreneuriat", "Une fondatrice raconte les trois premières années.", 60),
)
CLOCKS = (9, 10, 14, 15)
REMARKS = (
    "Groupe très participatif ; prévoir dix minutes de plus pour les questions.",
    "Le vidéoprojecteur de la salle a lâché à mi-parcours : demander une vérification.",
    "Public de première année surtout : reprendre le vocabulaire de base au début.",
    "",
    "Deux participants souhaitent une séance individuelle.",
    "",
)


def working_days(first: date, last: date) -> list[date]:
    """The days from Monday to Friday between two days."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]
