"""Schedules: rates and cron expressions of EventBridge, and what is done at their times.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
"""
from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Callable, List, Optional, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aws_simulator.clock import clock

# Who moves the time by years does not wait for all that a schedule of minutes would have done.
MOST_FIRINGS_OF_A_MOVE = 1000
MOST_DAYS_AHEAD = 366 * 30

_UNITS = {"minute": 60, "hour": 3600, "day": 86400}
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]


class InvalidSchedule(ValueError):
    """An expression that is neither a rate nor a cron expression nor a time."""


def next_time(
    expression: str, after: datetime.datetime, time_zone: str = "UTC", start: Optional[datetime.datetime] = None
) -> Optional[datetime.datetime]:
    """The first time of a schedule after another time, or None when there is none any more.

    Rates count from the time that the schedule was made, or from its start.
    """
    kind, _, rest = expression.partition("(")
    if not rest.endswith(")"):
        raise InvalidSchedule(expression)
    value, zone = rest[:-1].strip(), _zone(time_zone)
    if kind == "rate":
        seconds = _seconds(value)
        if start is not None and start > after:
            return start
        begin = start or after
        passed = (after - begin).total_seconds() // seconds + 1
        return begin + datetime.timedelta(seconds=passed * seconds)
    if kind == "at":
        time = _time(value, zone)
        return time if time > after else None
    if kind == "cron":
        local = _Cron.parse(value).next_after(after.astimezone(zone).replace(tzinfo=None))
        return local.replace(tzinfo=zone).astimezone(datetime.timezone.utc) if local else None
    raise InvalidSchedule(expression)


def repeat(
    expression: str,
    action: Callable[[], None],
    is_current: Callable[[], bool],
    *,
    time_zone: str = "UTC",
    start: Optional[datetime.datetime] = None,
    end: Optional[datetime.datetime] = None,
    then: Callable[[], None] = lambda: None,
) -> None:
    """Do something at each time of a schedule, as long as ``is_current``; ``then`` something else after the last."""
    begin = start or clock.now()
    firings = _Firings()

    def wait(after: datetime.datetime) -> None:
        time = next_time(expression, after, time_zone, begin if expression.startswith("rate") else None)
        if time is None or (end is not None and time > end):
            then()
            return
        clock.after((time - clock.now()).total_seconds(), lambda: fire(time))

    def fire(time: datetime.datetime) -> None:
        if not is_current():
            return
        if firings.are_too_many():
            wait(clock.until)
            return
        action()
        wait(time)

    wait(clock.now() if start is None else max(clock.now(), start - datetime.timedelta(seconds=1)))


@dataclass
class _Firings:
    """How often a schedule fired while the time was moved once."""

    move: int = 0
    count: int = 0

    def are_too_many(self) -> bool:
        if self.move != clock.moves:
            self.move, self.count = clock.moves, 0
        self.count += 1
        return self.count > MOST_FIRINGS_OF_A_MOVE


def _zone(name: str) -> datetime.tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise InvalidSchedule(f"the time zone {name} is not known") from None


def _seconds(value: str) -> int:
    match = re.fullmatch(r"([1-9]\d*) (minute|hour|day)(s?)", value)
    if match is None or (match[1] == "1") == bool(match[3]):
        raise InvalidSchedule(f"rate({value})")
    return int(match[1]) * _UNITS[match[2]]


def _time(value: str, zone: datetime.tzinfo) -> datetime.datetime:
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", value) is None:
        raise InvalidSchedule(f"at({value})")
    return datetime.datetime.fromisoformat(value).replace(tzinfo=zone).astimezone(datetime.timezone.utc)


