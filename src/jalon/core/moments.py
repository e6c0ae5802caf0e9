"""What is planned keeps day, wall-clock time and zone as its truth; the UTC moment is derived."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def utc_moment(day: date, clock: time, zone: str) -> datetime:
    """The UTC moment of a wall-clock time at a place.

    A time that the clocks skip (start of summer time, Morocco around Ramadan) is read with the offset before the
    change; one that occurs twice is the first.
    """
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """The same moment as people at the place read it on their wall."""
    return moment.astimezone(ZoneInfo(zone))


def day_bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The UTC moments [start of `first`, start of the day after `last`) at the place, for filters on UTC columns."""
    return utc_moment(first, time.min, zone), utc_moment(last + timedelta(days=1), time.min, zone)
