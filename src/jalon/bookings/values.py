"""What is said of a time and of what it takes, without the database."""

from dataclasses import dataclass
from datetime import date, datetime, time

from jalon.core.moments import utc_moment

RESOURCES = ("person", "room", "equipment")
"""What can be taken, in the order in which it is locked; the codes are those of the kinds in `core.acts`."""

Hours = list[tuple[time, time]]
"""The parts of one day in order, each with its first and its last moment."""


@dataclass(frozen=True, order=True)
class Resource:
    """A person, a room or a piece of equipment, by identifier."""

    kind: str
    id: int


@dataclass(frozen=True)
class Span:
    """A time as it is planned: days, clocks and the zone of the wall on which they are read."""

    day: date
    starts_clock: time
    ends_clock: time
    zone: str
    ends_on: date | None = None
    """The last day when it is not the first."""

    @property
    def starts_at(self) -> datetime:
        """The first moment, in UTC."""
        return utc_moment(self.day, self.starts_clock, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The last moment, in UTC."""
        return utc_moment(self.ends_on or self.day, self.ends_clock, self.zone)


@dataclass(frozen=True)
class Conflict:
    """Something that already takes a resource; `label` never tells what somebody's own calendar holds."""

    resource: Resource
    label: str
    starts_at: datetime
    ends_at: datetime
    subject_kind: str
    subject_id: int
    url: str
    is_firm: bool = True
    is_away: bool = False
    """The person is absent, rather than busy with something."""


@dataclass(frozen=True)
class DayOff:
    """One day on which the centre does not work as usual: public holiday, school holiday, closure."""

    day: date
    label: str
    kind: str
    to_confirm: bool
    pk: int


@dataclass(frozen=True)
class Away:
    """Somebody's absence, with who stands in."""

    person_id: int
    name: str
    first_day: date
    last_day: date
    label: str
    substitute_name: str
