"""What an archive says about itself; its last member, because the fingerprints are known at the end."""

import json
from dataclasses import asdict, dataclass, field

FORMAT = 1
NAME = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""The member that holds the database, by engine."""

FILES = "files/"
KEY = "secret-key"
DEMO = "demonstration"


class BadArchive(Exception):
    """The archive cannot be used; the message is one sentence."""


@dataclass
class Manifest:
    """The content of an archive: size and SHA-256 of each member, and which code wrote it."""

    version: str
    made_at: str
    engine: str
    migrations: list[str]
    members: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT

    def dump(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def load(cls, content: bytes) -> "Manifest":
        """Read it back; refuses what this code does not know."""
        try:
            found = json.loads(content)
            if found["format"] != FORMAT:
                raise BadArchive(
                    "Cette archive vient d’une version plus récente de Jalon : mettez Jalon à jour d’abord."
                )
            members = {str(name): (int(size), str(digest)) for name, (size, digest) in found.pop("members").items()}
            return cls(**found, members=members)
        except (ValueError, KeyError, TypeError) as error:
            raise BadArchive("Le sommaire de cette archive est illisible.") from error