@dataclass(frozen=True)
class _Cron:
    """The six fields of a cron expression; the fields of days are kept as they are written."""

    minutes: Sequence[int]
    hours: Sequence[int]
    day_of_month: str
    months: Sequence[int]
    day_of_week: str
    years: Sequence[int]

    @staticmethod
    def parse(value: str) -> "_Cron":
        fields = value.upper().split()
        if len(fields) != 6:
            raise InvalidSchedule(f"cron({value})")
        minutes, hours, day_of_month, month, day_of_week, year = fields
        # One of the two says which days, and the other that it does not.
        if (day_of_month == "?") == (day_of_week == "?"):
            raise InvalidSchedule(f"cron({value})")
        cron = _Cron(
            _values(minutes, 0, 59),
            _values(hours, 0, 23),
            day_of_month,
            _values(month, 1, 12, _MONTHS),
            day_of_week,
            _values(year, 1970, 2199),
        )
        cron._includes(datetime.date(2024, 2, 29))
        return cron

    def next_after(self, after: datetime.datetime) -> Optional[datetime.datetime]:
        """The first time after another one."""
        for days in range(MOST_DAYS_AHEAD):
            day = after.date() + datetime.timedelta(days=days)
            if day.year not in self.years or day.month not in self.months or not self._includes(day):
                continue
            for hour in self.hours:
                for minute in self.minutes:
                    time = datetime.datetime(day.year, day.month, day.day, hour, minute)
                    if time > after:
                        return time
        return None

    def _includes(self, day: datetime.date) -> bool:
        if self.day_of_week == "?":
            return self._includes_day_of_month(day)
        return self._includes_day_of_week(day)

    def _includes_day_of_month(self, day: datetime.date) -> bool:
        last = calendar.monthrange(day.year, day.month)[1]
        if self.day_of_month == "L":
            return day.day == last
        match = re.fullmatch(r"(\d{1,2}|L)W", self.day_of_month)
        if match is None:
            return day.day in _values(self.day_of_month, 1, 31)
        wanted = last if match[1] == "L" else int(match[1])
        return wanted <= last and day.day == _nearest_workday(day.year, day.month, wanted, last)

    def _includes_day_of_week(self, day: datetime.date) -> bool:
        number = day.isoweekday() % 7 + 1
        match = re.fullmatch(r"([1-7]|[A-Z]{3})(?:#([1-5])|(L))", self.day_of_week)
        if match is None:
            return number in _values(self.day_of_week, 1, 7, _WEEKDAYS)
        (wanted,) = _values(match[1], 1, 7, _WEEKDAYS)
        if match[3]:
            return number == wanted and day.day + 7 > calendar.monthrange(day.year, day.month)[1]
        return number == wanted and (day.day - 1) // 7 + 1 == int(match[2])


def _nearest_workday(year: int, month: int, day: int, last: int) -> int:
    """The working day of the month that is nearest to a day."""
    weekday = datetime.date(year, month, day).weekday()
    if weekday == 5:
        return day - 1 if day > 1 else day + 2
    if weekday == 6:
        return day + 1 if day < last else day - 2
    return day


def _values(field: str, lowest: int, highest: int, names: Sequence[str] = ()) -> List[int]:
    """The numbers that a field with lists, ranges and increments stands for."""
    values: List[int] = []
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, dash, last = span.partition("-")
        if span == "*":
            begin, end = lowest, highest
        else:
            begin = _number(first, names, lowest)
            end = _number(last, names, lowest) if dash else (highest if step else begin)
        if not lowest <= begin <= highest or not lowest <= end <= highest or (step and not step.isdigit()):
            raise InvalidSchedule(f"{field} is not between {lowest} and {highest}")
        if begin > end:
            end += highest - lowest + 1
        values += [(v - lowest) % (highest - lowest + 1) + lowest for v in range(begin, end + 1, int(step or 1) or 1)]
    return sorted(set(values))


def _number(text: str, names: Sequence[str], lowest: int) -> int:
    if text in names:
        return names.index(text) + lowest
    if not text.isdigit():
        raise InvalidSchedule(f"{text} is not a number")
    return int(text)
