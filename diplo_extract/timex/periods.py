"""Stretches of the calendar: a TIMEX3 value with its first and last day."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, date

__all__ = [
    "Period",
    "add",
    "century",
    "day",
    "decade",
    "easter",
    "month",
    "narrowed",
    "part",
    "period_of",
    "possible",
    "week",
    "year",
]

_SEASONS = {"SP": (3, 20), "SU": (6, 21), "FA": (9, 23), "WI": (12, 21)}
"""First days of the seasons, as the almanac of most years has them; a season ends before the next begins."""


@dataclass(frozen=True, slots=True)
class Period:
    """A TIMEX3 value and its bounds, inclusive; None where the calendar gives none."""

    value: str
    first: date | None = None
    last: date | None = None


def day(when: date) -> Period:
    """A day alone."""
    return Period(when.isoformat(), when, when)


def week(when: date) -> Period:
    """The ISO week of a day, from Monday to Sunday."""
    first = _moved(when, 1 - when.isoweekday())
    number = when.isocalendar()
    return Period(f"{number.year:04}-W{number.week:02}", first, _moved(first, 6))


def weekend(when: date) -> Period:
    """The Saturday and Sunday of the ISO week of a day."""
    whole = week(when)
    assert whole.first is not None
    return Period(f"{whole.value}-WE", _moved(whole.first, 5), _moved(whole.first, 6))


def month(y: int, m: int) -> Period:
    """Month `m`, counted from 1, of year `y`."""
    return Period(f"{y:04}-{m:02}", date(y, m, 1), _last_day(y, m))


def year(y: int) -> Period:
    """The year `y` from its first day to its last."""
    return Period(f"{y:04}", date(y, 1, 1), date(y, 12, 31))


def campaign(y: int) -> Period:
    """A year of studies or accounts that begins in one year of the calendar and ends in the next."""
    return Period(f"{y:04}/{y + 1:04}", date(y, 1, 1), date(y + 1, 12, 31))


def decade(y: int) -> Period:
    """The ten years that begin with a year ending in 0; the value has three digits."""
    return Period(f"{y // 10:03}", date(y, 1, 1), date(y + 9, 12, 31))


def century(number: int) -> Period:
    """The century of that number, from its year 01 to 00; the value is the number before it (the XXIe: 20)."""
    return Period(f"{number - 1:02}", date((number - 1) * 100 + 1, 1, 1), date(number * 100, 12, 31))


def part(y: int, unit: str, number: int | str) -> Period | None:
    """A quarter (`Q`), half (`H`), season (`S`) or ISO week (`W`) of a year; None where it has none of that number."""
    if unit == "S":
        begin = date(y, *_SEASONS[str(number)])
        following = {"SP": (y, 6, 20), "SU": (y, 9, 22), "FA": (y, 12, 20), "WI": (y + 1, 3, 19)}[str(number)]
        return Period(f"{y:04}-{number}", begin, date(*following))
    index = int(number)
    if unit == "W":
        try:
            return week(date.fromisocalendar(y, index, 1))
        except ValueError:
            return None
    months = {"Q": 3, "H": 6}[unit]
    if not 1 <= index <= 12 // months:
        return None
    return Period(f"{y:04}-{unit}{index}", date(y, (index - 1) * months + 1, 1), _last_day(y, index * months))


def period_of(unit: str, when: date) -> Period | None:
    """The period of length `unit` (D, W, WE, M, Q, HY, Y, DE, CE) in which a day lies; None for another unit."""
    quarter, half = (when.month + 2) // 3, (when.month + 5) // 6
    builders: dict[str, Callable[[], Period | None]] = {
        "D": lambda: day(when),
        "W": lambda: week(when),
        "WE": lambda: weekend(when),
        "M": lambda: month(when.year, when.month),
        "Q": lambda: part(when.year, "Q", quarter),
        "HY": lambda: part(when.year, "H", half),
        "Y": lambda: year(when.year),
        "DE": lambda: decade(when.year // 10 * 10),
        "CE": lambda: century((when.year + 99) // 100),
    }
    return builders[unit]() if unit in builders else None


def add(when: date, count: int, unit: str) -> date:
    """The day `count` units (D, W, WE, M, Q, HY, Y, DE, CE, ML) away; the last of the month where it has no such day.

    Stays within the calendar of Python.
    """
    days = {"D": 1, "W": 7, "WE": 7}.get(unit)
    if days:
        return _moved(when, count * days)
    months = count * {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}[unit]
    index = min(max(when.year * 12 + when.month - 1 + months, 12), MAXYEAR * 12 + 11)
    y, m = index // 12, index % 12 + 1
    return date(y, m, min(when.day, calendar.monthrange(y, m)[1]))


def narrowed(period: Period, mod: str | None, *, pieces: int = 3) -> Period:
    """The bounds of the beginning, middle or end of a period: a third or half of it, in whole days, months or years."""
    first, last = period.first, period.last
    if mod not in ("START", "MID", "END") or first is None or last is None or first == last:
        return period
    days, months = (last - first).days + 1, (last.year - first.year) * 12 + last.month - first.month + 1
    if days == 7:
        cuts = [first, _moved(first, 2), _moved(first, 3)]
    elif months == 1:
        cuts = [first, *(first.replace(day=day_number) for day_number in ((16,) if pieces == 2 else (11, 21)))]
    elif first.day == 1 and months % pieces == 0:
        cuts = [add(first, months // pieces * i, "M") for i in range(pieces)]
    else:
        cuts = [_moved(first, days * i // pieces) for i in range(pieces)]
    if mod == "END":
        return Period(period.value, cuts[-1], last)
    index = 0 if mod == "START" else 1
    return Period(period.value, cuts[index], _moved(cuts[index + 1], -1) if index + 1 < len(cuts) else last)


def easter(y: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, (b, c) = y % 19, divmod(y, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month_number, day_number = divmod(h + m - 7 * n + 114, 31)
    return date(y, month_number, day_number + 1)


def _last_day(y: int, m: int) -> date:
    return date(y, m, calendar.monthrange(y, m)[1])


def _moved(when: date, days: int) -> date:
    return date.fromordinal(min(max(when.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def possible(m: int, d: int, y: int | None) -> bool:
    """Whether month `m` has a day `d`, in year `y` or, for None, in some year."""
    return 1 <= m <= 12 and 1 <= d <= calendar.monthrange(y or 2000, m)[1]
