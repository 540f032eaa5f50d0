"""Schedules of EventBridge: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""

from __future__ import annotations

import re

_RATE = re.compile(r"rate\(([1-9]\d*) (minute|hour|day)(s?)\)")
_CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_DAYS = "SUN MON TUE WED THU FRI SAT".split()
# The least and the greatest number of each field, and the names that stand for numbers.
_FIELDS = (
    (0, 59, []),
    (0, 23, []),
    (1, 31, []),
    (1, 12, _MONTHS),
    (1, 7, _DAYS),
    (1970, 2199, []),
)
_DAY_OF_MONTH, _DAY_OF_WEEK = 2, 4


def is_schedule(text: str) -> bool:
    """Is it an expression with rate or cron that EventBridge takes?"""
    rate = _RATE.fullmatch(text)
    if rate:
        return (rate[1] == "1") == (rate[3] == "")
    cron = _CRON.fullmatch(text)
    if not cron:
        return False
    fields = cron.groups()
    # One of the two days is left open, and not both.
    if (fields[_DAY_OF_MONTH] == "?") == (fields[_DAY_OF_WEEK] == "?"):
        return False
    return all(_is_field(index, field) for index, field in enumerate(fields))


def _is_field(index: int, text: str) -> bool:
    if text == "?":
        return index in (_DAY_OF_MONTH, _DAY_OF_WEEK)
    return all(_is_part(index, part) for part in text.split(","))


def _is_part(index: int, text: str) -> bool:
    if index == _DAY_OF_MONTH and re.fullmatch(r"L(W|-\d{1,2})?|\d{1,2}W", text):
        return True
    if index == _DAY_OF_WEEK and re.fullmatch(r"L|[1-7]L|[1-7]#[1-5]|(%s)(L|#[1-5])" % "|".join(_DAYS), text):
        return True
    least, greatest, names = _FIELDS[index]
    base, slash, step = text.partition("/")
    if slash and not re.fullmatch(r"[1-9]\d*", step):
        return False
    if base == "*":
        return True
    ends = base.split("-")
    if len(ends) > 2:
        return False
    return all(end.upper() in names or (end.isdecimal() and least <= int(end) <= greatest) for end in ends)
