"""Reading one cell: names, addresses, codes… whatever form a spreadsheet gave them. Nothing here knows students.

Each reader takes a raw cell and answers a `Reading`: the value, or None with a remark that says in French why it was
left out. An empty cell, or one that says « néant », is None without a remark.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from jalon.core import names

Raw = str | int | float | bool | date | datetime | timedelta | None


class Reading(NamedTuple):
    """What a cell says once read; `remark` is the sentence for what could not be kept."""

    value: Any = None
    remark: str | None = None


EMPTY = Reading()

_NOTHING = frozenset(
    names.compact(word)
    for word in [
        "néant",
        "neant",
        "non communiqué",
        "non communiquée",
        "non renseigné",
        "non renseignée",
        "non disponible",
        "non fourni",
        "inconnu",
        "inconnue",
        "aucun",
        "aucune",
        "sans",
        "rien",
        "vide",
        "nc",
        "nr",
        "na",
        "nd",
        "n/a",
        "null",
        "none",
        "nan",
        "#n/a",
        "#ref!",
        "#valeur!",
        "#value!",
        "#nom?",
        "#name?",
        "#div/0!",
        "xxx",
        "xx",
        "لا يوجد",
        "لاشيء",
        "غير متوفر",
        "بدون",
        "غير معروف",
    ]
)
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_DANGEROUS = ("=", "@", "\t=", "\r=")
_SIGNED_FORMULA = re.compile(r"[+-]\s*[^\d\s.,]|[+-]\S*[(!|]")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!?]")
_QUOTED = 60


def quoted(raw: Raw) -> str:
    """The cell as a sentence may quote it: short, on one line."""
    shown = " ".join(plain(raw).split())
    return shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + "…"


def plain(raw: Raw) -> str:
    """The cell as text: a whole number without its « .0 », a date as ISO, nothing for an empty cell."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return raw.isoformat() if isinstance(raw, date) else str(raw)


_LONGEST_NOTHING = 24
_SAYS_SOMETHING = re.compile(r"[0-9@]")


def _is_nothing(text: str) -> bool:
    if len(text) > _LONGEST_NOTHING or _SAYS_SOMETHING.search(text):
        return False
    return _is_word_for_nothing(text)


@lru_cache(maxsize=50_000)
def _is_word_for_nothing(text: str) -> bool:
    squeezed = names.compact(text)
    return squeezed in _NOTHING if squeezed else not any(c.isalnum() for c in text)


def is_empty(raw: Raw) -> bool:
    """Whether the cell holds nothing, or a word that says so (« néant », « non communiqué », « - »)."""
    return raw is None or (isinstance(raw, str) and (not raw or raw.isspace() or _is_nothing(raw)))


@lru_cache(maxsize=50_000)
def _why_hostile(value: str) -> str | None:
    stripped = value.strip()
    if stripped.startswith(_DANGEROUS) or _SIGNED_FORMULA.match(stripped):
        return _("contient une formule (« %(cell)s ») : tapez le texte lui-même") % {"cell": quoted(value)}
    if _MARKUP.search(value):
        return _("contient du code de page web (« %(cell)s ») : tapez le texte seul") % {"cell": quoted(value)}
    if "\x00" in value or len(value) > 2_000:
        return _("contient autre chose que du texte, ou un texte beaucoup trop long")
    return None


def why_hostile(raw: Raw) -> str | None:
    """What in this cell must not be taken over: a formula or markup; the end of a sentence that names the column."""
    return _why_hostile(raw) if isinstance(raw, str) else None


def text(raw: Raw, *, limit: int = 200) -> Reading:
    """Free text, tidied; too long a text is cut and said so."""
    if is_empty(raw):
        return EMPTY
    if reason := why_hostile(raw):
        return Reading(None, reason)
    value = names.tidy(plain(raw))
    if len(value) > limit:
        return Reading(value[:limit].rstrip(), _("texte coupé à %(limit)s signes") % {"limit": limit})
    return Reading(value or None)


_NAME_LETTER = re.compile(r"[^\W\d_]")


def name(raw: Raw, *, limit: int = 100) -> Reading:
    """A person's name in one script: tidied, in its proper case, with letters in it."""
    if is_empty(raw) and len(names.compact(plain(raw))) not in (1, 2):  # « Na » and « O » are names
        return EMPTY
    if reason := why_hostile(raw):
        return Reading(None, reason)
    value = names.proper(plain(raw))
    if not _NAME_LETTER.search(value):
        return Reading(None, _("« %(cell)s » n’est pas un nom") % {"cell": quoted(raw)})
    if len(value) > limit:
        return Reading(None, _("le nom dépasse %(limit)s signes") % {"limit": limit})
    return Reading(value)


def joined_name(raw: Raw) -> tuple[str, str] | None:
    """Cut « EL AMRANI Ilyas » into (last, first): capitals are the last name, else particles tell, else the first word.

    None when there is only one word. The cut is a proposal: matching uses the whole name. (`names.identity`)
    """
    words = names.tidy(plain(raw)).split()
    if len(words) < 2:
        return None
    if "," in words[0] and words[0].endswith(","):
        return words[0].rstrip(","), " ".join(words[1:])
    capitals = [word.isupper() and any(c.isalpha() for c in word) for word in words]
    if any(capitals) and not all(capitals):
        if capitals[0]:
            cut = capitals.index(False)
            return " ".join(words[:cut]), " ".join(words[cut:])
        if capitals[-1]:
            cut = len(words) - capitals[::-1].index(False)
            return " ".join(words[cut:]), " ".join(words[:cut])
    cut = 1
    while cut < len(words) - 1 and _goes_on(words, cut):
        cut += 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def _goes_on(words: list[str], cut: int) -> bool:
    """Whether the last name goes on at this word: a particle stands before it, or it is « M’Daghri »-like."""
    return names.key(words[cut - 1]) in names.PARTICLES or re.match(r"[MN]’\w", words[cut]) is not None


