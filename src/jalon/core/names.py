"""People's names: one normalisation for matching, searching and sorting, and the proper case for reading. (BD02)

`key` is what indexed columns hold; `identity` is the key of a whole name, whatever the spaces and hyphens in it;
`agreement` says whether two names can be one person's, and prefers silence to a guess.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from functools import lru_cache

PARTICLES = frozenset(
    word
    for line in (
        "al el es ez ech ed er ben bent bint bin bou abd abou abu ait ould oulad aboul bel",
        "de des du di da do dos del la le las los van von der den saint st",
        "ال بن ابن بنت بو ابو عبد ايت ولد اولاد ام",
    )
    for word in line.split()
)
"""Words that belong to the one after them: « El Amrani », « EL-AMRANI » and « Elamrani » have one key."""

_APOSTROPHES = "'’‘‛ʼʻʾʿˈ`´′＇ʹ"
_SPECIAL = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, ""),
        **dict.fromkeys("ءـ", ""),  # a lone hamza and the tatweel are written or not
        "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h",
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
        "ک": "ك", "ڭ": "ك", "گ": "ك", "ڤ": "ف", "ڨ": "ق", "پ": "ب", "چ": "ج",
    }
)  # fmt: skip
_BEFORE = str.maketrans({"´": "’", "`": "’", "ﷲ": "الله"})
_UNSEEN = frozenset({"Mn", "Cf", "Me"})
_NOT_WORD = re.compile(r"[\W_]+")
_ARABIC = re.compile(r"[؀-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ]")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")


class Script(StrEnum):
    """The writing in which a name stands."""

    LATIN = "latin"
    ARABIC = "arabic"
    MIXED = "mixed"
    OTHER = "other"


class Agreement(StrEnum):
    """What two names say about being one person's."""

    SAME = "same"
    """Equal once case, accents, particles, hyphens and order are set aside."""
    COMPATIBLE = "compatible"
    """One is a shorter or differently transcribed form of the other: enough beside an equal code, never by itself."""
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    """Nothing can be compared: a name is missing, or the two stand in different scripts."""


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """The text in the form that is compared, searched and sorted: lower-case words without accents or particles.

    `key("  Aït-Ouakrim ")` is `"aitouakrim"`, `key("EL AMRANI Rim")` is `"elamrani rim"`, `key("فاطِمة")` is `"فاطمه"`.
    Applying it twice changes nothing.
    """
    words, held = [], ""
    for word in _NOT_WORD.split(_levelled(text)):
        if word:
            joined = held + word
            if word in PARTICLES or joined in PARTICLES:
                held = joined
            else:
                words.append(joined)
                held = ""
    if held:
        words.append(held)
    return " ".join(words)


def _levelled(text: str) -> str:
    """The text in small letters without accents, signs that are not seen, apostrophes, or variants of one letter."""
    if text.isascii():
        return text.lower().translate(_SPECIAL)
    text = unicodedata.normalize("NFKD", text.translate(_BEFORE)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_SPECIAL)
    text = "".join(c for c in text if c.isascii() or unicodedata.category(c) not in _UNSEEN)
    return "".join(c if c.isascii() or not c.isdigit() else str(unicodedata.digit(c)) for c in text)


@lru_cache(maxsize=100_000)
def compact(text: str) -> str:
    """The key without its spaces, so that « Alaoui M’Daghri » and « ALAOUIMDAGHRI » are equal."""
    return key(text).replace(" ", "")


def without_particle(word: str) -> str:
    """A word of a key without the particle that was joined to it: « elamrani » gives « amrani »."""
    particles = sorted((p for p in PARTICLES if word.startswith(p) and len(word) - len(p) > 3), key=len)
    return word[len(particles[-1]) :] if particles else word


def identity(last: str, first: str) -> str:
    """The key of a whole name, last name first; empty unless both parts are there.

    A file with one column « NOM ET PRENOM » gives the same identity, wherever the parts are cut.
    """
    last, first = compact(last), compact(first)
    return last + first if last and first else ""


