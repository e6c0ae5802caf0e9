"""Decisions about surveys, without database or clock."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.names import Agreement
from jalon.core.periods import Period, YearSpan, month_of
from jalon.people.models import Person

LOT = 5
"""The smallest number of answers that are ever shown together for the first time."""

EXPECTED_FACETS = frozenset({"activity_type", "theme", "site", "adviser", "month", "semester"})
"""By what satisfaction breaks down. Nothing here may say anything of those who answer."""


def why_not_answering(*, is_open: bool, is_invited: bool, already: bool) -> str | None:
    """What keeps somebody from answering, in words; None when nothing does. (P08.9)"""
    if already:
        return _("Vous avez déjà répondu à ce questionnaire : merci ! On n’y répond qu’une fois.")
    if not is_invited:
        return _("Ce questionnaire s’adresse aux personnes présentes à l’activité.")
    if not is_open:
        return _("Ce questionnaire est clos : il n’est plus possible d’y répondre.")
    return None


def may_be_published(*, waiting: int, last_day: date | None, today: date) -> bool:
    """Whether the waiting answers of a survey form a lot: five at least, the last of them from another day than today.

    The second condition keeps a lot from appearing at once after its fifth answer, whenever the work is started.
    """
    return waiting >= LOT and (last_day is None or last_day < today)


def standard_year(day: date) -> YearSpan:
    """The academic year of a centre that fixed none: September to August, second semester in February."""
    first = day.year if day.month >= 9 else day.year - 1
    return YearSpan(date(first, 9, 1), date(first + 1, 2, 1), date(first + 1, 8, 31))


def semester_of(day: date, years: Iterable[YearSpan]) -> Period:
    """The semester in which the day falls, by the centre's years, else by the standard one."""
    year = next((span for span in years if day in span.year()), standard_year(day))
    first, second = year.semesters()
    return first if day in first else second


def semester_is_over(code: str, month: str, years: Iterable[YearSpan], today: date) -> bool:
    """Whether the semester of this code has ended; one that no year knows ends as the standard one of its month."""
    for span in years:
        for semester in span.semesters():
            if semester.code == code:
                return today > semester.last
    return today > semester_of(date.fromisoformat(f"{month}-01"), ()).last


def same_name(people: Iterable[Person], last_name: str, first_name: str) -> list[Person]:
    """Those who bear this name, in either script; alike names count only when nobody has the very one."""
    typed = (last_name, first_name)
    by_agreement: dict[Agreement, list[Person]] = {}
    for person in people:
        latin = names.agreement((person.last_name, person.first_name), typed)
        arabic = names.agreement((person.last_name_ar, person.first_name_ar), typed)
        best = next((a for a in (Agreement.SAME, Agreement.COMPATIBLE) if a in (latin, arabic)), Agreement.DIFFERENT)
        by_agreement.setdefault(best, []).append(person)
    return by_agreement.get(Agreement.SAME) or by_agreement.get(Agreement.COMPATIBLE, [])


def wrong_code() -> str:
    """What to say of a code that no open survey has."""
    return _("Aucun questionnaire ouvert n’a ce code : vérifiez les six caractères affichés dans la salle.")


def why_not_found(found: int) -> str | None:
    """What to say when a name typed with the wall's code is not exactly one person's."""
    if found == 1:
        return None
    if found == 0:
        return _(
            "Ce nom n’est pas parmi les personnes notées présentes. Écrivez-le comme sur la feuille de présence, "
            "ou adressez-vous à l’animateur."
        )
    return _("Plusieurs personnes présentes portent ce nom : ajoutez votre date de naissance.")


def why_not_remark(*, last_name: str, first_name: str, is_same: bool) -> str | None:
    """What is wrong with a spelling that somebody proposes for their name, or None."""
    if not last_name.strip() or not first_name.strip():
        return _("Écrivez le nom et le prénom comme ils doivent être imprimés.")
    if is_same:
        return _("C’est déjà ainsi que votre nom est enregistré.")
    return None


def why_not_closed(survey_is_closed: bool) -> str | None:
    """What keeps a survey from being closed, or None."""
    return _("Ce questionnaire est déjà clos.") if survey_is_closed else None


def why_not_edited(*, revision: int, present: int) -> str | None:
    """What keeps a draft from taking a change made on an older state of it, or None."""
    if revision == present:
        return None
    return _("Ce brouillon a changé entre-temps : voici son état présent, refaites votre modification.")


def why_not_archived(*, is_archived: bool, used_by: Iterable[str]) -> str | None:
    """What keeps a questionnaire from being put away, or None."""
    if is_archived:
        return _("Ce questionnaire est déjà archivé.")
    if names_of := ", ".join(used_by):
        return _("Ce questionnaire sert encore (%(names)s) : choisissez-en d’abord un autre.") % {"names": names_of}
    return None


def why_not_opened(*, title: str, closes_at: datetime, now: datetime, invited: int | None) -> tuple[str, str] | None:
    """What keeps a survey of the centre's own from being opened, with the field at fault, or None."""
    if not title.strip():
        return _("Donnez un titre : ceux qui répondent le lisent en haut de la page."), "title"
    if closes_at <= now:
        return _("Choisissez un dernier jour à venir."), "last_day"
    if invited is not None and invited < LOT:
        sentence = _("Invitez au moins %(count)s personnes : moins de réponses ne pourraient jamais être lues.")
        return sentence % {"count": LOT}, "addresses"
    return None


def why_not_answering_publicly(*, is_open: bool, is_public: bool) -> str | None:
    """What keeps whoever has a link from answering, or None."""
    if not is_public:
        return _("Ce questionnaire n’a pas de lien public.")
    if not is_open:
        return _("Ce questionnaire est clos : il n’est plus possible d’y répondre.")
    return None


def month_label(code: str) -> str:
    """`novembre 2026` for `2026-11`."""
    return month_of(date.fromisoformat(f"{code}-01")).label


def semester_label(code: str) -> str:
    """The words for a semester's code, or the code where it is of another form."""
    head, _dash, number = code.rpartition("-S")
    first, _dash, _last = head.partition("-")
    if not (first.isdecimal() and number in {"1", "2"}):
        return code
    return standard_year(date(int(first), 9, 1)).semesters()[int(number) - 1].label
