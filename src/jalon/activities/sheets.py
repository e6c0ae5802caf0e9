"""A typed attendance sheet: read whatever form it has, each line matched with a person. (P08.7, issue D.3)

First among those registered, then by e-mail and name, or name and field of study; homonyms are offered for choice,
unknown people for creation. Reading writes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.activities import queries
from jalon.activities.models import Activity
from jalon.core import names
from jalon.core.names import Agreement
from jalon.core.texts import localized
from jalon.people.imports import cells
from jalon.people.imports.columns import Column, Field, knows, recognise
from jalon.people.imports.reading import open_table
from jalon.people.imports.sniffing import Limits, Unreadable
from jalon.people.models import Person

MOST_LINES = 600
LIMITS = Limits(size=5 * 1024 * 1024, expanded=40 * 1024 * 1024, rows=MOST_LINES, columns=60)

FIELDS = (
    Field("last_name", gettext_lazy("Nom"), ("Nom", "Nom de famille", "Last name", "النسب", "الاسم العائلي")),
    Field("first_name", gettext_lazy("Prénom"), ("Prénom", "Prénoms", "First name", "الاسم الشخصي", "الاسم")),
    Field(
        "full_name",
        gettext_lazy("Nom et prénom"),
        ("Nom et prénom", "Nom prénom", "Nom complet", "Prénom et nom", "Participant", "Étudiant", "الاسم الكامل"),
    ),
    Field("email", gettext_lazy("E-mail"), ("Email", "E-mail", "Mail", "Courriel", "Adresse e-mail", "البريد")),
    Field("studies", gettext_lazy("Filière"), ("Filière", "Spécialité", "Formation", "Diplôme", "الشعبة", "المسلك")),
    Field("phone", gettext_lazy("Téléphone"), ("Téléphone", "Tél", "GSM", "Portable", "الهاتف")),
    Field(
        "signature",
        gettext_lazy("Émargement"),
        ("Émargement", "Signature", "Présence", "Présent", "Présent(e)", "Statut", "التوقيع", "الحضور"),
    ),
)

_NOT_SIGNED = frozenset(
    names.compact(word) for word in ("absent", "absente", "abs", "non", "no", "0", "a", "غائب", "excusé", "excusée")
)
_EXCUSED = frozenset(names.compact(word) for word in ("excusé", "excusée", "exc", "absence excusée"))


class Match(StrEnum):
    """How a line of the sheet was understood."""

    REGISTERED = "registered"
    FOUND = "found"
    CHOOSE = "choose"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Signed:
    """A line as written: who, and whether they signed (`status` is an attendance status)."""

    number: int
    last_name: str
    first_name: str
    email: str = ""
    studies: str = ""
    phone: str = ""
    status: str = "present"

    @property
    def name(self) -> str:
        """As the screen shows it."""
        return names.display(self.last_name, self.first_name)

    @property
    def spelling(self) -> tuple[str, str]:
        """Last and first name, for comparing."""
        return self.last_name, self.first_name


@dataclass(frozen=True)
class Line:
    """A line with the people it may be; `person` is the one it is, when that is certain."""

    signed: Signed
    match: Match
    person: Person | None = None
    candidates: Sequence[Person] = ()


@dataclass
class Sheet:
    """What was read: the lines with a name, and what was left out, in words."""

    lines: list[Signed] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    has_signatures: bool = False


def read_sheet(path: Path) -> Sheet:
    """The lines of the file. Raises Unreadable with one sentence that names the fault and the mend."""
    table = open_table(path, known=knows(FIELDS), limits=LIMITS)
    columns = recognise(table.headings, [line.cells for line in table.sample()], FIELDS)
    place = {column.field: column.index for column in columns if column.field}
    if "last_name" not in place and "full_name" not in place:
        raise Unreadable(
            _("Aucune colonne de noms n’est reconnue : écrivez « Nom » et « Prénom » (ou « Nom et prénom ») en tête.")
        )
    sheet = Sheet(columns=columns, has_signatures="signature" in place)
    seen: set[tuple[str, ...]] = set()
    for line in table.lines():
        cell = {code: names.tidy(cells.plain(line.cells[index])) for code, index in place.items()}
        if line.fault or any(cells.why_hostile(line.cells[index]) for index in place.values()):
            sheet.faults.append(_("Ligne %(number)s : une cellule n’est pas lisible.") % {"number": line.number})
            continue
        last, first = _names_in(cell)
        if not last:
            sheet.faults.append(_("Ligne %(number)s : il manque le nom.") % {"number": line.number})
            continue
        identity = (names.compact(f"{last} {first}"), cell.get("email", "").lower(), cell.get("studies", ""))
        if identity in seen:
            sheet.faults.append(_("Ligne %(number)s : cette personne y est déjà.") % {"number": line.number})
            continue
        seen.add(identity)
        email = cell.get("email", "").lower()
        sheet.lines.append(
            Signed(
                line.number,
                names.proper(last)[:120],
                names.proper(first)[:120],
                email if "@" in email and len(email) <= 254 else "",
                cell.get("studies", "")[:120],
                cell.get("phone", "")[:30],
                _status(cell.get("signature", ""), sheet.has_signatures),
            )
        )
    if not sheet.lines:
        raise Unreadable(_("Ce fichier ne contient aucun nom : vérifiez que la feuille est bien celle de l’activité."))
    return sheet


def _names_in(cell: dict[str, str]) -> tuple[str, str]:
    if cell.get("last_name"):
        return cell["last_name"], cell.get("first_name", "")
    words = cell.get("full_name", "").split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    return (words[0], " ".join(words[1:])) if words else ("", "")


def _status(written: str, has_column: bool) -> str:
    """A signature, a cross or « oui » say present; an empty box says absent; without the column all were present."""
    said = names.compact(written)
    if said in _EXCUSED:
        return "excused"
    if not has_column or (written and said not in _NOT_SIGNED):
        return "present"
    return "absent"


def match_lines(activity: Activity, lines: Iterable[Signed]) -> list[Line]:
    """Each line with the person it is or the people it may be; a few queries for the whole sheet."""
    lines = list(lines)
    registered = list(described(activity, queries.expected_people(activity)))
    others = list(described(activity, _possible(activity, lines)))
    taken: set[int] = set()
    found = []
    for signed in lines:
        line = _match(signed, registered, others)
        if line.person is not None and line.person.pk in taken:
            line = Line(signed, Match.CHOOSE, candidates=_agreeing(signed, [*registered, *others]))
        if line.person is not None:
            taken.add(line.person.pk)
        found.append(line)
    return found


def described(activity: Activity, people: QuerySet[Person]) -> QuerySet[Person]:
    """People with field and level of the activity's year, to tell homonyms apart."""
    studies = queries.studies_on(activity)
    return people.annotate(
        field_label=Subquery(studies.values("field__label")[:1]),
        level_label=Subquery(studies.values("level__label")[:1]),
        presence=Subquery(activity.attendances.filter(person=OuterRef("pk")).values("status")[:1]),
    ).order_by("name_key", "pk")


