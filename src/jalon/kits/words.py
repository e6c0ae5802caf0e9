"""What pydantic finds wrong, in sentences that say how to mend it."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

Details = Mapping[str, Any]


def sentence(error: Details, where: tuple[str | int, ...], schema: type[BaseModel]) -> str:
    """The sentence for one error of a validation, `where` being its place in the file."""
    key = ".".join(part for part in where if isinstance(part, str)) or _("cet élément")
    say = _SENTENCES.get(error["type"])
    if say is None:
        return _("« %(key)s » : %(problem)s") % {"key": key, "problem": error["msg"]}
    return say(key, error, schema)


def suggestion(word: str, known: list[str]) -> str:
    """« vouliez-vous dire … ? » when a known word is close, else the empty text."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return _(" Vouliez-vous dire « %(word)s » ?") % {"word": close[0]} if close else ""


def _missing(key: str, error: Details, schema: type[BaseModel]) -> str:
    return _("il manque « %(key)s » : ajoutez-le.") % {"key": key}


def _unknown(key: str, error: Details, schema: type[BaseModel]) -> str:
    hint = suggestion(key, sorted(schema.model_fields))
    return _("« %(key)s » n’est pas une clé connue ici : corrigez ou effacez-la.%(hint)s") % {"key": key, "hint": hint}


def _own_words(key: str, error: Details, schema: type[BaseModel]) -> str:
    return str(error["ctx"]["error"])


def _choice(key: str, error: Details, schema: type[BaseModel]) -> str:
    return _("« %(value)s » n’est pas permis pour « %(key)s » : choisissez parmi %(expected)s.") % {
        "value": error["input"],
        "key": key,
        "expected": str(error["ctx"]["expected"]).replace(" or ", " ou "),
    }


def _not(expected: Callable[[], str]) -> Callable[[str, Details, type[BaseModel]], str]:
    def say(key: str, error: Details, schema: type[BaseModel]) -> str:
        return _("« %(key)s » doit être %(expected)s.") % {"key": key, "expected": expected()}

    return say


def _bound(words: Callable[[], str], name: str) -> Callable[[str, Details, type[BaseModel]], str]:
    def say(key: str, error: Details, schema: type[BaseModel]) -> str:
        return _("« %(key)s » doit %(words)s %(bound)s.") % {"key": key, "words": words(), "bound": error["ctx"][name]}

    return say


_text = _not(lambda: _("un texte (entre guillemets si besoin)"))
_integer = _not(lambda: _("un nombre entier"))
_yes_no = _not(lambda: _("true ou false"))
_list = _not(lambda: _("une liste"))
_group = _not(lambda: _("un groupe de clés et de valeurs"))

_SENTENCES: dict[str, Callable[[str, Details, type[BaseModel]], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "value_error": _own_words,
    "literal_error": _choice,
    "enum": _choice,
    "string_type": _text,
    "int_type": _integer,
    "int_parsing": _integer,
    "int_from_float": _integer,
    "float_type": _not(lambda: _("un nombre")),
    "float_parsing": _not(lambda: _("un nombre")),
    "bool_type": _yes_no,
    "bool_parsing": _yes_no,
    "list_type": _list,
    "tuple_type": _list,
    "dict_type": _group,
    "model_type": _group,
    "model_attributes_type": _group,
    "greater_than_equal": _bound(lambda: _("être au moins"), "ge"),
    "greater_than": _bound(lambda: _("être plus grand que"), "gt"),
    "less_than_equal": _bound(lambda: _("être au plus"), "le"),
    "less_than": _bound(lambda: _("être plus petit que"), "lt"),
    "string_too_short": _bound(lambda: _("avoir au moins ce nombre de caractères :"), "min_length"),
    "string_too_long": _bound(lambda: _("avoir au plus ce nombre de caractères :"), "max_length"),
    "too_short": _bound(lambda: _("avoir au moins ce nombre d’éléments :"), "min_length"),
    "string_pattern_mismatch": _not(
        lambda: _("écrit en minuscules sans accents, avec chiffres et tirets, et commencer par une lettre")
    ),
}