_TITLES = frozenset(
    {"m", "mr", "mme", "mlle", "mademoiselle", "madame", "monsieur", "dr", "pr", "السيد", "السيده", "الانسه"}
)


def without_title(value: str) -> tuple[str, str]:
    """A name without its « M. », « Mme »…, and that title ("" when there is none)."""
    first, _space, rest = names.tidy(value).partition(" ")
    return (rest, first) if rest and names.compact(first) in _TITLES else (value, "")


_LETTERED = {
    **dict.fromkeys(["f", "fem", "feminin", "feminine", "femme", "fille", "mme", "mlle", "w", "female", "أنثى"], "f"),
    **dict.fromkeys(["m", "h", "masc", "masculin", "homme", "garcon", "mr", "male", "ذكر", "ذ"], "m"),
}
_SEXES = {names.compact(word): letter for word, letter in _LETTERED.items()}


def sex(raw: Raw) -> Reading:
    """« F » or « M » from a letter, a word or a title, in French or Arabic; figures are not guessed."""
    if is_empty(raw):
        return EMPTY
    if letter := _SEXES.get(names.compact(plain(raw))):
        return Reading(letter)
    return Reading(None, _("« %(cell)s » ne dit pas le sexe") % {"cell": quoted(raw)})


_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}"
)
_ADDRESS_WRAP = re.compile(r"^(?:mailto:|.*<)|>.*$", re.IGNORECASE)


def email(raw: Raw) -> Reading:
    """An e-mail address in small letters; a false one is left out rather than mended by guess."""
    if not isinstance(raw, str) or is_empty(raw):
        return (
            EMPTY
            if is_empty(raw)
            else Reading(None, _("« %(cell)s » n’est pas une adresse e-mail") % {"cell": quoted(raw)})
        )
    written = raw.strip().lower()
    if _EMAIL.fullmatch(written) and len(written) <= 254:
        return Reading(written)
    written = _ADDRESS_WRAP.sub("", names.tidy(written)).replace("’", "'").strip(" ;,")
    candidates = [part for part in re.split(r"[;,/\s]+", written) if _EMAIL.fullmatch(part) and len(part) <= 254]
    if candidates and all("@" in part for part in re.split(r"[;,/\s]+", written)):
        remark = None if len(candidates) == 1 else _("plusieurs adresses dans la cellule : la première est gardée")
        return Reading(candidates[0], remark)
    return Reading(None, _("« %(cell)s » n’est pas une adresse e-mail") % {"cell": quoted(raw)})


_MASSAR = re.compile(r"[A-Z]\d{9}")
_OLD_CNE = re.compile(r"\d{10}")
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)


def code(raw: Raw) -> str:
    """A code without spaces, hyphens and « .0 », in capitals: « n 694-923 749 » gives « N694923749 »."""
    written = plain(raw)
    if written.isascii() and written.isalnum():
        return written.upper()
    written = unicodedata.normalize("NFKC", written).translate(ARABIC_DIGITS).strip().upper()
    if re.fullmatch(r"\d+\.0+", written):
        written = written.partition(".")[0]
    return "".join(c for c in written if c.isalnum() or c in "/+")


def national_code(raw: Raw) -> Reading:
    """The national student code: one letter and nine figures (Massar), or ten figures (older CNE)."""
    if is_empty(raw):
        return EMPTY
    written = code(raw)
    if _MASSAR.fullmatch(written) or _OLD_CNE.fullmatch(written):
        return Reading(written)
    return Reading(
        None,
        _("« %(cell)s » n’a pas la forme d’un code national (une lettre et neuf chiffres)") % {"cell": quoted(raw)},
    )


def is_national_code(raw: Raw) -> bool:
    """Whether the cell has the form of a Massar code, which hardly anything else has."""
    return isinstance(raw, str) and _MASSAR.fullmatch(code(raw)) is not None


def number(raw: Raw, *, limit: int = 30) -> Reading:
    """A number that an institution gave (Apogée, matricule): figures and letters, with its leading zeros."""
    if is_empty(raw) or raw == 0:
        return EMPTY
    if _SCIENTIFIC.fullmatch(plain(raw).strip()) or (isinstance(raw, float) and not raw.is_integer()):
        return Reading(
            None,
            _("« %(cell)s » a perdu des chiffres dans le tableur : mettez la colonne au format texte")
            % {"cell": quoted(raw)},
        )
    if reason := why_hostile(raw):
        return Reading(None, reason)
    written = code(raw)
    if not any(c.isdigit() for c in written) or len(written) > limit:
        return Reading(None, _("« %(cell)s » n’est pas un numéro") % {"cell": quoted(raw)})
    return Reading(written)


def looks_like_email(raw: Raw) -> bool:
    """Whether the cell holds what somebody meant as an e-mail address."""
    return isinstance(raw, str) and re.fullmatch(r"[^@\s]+@+[^@\s]+", raw.strip()) is not None
