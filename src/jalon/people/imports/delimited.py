"""Rows of a text file: which encoding, which separator, and what is wrong when neither fits."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from jalon.people.imports.cells import Raw
from jalon.people.imports.sniffing import Unreadable

Row = tuple[int, list[Raw]]

SEPARATORS = (";", ",", "\t", "|")
_STRANGE_SEPARATORS = ("~", "^", ":", "#", "§", "¤", "*")
_SAMPLE = 256 * 1024
_LONGEST_CELL = 20_000


def encoding_of(path: Path) -> str:
    """The encoding: by its mark, else UTF-8 when every byte agrees, else the old one whose letters make words."""
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith(b"\xef\xbb\xbf"):
            return "utf-8-sig"
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if len(head) > 8 and head[1::2].count(0) > len(head) * 0.4:
            return "utf-16-le"
        file.seek(0)
        odd = bytearray()
        utf8 = True
        for line in file:
            if not line.isascii():
                utf8 = utf8 and _is_utf8(line)
                if len(odd) < _SAMPLE:
                    odd += line
    if utf8:
        return "utf-8"
    return _old_encoding(bytes(odd))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


_FRENCH = frozenset("éèêëàâäçîïôöùûüÿœæáíóúñãÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆÁÍÓÚÑ’‘«»–—…°º€")
_ARABIC_LETTER = re.compile(r"[؀-ۿ]{2,}")


def _old_encoding(sample: bytes) -> str:
    """Of the encodings that registrars' software still writes, the one that gives the fewest strange letters."""
    best, best_score = "cp1252", float("-inf")
    for name in ("cp1252", "cp1256", "mac_roman", "cp850", "iso8859_6"):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if (score := _plausibility(text)) > best_score:
            best, best_score = name, score
    if best_score < 0:
        guess = from_bytes(sample).best()
        return guess.encoding if guess else "cp1252"
    return best


def _plausibility(text: str) -> float:
    """How much the letters beyond ASCII look like French, Spanish or Arabic."""
    arabic = sum(len(match) for match in _ARABIC_LETTER.findall(text))
    others = [c for c in text if ord(c) > 127 and not "\u0600" <= c <= "\u06ff" and c != "\u00a0"]
    good = sum(c in _FRENCH for c in others)
    capitals_inside = len(re.findall(r"[a-z][ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆÁÍÓÚÑ][a-z]", text))
    return arabic + good - 2 * (len(others) - good) - 2 * capitals_inside


def separator_of(sample: str) -> str:
    """The separator that cuts most lines into the same number of columns. Raises Unreadable when none does."""
    first = sample.partition("\n")[0]
    if match := re.fullmatch(r"sep=(.)\s*", first.strip("\ufeff"), re.IGNORECASE):
        return match[1]
    best, best_score = "", 0.0
    for candidate in SEPARATORS:
        widths = Counter(_widths(sample, candidate))
        width, lines = max(widths.items(), key=lambda item: (item[0] > 1) * item[0] * item[1], default=(1, 0))
        score = lines / max(1, widths.total()) * (1 + width / 100) if width > 1 else 0
        if score > best_score:
            best, best_score = candidate, score
    if best and best_score >= 0.4:
        return best
    lines_kept = [line for line in sample.splitlines() if line.strip()]
    for strange in _STRANGE_SEPARATORS:
        counts = Counter(line.count(strange) for line in lines_kept)
        if lines_kept and counts.most_common(1)[0][0] >= 2:
            raise Unreadable(
                _(
                    "Les colonnes de ce fichier sont séparées par « %(sign)s » : enregistrez-le avec des "
                    "points-virgules, ou en classeur Excel (.xlsx)."
                )
                % {"sign": strange}
            )
    if any(re.search(r"\S {2,}\S.* {2,}\S", line) for line in lines_kept[:5]):
        raise Unreadable(
            _(
                "Les colonnes de ce fichier sont alignées par des espaces : enregistrez-le en classeur Excel "
                "(.xlsx) ou en CSV."
            )
        )
    return best or ";"


def _widths(sample: str, separator: str) -> Iterator[int]:
    lines = sample.splitlines()[:400]
    try:
        for row in csv.reader(lines, delimiter=separator):
            if any(cell.strip() for cell in row):
                yield len(row)
    except csv.Error:
        return


def sample_of(path: Path, encoding: str) -> str:
    """The beginning of the file as text, whole lines only."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(_SAMPLE)
    return text[: text.rfind("\n") + 1] if len(text) == _SAMPLE and "\n" in text else text


def rows(path: Path, encoding: str, separator: str) -> Iterator[Row]:
    """Each record with the number of its first line. Raises Unreadable for a quotation mark that never closes."""
    csv.field_size_limit(max(csv.field_size_limit(), 4 * _LONGEST_CELL))
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader((line.replace("\x00", "") for line in file), delimiter=separator)
        before = 0
        try:
            for record in reader:
                if any(len(cell) > _LONGEST_CELL for cell in record):
                    raise _unclosed(before + 1)
                if before or not (len(record) == 1 and record[0].lower().startswith("sep=")):
                    yield before + 1, list(record)
                before = reader.line_num
        except csv.Error as error:
            raise _unclosed(before + 1) from error


def _unclosed(line: int) -> Unreadable:
    return Unreadable(
        _(
            "À la ligne %(line)s, un guillemet s’ouvre et ne se ferme pas : corrigez-le dans le tableur et "
            "enregistrez de nouveau."
        )
        % {"line": line}
    )
