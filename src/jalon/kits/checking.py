"""Reading and checking a whole kit: what it delivers, and every fault with its file, its line and its mend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from jalon.kits import reading, words
from jalon.kits.sections import Section, all_sections, identity

SHEET = "kit.yaml"


class Sheet(BaseModel):
    """`kit.yaml`: what the kit says of itself."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    label: Annotated[str, StringConstraints(min_length=1)]
    version: Annotated[int, Field(ge=1)]
    description: str = ""


@dataclass(frozen=True, order=True)
class Fault:
    """Something to mend before the kit can be installed."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} : {self.sentence}"


@dataclass
class Kit:
    """A kit as read: its sheet, the items of each section in their order, and its faults."""

    folder: Path
    sheet: Sheet | None = None
    items: dict[str, list[BaseModel]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def codes(self) -> dict[str, frozenset[str]]:
        """The codes of each section."""
        return {code: frozenset(map(identity, items)) for code, items in self.items.items()}


def folder_of(name: str) -> Path:
    """The folder of a kit: by its name among those of Jalon, or by a path."""
    known = settings.JALON_KITS_DIR / name
    return known if "/" not in name and known.is_dir() else Path(name)


def all_names() -> list[str]:
    """The kits that come with Jalon."""
    return sorted(path.parent.name for path in Path(settings.JALON_KITS_DIR).glob(f"*/{SHEET}"))


def load(name: str) -> Kit:
    """Read and check a kit; the faults are in the answer, by file and line."""
    folder = folder_of(name)
    kit = Kit(folder)
    if not (folder / SHEET).is_file():
        kit.faults.append(Fault(f"{_shown(folder)}/{SHEET}", 1, _missing_sheet()))
        return kit
    _read_sheet(kit)
    places: dict[tuple[str, str], tuple[Path, reading.Document, reading.Place]] = {}
    sound: list[Section] = []
    for section in all_sections():
        kit.items[section.code], before = [], len(kit.faults)
        for path in _files(folder, section.code):
            _read_items(kit, section, path, places)
        if len(kit.faults) == before:
            sound.append(section)
    codes = kit.codes
    for section in sound:  # in the others, items that could not be read would be missed by those that name them
        for code, key, sentence in section.problems(kit.items[section.code], codes):
            path, document, place = places[section.code, code]
            kit.faults.append(Fault(_shown(path), document.line_of((*place, key)), sentence))
    kit.faults.extend(_strangers(folder))
    kit.faults.sort()
    return kit


def _read_sheet(kit: Kit) -> None:
    path = kit.folder / SHEET
    document = _read(kit, path)
    if document is None:
        return
    kit.sheet = _validated(kit, Sheet, document.content, path, document, ())
    if kit.sheet and kit.sheet.code != kit.folder.resolve().name:
        sentence = _("le code « %(code)s » diffère du nom du dossier, « %(folder)s » : donnez-leur le même nom.")
        values = {"code": kit.sheet.code, "folder": kit.folder.resolve().name}
        kit.faults.append(Fault(_shown(path), document.line_of(("code",)), sentence % values))


def _read_items(
    kit: Kit, section: Section, path: Path, places: dict[tuple[str, str], tuple[Path, reading.Document, reading.Place]]
) -> None:
    """Add to the kit the items of one file: a list of items, or a single one."""
    document = _read(kit, path)
    if document is None:
        return
    for place, raw in _entries(document.content):
        item = _validated(kit, section.schema, raw, path, document, place)
        if item is None:
            continue
        code = identity(item)
        if (section.code, code) in places:
            other, there, elsewhere = places[section.code, code]
            sentence = _("le code « %(code)s » est déjà pris (%(where)s) : choisissez-en un autre.") % {
                "code": code,
                "where": f"{other.name}:{there.line_of(elsewhere)}",
            }
            kit.faults.append(Fault(_shown(path), document.line_of((*place, "code")), sentence))
            continue
        places[section.code, code] = (path, document, place)
        kit.items[section.code].append(item)


def _entries(content: Any) -> Iterator[tuple[reading.Place, Any]]:
    if isinstance(content, list):
        yield from (((position,), raw) for position, raw in enumerate(content))
    elif content is not None:
        yield (), content


def _read(kit: Kit, path: Path) -> reading.Document | None:
    try:
        return reading.read(path)
    except reading.Unreadable as error:
        kit.faults.append(Fault(_shown(path), error.line, error.sentence))
        return None


def _validated[M: BaseModel](
    kit: Kit, schema: type[M], raw: Any, path: Path, document: reading.Document, place: reading.Place
) -> M | None:
    """The item as its schema understands it; None and the faults otherwise.

    An item without a `position` of its own takes its rank in the file, where the schema has one.
    """
    if isinstance(raw, dict) and "position" in schema.model_fields and place:
        raw = {"position": int(place[0]) + 1} | raw
    try:
        return schema.model_validate(raw, context={"folder": kit.folder, "file": path})
    except ValidationError as error:
        told: set[reading.Place] = set()
        for found in error.errors(include_url=False):
            where = _in_file(found["loc"], found["type"], document, place)
            if where not in told:  # a value that could be of several kinds fails once for each of them
                line = document.line_of((*place, *where))
                kit.faults.append(Fault(_shown(path), line, words.sentence(found, where, schema)))
            told.add(where)
        return None


def _in_file(
    location: tuple[str | int, ...], error: str, document: reading.Document, place: reading.Place
) -> reading.Place:
    """The path as the file writes it: pydantic's also holds the names of the kinds that it tried."""
    found: reading.Place = ()
    for position, part in enumerate(location):
        is_absent = error == "missing" and position == len(location) - 1
        if is_absent or (*place, *found, part) in document.lines:
            found = (*found, part)
    return found


def _files(folder: Path, section: str) -> Iterable[Path]:
    """Where a section's items are: `<section>.yaml` for all of them, or one file each in the folder `<section>`."""
    single = folder / f"{section}.yaml"
    if single.is_file():
        yield single
    yield from sorted((folder / section).glob("*.yaml"))


def _strangers(folder: Path) -> Iterator[Fault]:
    """Files that nobody reads: most often a misspelt name."""
    known = [section.code for section in all_sections()]
    for path in sorted(folder.glob("*.y*ml")):
        if path.name != SHEET and not (path.suffix == ".yaml" and path.stem in known):
            hint = words.suggestion(path.stem, known)
            sentence = _("aucune partie de Jalon ne lit ce fichier : vérifiez son nom.%(hint)s") % {"hint": hint}
            yield Fault(_shown(path), 1, sentence)


def _missing_sheet() -> str:
    known = ", ".join(all_names())
    return _("ce kit n’existe pas, ou son fichier kit.yaml manque ; kits connus : %(known)s.") % {"known": known}


def _shown(path: Path) -> str:
    """The path as people write it: from the folder that holds the kits, when it is there."""
    root = Path(settings.JALON_KITS_DIR).parent
    return str(path.relative_to(root) if path.is_relative_to(root) else path)
