"""Whether a row and a record are one person: certain, doubtful or not. Never two people in one. (P05.1, BD02)

Certain: the same national code or student number with a compatible name; or the same normalised name and birth date.
Doubtful: a code that stands beside another name; an e-mail address beside an agreeing name; two possible records.
Never: an e-mail address alone, a name alone, or two different national codes.

Pure: the caller looks the candidates up, in the database and among the rows of the same file.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.names import Agreement


class Known(NamedTuple):
    """What is compared of a record (`person_id`) or of an earlier row of the file (`position`)."""

    person_id: int | None
    position: int | None
    last: str
    first: str
    last_ar: str = ""
    first_ar: str = ""
    born_on: str = ""
    national_code: str = ""
    student_number: str = ""
    emails: tuple[str, ...] = ()

    @property
    def identities(self) -> tuple[str, ...]:
        """The whole name with the birth date, in both orders of its parts, as `Person.dated_identity` keeps it."""
        one, other = names.identity(self.last, self.first), names.identity(self.first, self.last)
        if not self.born_on or not one:
            return ()
        return (f"{one} {self.born_on}",) if one == other else (f"{one} {self.born_on}", f"{other} {self.born_on}")


class Certainty(StrEnum):
    """The answer."""

    NEW = "new"
    CERTAIN = "certain"
    DOUBTFUL = "doubtful"


class Decision(NamedTuple):
    """Who the row is, or may be; `reason` tells the staff what makes it doubtful."""

    certainty: Certainty
    who: Known | None = None
    reason: str = ""


NEW = Decision(Certainty.NEW)


@dataclass
class Candidates:
    """Those who share something with the row, by what they share."""

    by_code: Sequence[Known] = ()
    by_number: Sequence[Known] = ()
    by_identity: Sequence[Known] = ()
    by_email: Sequence[Known] = ()


def names_agree(one: Known, other: Known) -> Agreement:
    """The agreement of the names in the script that both have; Latin letters first."""
    latin = names.agreement((one.last, one.first), (other.last, other.first))
    if latin is not Agreement.UNKNOWN:
        return latin
    arabic = [
        (known.last_ar, known.first_ar) if known.last_ar or known.first_ar else (known.last, known.first)
        for known in (one, other)
    ]
    return names.agreement(arabic[0], arabic[1])


def contradicts(one: Known, other: Known) -> bool:
    """Whether their national codes say that they are two people."""
    return bool(one.national_code and other.national_code and one.national_code != other.national_code)


def _dates_differ(one: Known, other: Known) -> bool:
    return bool(one.born_on and other.born_on and one.born_on != other.born_on)


def _compatible(row: Known, known: Known) -> bool:
    """Names that may stand beside an equal code; in two scripts, the birth date must say so."""
    agreement = names_agree(row, known)
    if agreement is Agreement.UNKNOWN:
        return bool(row.born_on) and row.born_on == known.born_on
    return agreement is not Agreement.DIFFERENT


def decide(row: Known, found: Candidates) -> Decision:
    """Who the row is, given those who share something with it."""
    for known in found.by_code:
        if _compatible(row, known):
            return Decision(Certainty.CERTAIN, known)
        return Decision(
            Certainty.DOUBTFUL,
            known,
            _("Même code national que %(name)s, mais un autre nom.") % {"name": _shown(known)},
        )
    others = _once(known for known in found.by_number if not contradicts(row, known))
    for known in others:
        if _compatible(row, known):
            return Decision(Certainty.CERTAIN, known)
    same = _once(
        known
        for known in found.by_identity
        if row.born_on and known.born_on == row.born_on and not contradicts(row, known)
    )
    if len(same) == 1:
        return Decision(Certainty.CERTAIN, same[0])
    if same:
        return Decision(
            Certainty.DOUBTFUL,
            same[0],
            _("%(count)s personnes portent ce nom et cette date de naissance.") % {"count": len(same)},
        )
    if others:
        return Decision(
            Certainty.DOUBTFUL,
            others[0],
            _("Même numéro d’étudiant que %(name)s, mais un autre nom.") % {"name": _shown(others[0])},
        )
    for known in found.by_email:
        if not contradicts(row, known) and not _dates_differ(row, known) and _agree(row, known):
            reason = _("Même adresse e-mail et même nom que %(name)s, sans code ni date pour le confirmer.")
            return Decision(Certainty.DOUBTFUL, known, reason % {"name": _shown(known)})
    return NEW


def _agree(row: Known, known: Known) -> bool:
    return names_agree(row, known) in (Agreement.SAME, Agreement.COMPATIBLE)


def _once(knowns: Iterable[Known]) -> list[Known]:
    """Each record or row once: one found by both its orders of names is one."""
    return list({known.person_id or -(known.position or 0): known for known in knowns}.values())


def _shown(known: Known) -> str:
    return names.display(known.last, known.first)


class _Index(dict[str, "Known | list[Known]"]):
    """Who has a key; a list only where several do, since hardly any does and a list weighs."""

    def put(self, key: str, known: Known) -> None:
        """Add somebody under the key."""
        there = self.get(key)
        if there is None:
            self[key] = known
        elif isinstance(there, list):
            there.append(known)
        else:
            self[key] = [there, known]

    def under(self, key: str) -> Sequence[Known]:
        """Everybody under the key."""
        there = self.get(key)
        return () if there is None else there if isinstance(there, list) else (there,)


class Earlier:
    """The people of the file so far, by what later rows may share with them; a record that a row fed counts as one."""

    def __init__(self) -> None:
        self._codes: dict[str, Known] = {}
        self._numbers: dict[str, Known] = {}
        self._identities = _Index()
        self._emails = _Index()
        self._fed: dict[int, Known] = {}
        self._lines = array("L", [0])
        self._given = array("L", [0])

    def current(self, known: Known) -> Known:
        """The record as the rows so far leave it: it may have taken a national code, and a first row."""
        return self._fed.get(known.person_id, known) if known.person_id is not None else known

    def seat(self, line: int, given: int) -> None:
        """Note the next row: its line in the spreadsheet, and the fields that it gives as bits."""
        self._lines.append(line)
        self._given.append(given)

    def line(self, position: int) -> int:
        """The line of the spreadsheet of the row at this position."""
        return self._lines[position]

    def given(self, position: int) -> int:
        """The fields that the rows of one person gave so far, as bits, by the position of the first."""
        return self._given[position]

    def give(self, position: int, fields: int) -> None:
        """A later row of the person gave these fields too."""
        self._given[position] |= fields

    def add(self, known: Known) -> None:
        """Make somebody findable by the rows that follow."""
        if known.person_id is not None:
            self._fed[known.person_id] = known
        if known.national_code:
            self._codes.setdefault(known.national_code, known)
        if known.student_number:
            self._numbers.setdefault(known.student_number, known)
        for identity in known.identities:
            self._identities.put(identity, known)
        for address in known.emails:
            self._emails.put(address, known)

    def candidates(self, row: Known) -> Candidates:
        """Those of the file who share something with the row."""
        code, number = self._codes.get(row.national_code), self._numbers.get(row.student_number)
        return Candidates(
            by_code=[code] if code and row.national_code else (),
            by_number=[number] if number and row.student_number else (),
            by_identity=[known for key in row.identities[:1] for known in self._identities.under(key)],
            by_email=[known for address in row.emails for known in self._emails.under(address)],
        )
