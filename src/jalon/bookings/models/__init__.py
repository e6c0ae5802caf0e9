"""What the package keeps."""

from jalon.bookings.models.busy import Busy
from jalon.bookings.models.equipment import Equipment
from jalon.bookings.models.feed import Feed, FeedReading
from jalon.bookings.models.holiday import Holiday, HolidayKind
from jalon.bookings.models.occupation import Imported, Occupation
from jalon.bookings.models.timetable import OpeningHours, WorkingTime

__all__ = [
    "Busy",
    "Equipment",
    "Feed",
    "FeedReading",
    "Holiday",
    "HolidayKind",
    "Imported",
    "Occupation",
    "OpeningHours",
    "WorkingTime",
]