def dated_identity(last: str, first: str, born_on: date | None) -> str:
    """The identity with the birth date, by which somebody is found among homonyms; empty unless both are known."""
    whole = identity(last, first)
    return f"{whole} {born_on.isoformat()}" if whole and born_on else ""


def script(text: str) -> Script:
    """Whether the text is in Latin or Arabic letters, in both or in neither."""
    arabic, latin = _ARABIC.search(text) is not None, _LATIN.search(text) is not None
    if arabic and latin:
        return Script.MIXED
    return Script.ARABIC if arabic else Script.LATIN if latin else Script.OTHER


_TRANSCRIBED = (("ou", "u"), ("oo", "u"), ("w", "u"), ("y", "i"), ("ee", "i"), ("ph", "f"), ("ck", "k"), ("q", "k"))


@lru_cache(maxsize=100_000)
def sound(text: str) -> str:
    """The compact key with differences of transcription levelled: Mohammed and Mohamed, Meryem and Meriem.

    Only those that change no consonant; Salma and Selma, Rachid and Rachida remain two names.
    """
    word = compact(text)
    for written, levelled in _TRANSCRIBED:
        word = word.replace(written, levelled)
    return re.sub(r"(.)\1+", r"\1", word)


def agreement(one: tuple[str, str], other: tuple[str, str]) -> Agreement:
    """Compare two names, each (last, first); the order of the parts and what is missing on one side do not matter.

    Conservative: what is merely alike is DIFFERENT, and two scripts are never compared.
    """
    whole, whole_other = compact(one[0]) + compact(one[1]), compact(other[0]) + compact(other[1])
    if not whole or not whole_other or script(whole) != script(whole_other):
        return Agreement.UNKNOWN
    if whole == whole_other or whole == compact(other[1]) + compact(other[0]):
        return Agreement.SAME
    if _sounds_alike(one, other) or _shorter_form(one, other):
        return Agreement.COMPATIBLE
    return Agreement.DIFFERENT


def _sounds_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    last, first, last_other, first_other = sound(one[0]), sound(one[1]), sound(other[0]), sound(other[1])
    whole = last + first
    return whole in (last_other + first_other, first_other + last_other)


def _shorter_form(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether each word of the shorter name stands in the longer one, at least two words and both parts among them.

    « Alaoui Fatima » is a shorter form of « Alaoui M’Daghri Fatima-Zahra »; « Alaoui » alone is of nobody.
    """
    fewer, more = sorted(([*_words(one[0]), *_words(one[1])], [*_words(other[0]), *_words(other[1])]), key=len)
    return 2 <= len(fewer) < len(more) and set(fewer) <= set(more)


def _words(text: str) -> list[str]:
    return [sound(word) for word in key(text).split()]


_LOWER_PARTICLES = frozenset({"de", "du", "des", "von", "van", "der"})
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", re.UNICODE)


def tidy(text: str) -> str:
    """The text as it should be kept: composed letters, single spaces, typographic apostrophes, no control signs."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(re.sub(r"(?<=\w)['‘ʼ`´](?=\w)", "’", text).split())


@lru_cache(maxsize=100_000)
def proper(text: str) -> str:
    """The proper case of a name written all in capitals or all in small letters; a mixed one is only tidied.

    « FERNÁNDEZ » gives « Fernández », « d'almeida » « d’Almeida », « AÏT-OUAKRIM » « Aït-Ouakrim ».
    """
    text = tidy(text)
    if text not in (text.upper(), text.lower()):
        return text
    matches = list(_WORD.finditer(text))
    for position, match in enumerate(matches):
        word = match[0].lower()
        if word not in _LOWER_PARTICLES or position == len(matches) - 1:
            word = "’".join(part if part == "d" and "’" in word else _capital(part) for part in word.split("’"))
        if len(word) == len(match[0]):
            text = text[: match.start()] + word + text[match.end() :]
    return text


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]


def display(last: str, first: str) -> str:
    """The whole name as it is read: « Rim El Amrani »."""
    return " ".join(part for part in (proper(first), proper(last)) if part)


def listed(last: str, first: str) -> str:
    """The whole name as lists print it, last name first: « EL AMRANI Rim »."""
    return " ".join(part for part in (tidy(last).upper(), proper(first)) if part)
