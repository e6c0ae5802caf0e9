"""Reading a part of an archive little by little."""

import zipfile
from collections.abc import Iterator

from jalon.people.imports.sniffing import damaged

_PIECE = 4 * 1024 * 1024


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part piece by piece, never cut inside a tag."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            if b"\x00" in piece:
                raise damaged()
            piece = rest + piece
            cut = piece.rfind(b"<") if len(piece) > 1 else 0
            cut = cut if cut > 0 else len(piece)
            rest = piece[cut:]
            yield piece[:cut]
    yield rest
