"""Two ways of doing the same work, measured in turn in one process: their ratio holds on a busy machine, times do not.

Each round runs every way once, in turn, so that what slows the machine slows all of them; the best CPU time of each
counts. A floor is a ratio that must not be passed; the command ends with 1 when one is.
"""

import gc
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

Work = Callable[[], object]


@dataclass(frozen=True)
class Comparison:
    """Our way beside the bare one: `limit` is how many times the bare CPU time ours may take."""

    name: str
    ours: Work
    bare: Work
    limit: float
    count: int = 1


@dataclass(frozen=True)
class Elsewhere:
    """A comparison whose times are taken in processes of their own, in an order of their own."""

    name: str
    limit: float
    count: int = 1


@dataclass(frozen=True)
class Result:
    """What one comparison gave, in CPU seconds."""

    comparison: Comparison | Elsewhere
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """Our time over the bare one."""
        return self.ours / self.bare

    @property
    def is_met(self) -> bool:
        """Whether the floor holds."""
        return self.ratio <= self.comparison.limit


def cpu_time(work: Work) -> float:
    """CPU seconds of this process, its threads included, for one run."""
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before


def measure(comparison: Comparison, *, rounds: int = 5) -> Result:
    """The best of several interleaved rounds, after one that warms up and does not count."""
    best = {"ours": float("inf"), "bare": float("inf")}
    for number in range(rounds + 1):
        for way in ("ours", "bare") if number % 2 else ("bare", "ours"):
            seconds = cpu_time(getattr(comparison, way))
            if number:
                best[way] = min(best[way], seconds)
    return Result(comparison, best["ours"], best["bare"])


def report(results: Sequence[Result]) -> int:
    """Print the table; gives the exit status: 0 when every floor is met."""
    width = max(len(result.comparison.name) for result in results)
    print(f"{'':{width}}  {'ours':>9}  {'bare':>9}  {'ratio':>6}  {'limit':>6}")
    for result in results:
        each = 1000 / result.comparison.count
        print(
            f"{result.comparison.name:{width}}  {result.ours * each:6.3f} ms  {result.bare * each:6.3f} ms"
            f"  {result.ratio:6.2f}  {result.comparison.limit:6.2f}  {'' if result.is_met else 'NOT MET'}".rstrip()
        )
    return 0 if all(result.is_met for result in results) else 1


def run(comparisons: Sequence[Comparison], *, rounds: int = 5) -> NoReturn:
    """Measure everything, print, and end the program."""
    sys.exit(report([measure(comparison, rounds=rounds) for comparison in comparisons]))
