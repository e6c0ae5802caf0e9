"""On which days a repeated event takes place: the usual rules of calendars, in a number of steps that is known."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}


def days_of(rule: Mapping[str, Any], start: date, first: date, last: date) -> list[date] | None:
    """The days of the repetition between `first` and `last`; None for a rule that is not one of the usual ones.

    Usual: each day, week (on some weekdays), month or year, or each so many, so many times or until a day.
    (RFC 5545, 3.3.10)
    """
    frequency = str(_one(rule, "FREQ", "")).upper()
    interval, count, until = int(_one(rule, "INTERVAL", 1)), _one(rule, "COUNT", None), _one(rule, "UNTIL", None)
    weekdays = [str(day).upper() for day in rule.get("BYDAY", [])]
    plain_week = all(day in _DAYS for day in weekdays) and (frequency == "WEEKLY" or not weekdays)
    if {str(key).upper() for key in rule} - _KNOWN or interval < 1 or not plain_week:
        return None
    end = min(last, _day(until)) if until is not None else last
    left = int(count) if count is not None else None
    found = []
    for day in _steps(frequency, start, interval, {_DAYS[day] for day in weekdays}, end):
        if left is not None:
            if left <= 0:
                break
            left -= 1
        if day >= first:
            found.append(day)
    return found if frequency in _STEPS else None


def _one(rule: Mapping[str, Any], key: str, default: Any) -> Any:
    value = rule.get(key, default)
    return value[0] if isinstance(value, list) else value


def _day(value: Any) -> date:
    found: date = value.date() if hasattr(value, "date") else value
    return found


def _steps(frequency: str, start: date, interval: int, weekdays: set[int], end: date) -> Iterator[date]:
    step = _STEPS.get(frequency)
    if step is not None:
        yield from step(start, interval, weekdays, end)


def _daily(start: date, interval: int, weekdays: set[int], end: date) -> Iterator[date]:
    for number in range(0, (end - start).days + 1, interval):
        yield start + timedelta(days=number)


def _weekly(start: date, interval: int, weekdays: set[int], end: date) -> Iterator[date]:
    monday = start - timedelta(days=start.weekday())
    for number in range(0, (end - monday).days // 7 + 1, interval):
        for weekday in sorted(weekdays or {start.weekday()}):
            day = monday + timedelta(weeks=number, days=weekday)
            if start <= day <= end:
                yield day


def _monthly(start: date, interval: int, weekdays: set[int], end: date) -> Iterator[date]:
    for number in range(0, (end.year - start.year) * 12 + end.month - start.month + 1, interval):
        years, month = divmod(start.month - 1 + number, 12)
        yield from _dated(start.year + years, month + 1, start.day, end)


def _yearly(start: date, interval: int, weekdays: set[int], end: date) -> Iterator[date]:
    for number in range(0, end.year - start.year + 1, interval):
        yield from _dated(start.year + number, start.month, start.day, end)


def _dated(year: int, month: int, day: int, end: date) -> Iterator[date]:
    """This day, unless the month has none such (31 April) or it comes too late."""
    try:
        found = date(year, month, day)
    except ValueError:
        return
    if found <= end:
        yield found


_STEPS = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}
