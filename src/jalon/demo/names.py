"""Names of the region, in both scripts, dealt out with a fixed seed."""

from dataclasses import dataclass
from random import Random

from jalon.people.models import Sex

LAST_NAMES = (
    ("El Idrissi", "الإدريسي"),
    ("Benjelloun", "بنجلون"),
    ("Alaoui", "العلوي"),
    ("Tazi", "التازي"),
    ("Bennani", "بناني"),
    ("El Amrani", "العمراني"),
    ("Chraïbi", "الشرايبي"),
    ("Naciri", "الناصري"),
    ("Aït Lahcen", "آيت لحسن"),
    ("Ouhaddou", "أوحدو"),
    ("Berrada", "برادة"),
    ("Fassi Fihri", "الفاسي الفهري"),
    ("Kettani", "الكتاني"),
    ("Sbaï", "السباعي"),
    ("Lahlou", "لحلو"),
    ("Zeroual", "زروال"),
    ("Mernissi", "المرنيسي"),
    ("Bouazza", "بوعزة"),
    ("Hajji", "الحجي"),
    ("Skalli", "السقلي"),
    ("Amrani Joutey", "العمراني الجوطي"),
    ("El Mansouri", "المنصوري"),
    ("Guessous", "كسوس"),
    ("Ouazzani", "الوزاني"),
)
WOMEN = (
    ("Salma", "سلمى"),
    ("Imane", "إيمان"),
    ("Khadija", "خديجة"),
    ("Fatima-Zahra", "فاطمة الزهراء"),
    ("Hajar", "هاجر"),
    ("Meryem", "مريم"),
    ("Nour El Houda", "نور الهدى"),
    ("Rim", "ريم"),
    ("Ghita", "غيثة"),
    ("Chaïmae", "شيماء"),
    ("Zineb", "زينب"),
    ("Aya", "آية"),
    ("Soukaïna", "سكينة"),
    ("Loubna", "لبنى"),
)
MEN = (
    ("Youssef", "يوسف"),
    ("Ilyas", "إلياس"),
    ("Anas", "أنس"),
    ("Hamza", "حمزة"),
    ("Réda", "رضا"),
    ("Taha", "طه"),
    ("Zakaria", "زكرياء"),
    ("Mehdi", "المهدي"),
    ("Ayoub", "أيوب"),
    ("Abdelilah", "عبد الإله"),
    ("Saâd", "سعد"),
    ("Amine", "أمين"),
    ("Oussama", "أسامة"),
    ("Othmane", "عثمان"),
)


@dataclass(frozen=True)
class Name:
    """One made-up person's name."""

    last: str
    first: str
    last_ar: str
    first_ar: str
    sex: str


def deal(random: Random, count: int) -> list[Name]:
    """As many different names, women and men alike; the same seed gives the same people."""
    pairs = [(last, first, Sex.FEMALE) for last in LAST_NAMES for first in WOMEN]
    pairs += [(last, first, Sex.MALE) for last in LAST_NAMES for first in MEN]
    chosen = random.sample(pairs, count)
    return [Name(last[0], first[0], last[1], first[1], sex) for last, first, sex in chosen]
