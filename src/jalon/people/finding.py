"""Finding somebody while their name is being typed: either script, any order, codes, digits, one slip of the fingers.

Exact pieces first; only when they find too few, what lies one slip away. (C, P06.1)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connections
from django.db.models import Q

from jalon.core import names, spelling
from jalon.people import index
from jalon.people.models import Person
from jalon.people.models.person import PersonQuerySet

ENOUGH = 300
"""Candidates that are ranked: more than a screen shows. Only those shown are then read whole."""
_NUMBER = re.compile(r"[+0-9][0-9 .()/-]*")


class Candidate(NamedTuple):
    """Somebody who may be meant, by what their place in the list depends on."""

    pk: int
    name_key: str
    name_key_ar: str
    phone: str
    student_number: str
    national_code: str


@dataclass(frozen=True)
class Typed:
    """What was typed, cut into words of names, codes and an address."""

    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing that one could look for."""
        return not (self.words or self.codes or self.addresses)


def read(text: str) -> Typed:
    """Cut what was typed: a phone may have spaces, a code of letters and figures is one, particles join their word."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        return Typed(codes=(digits.lstrip("0") or digits,)) if digits else Typed()
    parts = text.split()
    addresses = tuple(part.lower() for part in parts if "@" in part)
    codes = [_code(part) for part in parts if "@" not in part and any(sign.isdigit() for sign in part)]
    plain = [part for part in parts if "@" not in part and not any(sign.isdigit() for sign in part)]
    return Typed(tuple(names.key(" ".join(plain)).split()), tuple(code for code in codes if code), addresses)


def _code(part: str) -> str:
    return "".join(sign for sign in part.lower() if sign.isalnum())


def filtered(people: PersonQuerySet, text: str) -> PersonQuerySet:
    """Those who hold all that was typed, to the letter: a queryset, for lists with other filters and pages."""
    typed = read(text)
    if typed.is_empty:
        return people.none() if text.strip() else people
    for address in typed.addresses:
        people = people.filter(Q(institutional_email__startswith=address) | Q(personal_email__startswith=address))
    long, short = _by_length(typed)
    for piece in short:
        people = people.filter(_short(piece))
    if long:
        people = people.filter(pk__in=index.everybody(connections[people.db], [[piece] for piece in long]))
    return people


def found(people: PersonQuerySet, text: str, *, centre_id: int, limit: int = 12) -> list[Person]:
    """The first people of the centre who match, the nearest first; a slip is forgiven when few match to the letter."""
    typed = read(text)
    if typed.is_empty:
        return []
    if typed.addresses:
        return list(filtered(people, text).order_by("name_key", "pk")[:limit])
    nearest = _exact(people, typed, centre_id, limit)
    if len(nearest) < limit and any(len(word) >= spelling.LEAST for word in typed.words):
        nearest = list(dict.fromkeys([*nearest, *_close(people, typed, centre_id)]))
    rows = people.in_bulk(nearest[:limit])
    return [rows[pk] for pk in nearest[:limit]]


def _by_length(typed: Typed) -> tuple[list[str], list[str]]:
    """What the index of three letters can hold, and what is shorter."""
    pieces = [*typed.words, *typed.codes]
    return [p for p in pieces if len(p) >= index.GRAM], [p for p in pieces if len(p) < index.GRAM]


def _short(piece: str) -> Q:
    """One or two signs: the beginning of a word of a name, or of a number."""
    starts = Q(name_key__startswith=piece) | Q(name_key_ar__startswith=piece)
    within = Q(name_key__contains=f" {piece}") | Q(name_key_ar__contains=f" {piece}")
    return starts | within | Q(student_number__startswith=piece)


def _exact(people: PersonQuerySet, typed: Typed, centre_id: int, limit: int) -> list[int]:
    long, short = _by_length(typed)
    first: list[int] = []
    if len(typed.words) == 1 and not typed.codes:  # a family name being typed: the index on names is in order
        word = typed.words[0]
        for column in ("name_key", "name_key_ar"):
            row = {f"{column}__gte": word, f"{column}__lt": word + "\uffff"}
            begun = people.filter(centre_id=centre_id, **row).order_by(column, "pk").values_list("pk", column)
            first += [pk for pk, key in begun[:limit] if key.startswith(word)]
    if not long:
        if len(first) < limit and (len(short) > 1 or not typed.words):
            held = people.filter(*[_short(piece) for piece in short]).order_by("name_key", "pk")
            first += held.values_list("pk", flat=True)[:limit]
        return list(dict.fromkeys(first))[:limit]
    if len(first) >= limit:
        return first[:limit]
    ids = index.candidates(connections[people.db], centre_id, [[piece] for piece in long], ENOUGH)
    rows = people.filter(pk__in=ids)
    for piece in short:
        rows = rows.filter(_short(piece))
    candidates = [Candidate(*row) for row in rows.values_list(*Candidate._fields)]
    ranked = sorted(candidates, key=lambda person: (_distance(person, typed), person.name_key, person.pk))
    return list(dict.fromkeys([*first, *(person.pk for person in ranked)]))[:limit]


def _close(people: PersonQuerySet, typed: Typed, centre_id: int) -> list[int]:
    """Those one slip away in any word; codes are never guessed."""
    wanted: list[Sequence[str]] = [spelling.pieces(word) for word in typed.words if len(word) >= spelling.LEAST]
    wanted += [[code] for code in typed.codes if len(code) >= index.GRAM]
    ids = index.candidates(connections[people.db], centre_id, wanted, ENOUGH * 2)
    candidates = (Candidate(*row) for row in people.filter(pk__in=ids).values_list(*Candidate._fields))
    rows = [person for person in candidates if _is_close(person, typed)]
    return [person.pk for person in sorted(rows, key=lambda person: (person.name_key, person.pk))]


def _is_close(person: Candidate, typed: Typed) -> bool:
    words = [*person.name_key.split(), *person.name_key_ar.split()]
    words += [names.without_particle(word) for word in words]
    return all(any(spelling.is_close(one, word) for word in words) for one in typed.words)


def _distance(person: Candidate, typed: Typed) -> int:
    """How many pieces of what was typed are neither the start of a word nor the end of a number."""
    words = [*person.name_key.split(), *person.name_key_ar.split()]
    far = sum(not any(word.startswith(one) for word in words) for one in typed.words)
    codes = (person.phone, person.student_number.lower(), person.national_code.lower())
    return far + sum(not any(code.endswith(one) or code == one for code in codes) for one in typed.codes)
