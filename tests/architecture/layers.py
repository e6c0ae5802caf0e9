"""The order of the packages, read where import-linter reads it: there is one list."""

import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "jalon"


@cache
def lines() -> list[set[str]]:
    """The packages from top to bottom; those of one line stand together."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (contract,) = (contract for contract in contracts if contract["id"] == "packages")
    return [{name.strip(" ()") for name in line.split("|")} for line in contract["layers"]]


@cache
def heights() -> dict[str, int]:
    """How high each package stands."""
    return {name: -number for number, line in enumerate(lines()) for name in line}


def may_use(user: str, used: str) -> bool:
    """Whether a package may point to another: to itself, and to those on lines below its own."""
    return user == used or heights()[user] > heights()[used]


def package_of(path: Path) -> str:
    """The package that a file belongs to."""
    return path.relative_to(SOURCE).parts[0]
