"""Every benchmark, each in a process of its own, against its floor: `python -m benchmarks [--only NAME …]`.

Ends with 1 when a floor is missed. See docs/benchmarks.md.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("pages", "calendar", "registration", "documents", "import_people", "search")


def main() -> int:
    """Run those that were asked for; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help=", ".join(NAMES))
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    missed = []
    for name in parser.parse_args().only:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-W", "ignore", "-m", f"benchmarks.{name}"]
        if subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": paths}, check=False).returncode:
            missed.append(name)
    print(f"\nFloors missed in: {', '.join(missed)}" if missed else "\nEvery floor is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
