"""Reading a YAML file of a kit: YAML 1.2, plain values with their lines, and nothing that could exhaust memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

LARGEST = 1_000_000
"""Bytes of one file: ten times what a kit's largest file holds."""
MOST_VALUES = 50_000
"""Values of one file once its references are followed: a few lines can otherwise stand for billions."""
DEEPEST = 30

Place = tuple[str | int, ...]


class Unreadable(Exception):
    """The file cannot be read; `line` counts from 1 and `sentence` says what to mend."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


@dataclass
class Document:
    """A file's content, and on which line each part of it stands."""

    content: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line_of(self, place: Place) -> int:
        """The line of this part, or of the closest part that holds it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(path: Path) -> Document:
    """The content of a file; raises Unreadable with the line and the sentence."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(1, _("ce fichier dépasse 1 Mo : un fichier de kit est un texte court, découpez-le."))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(line, _("ce texte n’est pas en UTF-8 : enregistrez le fichier en UTF-8.")) from error
    return parse(text)


def parse(text: str) -> Document:
    """The content of a text in YAML 1.2; raises Unreadable."""
    try:
        node = YAML(typ="safe", pure=True).compose(text)
        return _Builder().build(node)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unreadable(line, _("ce caractère est invisible et interdit : effacez-le.")) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(mark.line + 1 if mark else 1, _mend(str(error.problem))) from error
    except RecursionError as error:
        raise Unreadable(1, _too_deep()) from error
    except YAMLError as error:
        raise Unreadable(1, _mend(str(error))) from error


class _Builder:
    """Turns the nodes of a document into plain values, counting as it goes."""

    def __init__(self) -> None:
        self.values = 0
        self.lines: dict[Place, int] = {}
        self.open: set[int] = set()

    def build(self, node: Node | None) -> Document:
        content = None if node is None else self._value(node, ())
        return Document(content, self.lines)

    def _value(self, node: Node, place: Place) -> Any:
        line = node.start_mark.line + 1
        self.values += 1
        if self.values > MOST_VALUES:
            raise Unreadable(
                line, _("les références (&, *) font gonfler ce fichier au-delà du raisonnable : écrivez les valeurs.")
            )
        if len(place) > DEEPEST:
            raise Unreadable(line, _too_deep())
        if id(node) in self.open:
            raise Unreadable(line, _("cette référence se contient elle-même : remplacez-la par sa valeur."))
        self.lines.setdefault(place, line)
        kind = str(node.tag or "").removeprefix("tag:yaml.org,2002:")
        if kind not in _KNOWN:
            raise Unreadable(line, _("l’étiquette « %(tag)s » n’est pas permise : effacez-la.") % {"tag": kind})
        if isinstance(node, ScalarNode):
            return _scalar(kind, node.value)
        self.open.add(id(node))
        try:
            return self._mapping(node, place) if isinstance(node, MappingNode) else self._sequence(node.value, place)
        finally:
            self.open.discard(id(node))

    def _sequence(self, items: list[Node], place: Place) -> list[Any]:
        return [self._value(item, (*place, position)) for position, item in enumerate(items)]

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                raise Unreadable(line, _("une clé doit être un simple mot."))
            name = str(key_node.value)
            if str(key_node.tag).endswith(":merge"):
                raise Unreadable(line, _("« << » n’est pas permis : écrivez les valeurs."))
            if name in found:
                raise Unreadable(line, _("« %(key)s » est écrit deux fois : gardez-en un.") % {"key": name})
            self.lines[(*place, name)] = line
            found[name] = self._value(value_node, (*place, name))
        return found


def _text(value: str) -> str:
    return value


def _integer(value: str) -> int:
    return int(value, 0) if value[:2].lower() in {"0x", "0o"} else int(value, 10)


_SCALARS: dict[str, Callable[[str], Any]] = {
    "str": _text,
    "timestamp": _text,
    "null": lambda value: None,
    "bool": lambda value: value.lower() == "true",
    "int": _integer,
    "float": lambda value: float(value.replace(".inf", "inf").replace(".nan", "nan")),
}


_KNOWN = {*_SCALARS, "map", "seq", "merge"}


def _scalar(kind: str, text: str) -> Any:
    try:
        return _SCALARS.get(kind, _text)(text)
    except ValueError:
        return text


def _too_deep() -> str:
    return _("ce fichier s’emboîte trop profondément : vérifiez les crochets et les retraits.")


_MENDS = {
    "'\\t'": gettext_noop("une tabulation sert de retrait : remplacez-la par des espaces."),
    "undefined alias": gettext_noop("cette référence (*) ne renvoie à rien : écrivez la valeur, ou des guillemets."),
    "another document": gettext_noop("le fichier contient deux documents (---) : gardez-en un."),
    "mapping values are not allowed": gettext_noop(
        "un deux-points coupe cette ligne : mettez le texte entre guillemets, ou vérifiez le retrait."
    ),
    "unexpected end of stream": gettext_noop("un guillemet ouvert plus haut n’est jamais refermé : refermez-le."),
    "expected ',' or": gettext_noop("un crochet ou une accolade n’est pas refermé, ou il y manque une virgule."),
    "could not find expected ':'": gettext_noop("il manque un deux-points après la clé."),
    "cannot start any token": gettext_noop("ce signe ne peut pas commencer une valeur : mettez-la entre guillemets."),
    "block end": gettext_noop("le retrait de cette ligne ne suit pas celui des lignes voisines : alignez-la."),
}
"""What ruamel.yaml says, and how to mend it."""


def _mend(problem: str) -> str:
    for said, mend in _MENDS.items():
        if said in problem:
            return _(mend)
    return _("ce passage n’est pas du YAML correct (%(problem)s).") % {"problem": problem}
