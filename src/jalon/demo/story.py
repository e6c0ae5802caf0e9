"""What happened in the demonstration centre: facts only, dates relative to today."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

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
    (
        "Campus du Cap",
        "Avenue de la Marina, Tanger",
        (("Salle Atlantique", 30), ("Salle Méditerranée", 24), ("Amphi Ibn Battouta", 180)),
    ),
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
    seats: int
    description: str


CLOCKS = (9, 10, 14, 15)
HOURS = 2
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


@cache
def topics() -> tuple[Topic, ...]:
    """What the centre organises, in the order in which it comes round."""
    file = Path(__file__).with_name("topics.yaml")
    return tuple(Topic(**item) for item in YAML(typ="safe").load(file))