def _possible(activity: Activity, lines: Sequence[Signed]) -> QuerySet[Person]:
    """Those of the centre who have a name or an address of the sheet."""
    identities = {names.identity(*line.spelling) for line in lines} | {
        names.identity(line.first_name, line.last_name) for line in lines
    }
    emails = {line.email for line in lines if line.email}
    same = Q(identity_key__in=identities - {""}) | Q(institutional_email__in=emails) | Q(personal_email__in=emails)
    return Person.objects.live().filter(same, centre_id=activity.centre_id)


def _match(signed: Signed, registered: Sequence[Person], others: Sequence[Person]) -> Line:
    here = _agreeing(signed, registered)
    if one := _the_one(signed, here, name_is_enough=True):
        return Line(signed, Match.REGISTERED, one)
    if here:
        return Line(signed, Match.CHOOSE, candidates=here)
    elsewhere = _agreeing(signed, others)
    if one := _the_one(signed, elsewhere, name_is_enough=False):
        return Line(signed, Match.FOUND, one)
    if elsewhere:
        return Line(signed, Match.CHOOSE, candidates=elsewhere)
    return Line(signed, Match.UNKNOWN)


def _agreeing(signed: Signed, people: Sequence[Person]) -> list[Person]:
    """Those with the same name, else those with one that may be the same."""
    said = {person: names.agreement(signed.spelling, (person.last_name, person.first_name)) for person in people}
    same = [person for person, agreement in said.items() if agreement is Agreement.SAME]
    return same or [person for person, agreement in said.items() if agreement is Agreement.COMPATIBLE]


def _the_one(signed: Signed, people: Sequence[Person], *, name_is_enough: bool) -> Person | None:
    """The only one with the sheet's address or field; among those registered the name alone is enough."""
    if signed.email:
        by_email = [p for p in people if signed.email in (p.institutional_email, p.personal_email)]
        if len(by_email) == 1:
            return by_email[0]
    if signed.studies:
        key = names.compact(signed.studies)
        by_field = [p for p in people if key == names.compact(localized(p.field_label))]  # type: ignore[attr-defined]
        if len(by_field) == 1 and (len(people) > 1 or not name_is_enough):
            return by_field[0]
    return people[0] if name_is_enough and len(people) == 1 else None
