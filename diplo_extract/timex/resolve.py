"""Readings to values on the calendar: the reference date, the tense of the verb, the date told just before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from diplo_extract.lexicon import read_rows
from diplo_extract.timex import periods
from diplo_extract.timex.periods import Period
from diplo_extract.timex.reading import Reading
from diplo_extract.timex.tense import Tense
from diplo_extract.timex.tokens import FIRST_YEAR, LAST_YEAR

__all__ = ["Resolver"]

MONTH = timedelta(days=31)
"""Without a verb, a day that lies within a month is the nearest, one farther off is still to come."""

FAR, NEAR = timedelta(days=300), timedelta(days=60)
"""A day told without its year is not taken for one so far back when there is one so near ahead."""

TenseOf = Callable[[Reading], Tense | None]


class Resolver:
    """Puts the readings of one text on the calendar, in the order of the text.

    `reference` is the day of the document, None where it is not known; `tense` tells the tense of the governing verb.
    """

    def __init__(self, *, reference: datetime | None, tense: TenseOf) -> None:
        self.moment = reference
        self.reference = reference.date() if reference is not None else None
        self.tense = tense
        self.anchor: Period | None = None
        self.day: date | None = None
        self._known: dict[int, Period] = {}

    def period(self, reading: Reading) -> Period:
        """The value and bounds of a reading; the same reading always has the same."""
        known = self._known.get(id(reading))
        if known is None:
            known = self._known[id(reading)] = self._narrowed(reading)
        return known

    def _narrowed(self, reading: Reading) -> Period:
        period = self._find(reading)
        if reading.kind == "nth":
            return period
        return periods.narrowed(period, reading.mod, pieces=2 if reading.half else 3)

    def tell(self, period: Period) -> None:
        """Takes note of a date told: what `le lendemain` and `trois mois plus tard` follow."""
        if period.first is None or not FIRST_YEAR <= period.first.year <= LAST_YEAR:
            return
        self.anchor = period
        if period.first == period.last:
            self.day = period.first

    def new_paragraph(self) -> None:
        """Forgets the day told: a paragraph takes up the day of the document again, where that is known."""
        if self.reference is not None:
            self.day = None

    def _find(self, reading: Reading) -> Period:
        if reading.kind in ("duration", "set"):
            return Period(reading.value or "")
        if reading.kind in ("clock", "daypart", "hours"):
            return self._in_day(reading)
        if reading.clock is not None:
            return _at(self._stretch(reading), reading.clock)
        return self._stretch(reading)

    def _in_day(self, reading: Reading) -> Period:
        """The value of an hour or a part of a day."""
        if reading.kind == "hours" and reading.shift is not None:
            if self.moment is None:
                return Period("PAST_REF" if reading.shift[0] < 0 else "FUTURE_REF")
            count, unit = reading.shift
            when = self.moment + timedelta(**{"hours" if unit == "H" else "minutes": count})
            if self.moment.time() == time() and unit == "H" and count % 24 == 0:
                return periods.day(when.date())
            return Period(when.isoformat(timespec="minutes"), when.date(), when.date())
        if reading.within is not None:
            whole = self.period(reading.within)
        elif reading.shift is not None:
            whole = self._shifted(reading)
        else:
            whole = self._day_told()
        if reading.clock is not None:
            return _at(whole, reading.clock)
        if len(whole.value) != 10:
            whole = Period("XXXX-XX-XX")
        return Period(f"{whole.value}T{reading.daypart}", whole.first, whole.last)

    def _day_told(self) -> Period:
        """The day told just before, else that of the document."""
        day = self.day or self.reference
        return periods.day(day) if day is not None else Period("XXXX-XX-XX")

    def _stretch(self, reading: Reading) -> Period:
        builders: dict[str, Callable[[Reading], Period]] = {
            "date": self._date,
            "month": self._month,
            "year": lambda r: periods.year(r.year or 0),
            "campaign": lambda r: periods.campaign(r.year or 0),
            "decade": lambda r: periods.decade(r.year or 0),
            "century": lambda r: periods.century(r.nth or 0),
            "part": self._part,
            "last part": self._last_part,
            "season": self._part,
            "weekday": self._weekday,
            "day": self._bare_day,
            "nth": self._nth,
            "holiday": self._holiday,
            "shift": self._shifted,
            "unit": self._shifted,
            "week of": self._week_of,
        }
        return builders[reading.kind](reading)

    def _year_of(self, reading: Reading) -> int | None:
        """The year that a reading lies in, where its words tell it."""
        if reading.year is not None:
            return reading.year
        if reading.within is not None:
            whole = self.period(reading.within)
            return whole.first.year if whole.first is not None else None
        return None

    def _date(self, reading: Reading) -> Period:
        month, day_number = reading.month or 1, reading.day or 1
        y = self._year_of(reading)
        if y is not None:
            return (
                periods.day(date(y, month, day_number))
                if periods.possible(month, day_number, y)
                else Period(f"{y:04}-{month:02}")
            )
        if (self.reference is None and self.anchor is None) or reading.within is not None:
            return Period(f"XXXX-{month:02}-{day_number:02}")
        here = self._here()
        days = [
            date(y, month, day_number)
            for y in range(here.year - 8, here.year + 9)
            if periods.possible(month, day_number, y)
        ]
        if reading.weekday is not None:
            days = [
                when for when in days if when.isoweekday() == reading.weekday and abs(when.year - here.year) <= 1
            ] or days
        return periods.day(self._choose(days, reading, here))

    def _here(self) -> date:
        """The day that partial dates are seen from: that of the document, else that told just before."""
        if self.reference is not None:
            return self.reference
        assert self.anchor is not None
        assert self.anchor.first is not None
        return self.anchor.first

    def _choose(self, days: Sequence[date], reading: Reading, here: date) -> date:
        """The day among several that the words and the verb point to."""
        if reading.point:
            beyond = [when for when in days if (when > here if reading.point > 0 else when < here)]
            return (min(beyond) if reading.point > 0 else max(beyond)) if beyond else days[0]
        limit = self._limit(reading)
        if limit is not None:
            sign, bound = limit
            fitting = [when for when in days if (when <= bound if sign < 0 else when >= bound)]
            if fitting:
                return max(fitting) if sign < 0 else min(fitting)
        if self.reference is None:
            same = [when for when in days if when.year == here.year]
            return same[0] if same else min(days, key=lambda when: abs(when - here))
        past, future = [when for when in days if when <= here], [when for when in days if when >= here]
        if not past or not future:
            return max(past) if past else min(future)
        before, after = max(past), min(future)
        nearest = min(after, before, key=lambda when: abs(when - here))
        tense = self.tense(reading)
        if tense == Tense.PAST:
            return after if here - before > FAR and after - here < NEAR else before
        if tense == Tense.FUTURE:
            return before if after - here > FAR and here - before < NEAR and reading.kind == "date" else after
        if tense is None and reading.point is None and (reading.kind == "weekday" or abs(nearest - here) > MONTH):
            return after
        return nearest

    def _limit(self, reading: Reading) -> tuple[int, date] | None:
        """The bound that the other end of a range or list sets: not after it, or not before it."""
        if reading.before is not None:
            bound = self.period(reading.before).last
            return (-1, bound) if bound is not None else None
        if reading.after is not None:
            bound = self.period(reading.after).first
            return (1, bound) if bound is not None else None
        return None

    def _month(self, reading: Reading) -> Period:
        m = reading.month or 1
        y = self._year_of(reading)
        if y is None:
            if (self.reference is None and self.anchor is None) or reading.within is not None:
                return Period(f"XXXX-{m:02}")
            here = self._here().replace(day=1)
            chosen = self._choose([date(y, m, 1) for y in range(here.year - 2, here.year + 3)], reading, here)
            y = chosen.year
        return periods.month(y, m)

    def _part(self, reading: Reading) -> Period:
        """A quarter, half, season or week of a year."""
        assert reading.part is not None
        unit, number = reading.part
        y = self._year_of(reading)
        if y is None and reading.shift is not None and self.reference is not None:
            y = self.reference.year
        if y is None:
            code = f"{number}" if unit == "S" else f"{unit}{number:02}" if unit == "W" else f"{unit}{number}"
            if self.reference is None or reading.within is not None:
                return Period(f"XXXX-{code}")
            y = self._part_year(reading, unit, number)
        return periods.part(y, unit, number) or Period(f"{y:04}")

    def _part_year(self, reading: Reading, unit: str, number: int | str) -> int:
        assert self.reference is not None
        here = self.reference
        options = [(y, periods.part(y, unit, number)) for y in (here.year - 1, here.year, here.year + 1)]
        spans = [(y, span.first, span.last) for y, span in options if span and span.first and span.last]
        direction = reading.point if reading.point is not None else self.tense(reading)
        if direction == -1:
            begun = [y for y, first, last in spans if (last < here if reading.point else first <= here)]
            return max(begun, default=here.year)
        if direction == 1:
            open_ = [y for y, first, last in spans if (first > here if reading.point else last >= here)]
            return min(open_, default=here.year)
        return here.year

    def _last_part(self, reading: Reading) -> Period:
        """`dernier trimestre`: of the year told, else the one before this."""
        y = self._year_of(reading)
        if y is not None and reading.part is not None:
            return periods.part(y, *reading.part) or periods.year(y)
        if self.reference is not None and self.tense(reading) == Tense.FUTURE and reading.part is not None:
            return periods.part(self.reference.year, *reading.part) or periods.year(self.reference.year)
        return self._shifted(reading)

    def _weekday(self, reading: Reading) -> Period:
        weekday = reading.weekday or 1
        if reading.within is not None:
            whole = self.period(reading.within)
            if whole.first is not None:
                return periods.day(whole.first + timedelta(days=weekday - 1))
        if self.reference is None and (self.anchor is None or self.anchor.first is None):
            return Period(f"XXXX-WXX-{weekday}")
        here = self._here()
        reach = 420 if reading.day is not None else 21
        near = (here + timedelta(days=offset) for offset in range(-reach, reach + 1))
        days = [when for when in near if when.isoweekday() == weekday]
        if reading.day is not None:
            days = [when for when in days if when.day == reading.day] or days
        if reading.shift is not None:
            first = min(when for when in days if when >= here + timedelta(days=reading.shift[0]))
            return periods.day(first)
        return periods.day(self._choose(days, reading, here))

    def _bare_day(self, reading: Reading) -> Period:
        """`le 8`, `le 12 courant`: of the month told, else of the one that the verb points to."""
        number = reading.day or 1
        if reading.within is not None:
            whole = self.period(reading.within).first
            if whole is not None and periods.possible(whole.month, number, whole.year):
                return periods.day(whole.replace(day=number))
        if self.day is not None and reading.point is None and reading.before is None:
            following = [when for i in range(28) if (when := self.day + timedelta(days=i)).day == number]
            if following:
                return periods.day(following[0])
        if self.reference is None and (self.anchor is None or self.anchor.first is None):
            return Period(f"XXXX-XX-{number:02}")
        here = self._here()
        index = here.year * 12 + here.month - 1
        months = [(i // 12, i % 12 + 1) for i in range(index - 2, index + 3)]
        days = [date(y, m, number) for y, m in months if periods.possible(m, number, y)]
        return periods.day(self._choose(days, reading, here))

    def _nth(self, reading: Reading) -> Period:
        """`dernière semaine de septembre`, `premier lundi du mois prochain`, `première quinzaine de mai`."""
        assert reading.within is not None
        whole = self.period(reading.within)
        if whole.first is None or whole.last is None:
            return Period(whole.value)
        nth = reading.nth or 1
        if reading.unit == "fortnight":
            middle = whole.first + timedelta(days=14)
            bounds = (whole.first, middle) if nth == 1 else (middle + timedelta(days=1), whole.last)
            return Period(whole.value, *bounds)
        days = [whole.first + timedelta(days=i) for i in range((whole.last - whole.first).days + 1)]
        # a week belongs to the month that its Thursday lies in
        wanted = reading.weekday or {"W": 4, "WE": 6}.get(reading.unit or "")
        if wanted:
            days = [when for when in days if when.isoweekday() == wanted]
        index = len(days) - 1 if nth < 0 else nth - 1
        if index >= len(days):
            return Period(whole.value, whole.first, whole.last)
        return periods.period_of(reading.unit or "D", days[index]) or whole

    def _week_of(self, reading: Reading) -> Period:
        assert reading.within is not None
        inner = self.period(reading.within)
        if inner.first is None:
            return Period("XXXX-WXX")
        if reading.unit == "WE":
            return periods.weekend(inner.first)
        # a week is named after the day it begins with: one told by its Sunday is not the week that Sunday ends
        begins = inner.first + timedelta(days=1) if inner.first.isoweekday() == 7 else inner.first
        return periods.week(begins)

    def _holiday(self, reading: Reading) -> Period:
        row = next(row for row in read_rows("holidays") if row["code"] == reading.holiday)

        def of(y: int) -> date:
            if row["easter"]:
                return periods.easter(y) + timedelta(days=int(row["easter"]))
            return date(y, int(row["month"]), int(row["day"]))

        y = self._year_of(reading)
        if y is None:
            if self.reference is None:
                return Period(f"XXXX-{int(row['month']):02}-{int(row['day']):02}" if row["month"] else "XXXX-XX-XX")
            here = self._here()
            return periods.day(self._choose([of(here.year + i) for i in (-1, 0, 1)], reading, here))
        return periods.day(of(y))

    def _told(self, unit: str) -> Period | None:
        """What a day or a stretch told as `le lendemain`, `le mois suivant` follows; None for the reference date."""
        if unit != "D":
            return self.anchor
        if self.day is not None:
            return periods.day(self.day)
        return self.anchor if self.reference is None else None

    def _shifted(self, reading: Reading) -> Period:
        """A day or stretch so many units from the reference, from the date told before, or from the date named."""
        assert reading.shift is not None
        count, unit = reading.shift
        base = self._told(unit) if reading.base == "anchor" else None
        if reading.within is not None:
            base = self.period(reading.within)
        here = base.first if base is not None else self.reference
        if here is None:
            unknown = "PRESENT_REF" if count == 0 else "PAST_REF" if count < 0 else "FUTURE_REF"
            return Period(unknown)
        moved = periods.add(here, count, unit)
        if not FIRST_YEAR <= moved.year <= LAST_YEAR:
            return Period("PAST_REF" if count < 0 else "FUTURE_REF")
        if reading.exact and unit in ("W", "WE"):
            unit = "D"
        if unit == "ML":
            unit = "Y"
        if base is not None and reading.exact and unit in ("M", "Y") and base.first == base.last:
            unit = "D"
        return periods.period_of(unit, moved) or Period("PRESENT_REF")


def _at(whole: Period, clock: tuple[int, int]) -> Period:
    """The hour of a day."""
    value = whole.value if len(whole.value) == 10 else "XXXX-XX-XX"
    bounds = (whole.first, whole.last) if value != "XXXX-XX-XX" else (None, None)
    return Period(f"{value}T{clock[0]:02}:{clock[1]:02}", *bounds)
