"""Rules of the calendar: days, months, years and their parts, decades, centuries, seasons, feasts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplo_extract.timex import guards
from diplo_extract.timex.periods import possible
from diplo_extract.timex.reading import Reading
from diplo_extract.timex.rules import Hit, Rule, codes_of
from diplo_extract.timex.tokens import FIRST_YEAR, LAST_YEAR

__all__ = ["CALENDAR_RULES"]

_CAMPAIGN = re.compile(
    r"\b(?:ann[ée]e (?:universitaire|scolaire|acad[ée]mique|judiciaire|fiscale|budg[ée]taire)"
    r"|exercice(?: (?:budg[ée]taire|fiscal))?|campagne agricole) \d{4}[-/]\d{4}$"
)

Readings = Iterable[Reading] | None


def _pointed(hit: Hit, name: str = "p") -> int | None:
    return (1 if hit.text(name).startswith(("pro", "sui")) else -1) if hit.has(name) else None


def _month_of(hit: Hit) -> int:
    return 9 if hit.text("m").startswith("sept") else hit.number("m") or 0


def _numeric(hit: Hit) -> Readings:
    parts = hit.value("core")
    assert isinstance(parts, tuple)
    year, month, day, *clock = (int(part or 0) for part in parts)
    if month > 12 >= day:
        month, day = day, month
    if not possible(month, day, year) or not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    reading = Reading(start=hit.start, end=hit.end, kind="date", year=year, month=month, day=day)
    if clock:
        if clock[0] > 24 or clock[1] > 59:
            return ()
        reading.clock = (clock[0] % 24, clock[1])
    return [reading]


def _day(hit: Hit) -> Readings:
    day, month, year, end = hit.number("d") or 0, _month_of(hit), hit.number("y"), hit.end
    if hit.has("y2"):
        if re.fullmatch(r"0\d{3}|\d{5,}", hit.text("y2")):
            return ()  # `5 mars 0001`: a year that is none, and no day of another
        year = guards.short_year(hit)
        end = hit.end if year else hit.ends("m")
    if not hit.has("y") and end == hit.end and hit.text("m").endswith(".") and not guards.abbreviated(hit):
        end -= 1
    if not possible(month, day, year) or guards.no_day(hit):
        return ()
    point = _pointed(hit)
    weekday = hit.number("wd")
    return [
        Reading(start=hit.start, end=end, kind="date", year=year, month=month, day=day, weekday=weekday, point=point)
    ]


def _day_with_comma(hit: Hit) -> Readings | None:
    """`lundi, 4 juillet, 2016`, as some sites date their pages."""
    return None if guards.no_year_apart(hit) else _day(hit)


def _slashed_day(hit: Hit) -> Readings:
    parts = hit.value("core")
    assert isinstance(parts, tuple)
    day, month = (int(part or 0) for part in parts)
    if not possible(month, day, None) or guards.fraction(hit):
        return ()
    return [Reading(start=hit.start, end=hit.end, kind="date", month=month, day=day)]


def _slashed_month(hit: Hit) -> Readings:
    parts = hit.value("core")
    assert isinstance(parts, tuple)
    month, year = (int(part or 0) for part in parts)
    if not (1 <= month <= 12 and 1900 <= year <= LAST_YEAR) or guards.numbered(hit):
        return ()
    return [Reading(start=hit.start, end=hit.end, kind="month", month=month, year=year)]


def _month(hit: Hit) -> Readings:
    year, end = hit.number("y"), hit.end
    if hit.has("y2"):
        year = guards.short_year(hit)
        if year is None:
            return None
    if not hit.has("y") and guards.name_of_month(hit):
        return ()
    if hit.text("m") == "sept" and not hit.has("y"):
        return None  # the number, but for `sept 2024` and `sept.`
    licensed = hit.has("lead") and (hit.text("lead") not in ("de", "d'", "à", "a") or not hit.capitalised())
    licensed = licensed or (not hit.capitalised() and hit.alone())
    weak = not (hit.has("y") or hit.has("y2") or hit.has("p") or hit.has("mois") or licensed)
    month = _month_of(hit)
    return [Reading(start=hit.start, end=end, kind="month", month=month, year=year, point=_pointed(hit), weak=weak)]


def _part(hit: Hit) -> Readings:
    """`premier trimestre`, `second semestre`: parts of a year; the last one is the fourth, or the second."""
    unit = {"Q": "Q", "HY": "H"}.get(str(hit.value("unit")))
    count = {"Q": 4, "H": 2}.get(unit or "", 0)
    number = hit.number("n") or 0
    if unit is None or number > count:
        return None
    if hit.has("last"):
        return [
            Reading(
                start=hit.start, end=hit.end, kind="last part", part=(unit, count), shift=(-1, str(hit.value("unit")))
            )
        ]
    return [Reading(start=hit.start, end=hit.end, kind="part", part=(unit, number))]


def _coded_part(hit: Hit) -> Readings:
    value = hit.value("core")
    assert isinstance(value, tuple)
    return [Reading(start=hit.start, end=hit.end, kind="part", part=(str(value[0]), int(value[1] or 0)), weak=True)]


def _nth(hit: Hit) -> Readings:
    """`dernière semaine`, `premier lundi`, `première quinzaine`, `troisième jour`: a date inside a month only."""
    unit = "fortnight" if hit.has("fortnight") else str(hit.value("unit")) if hit.has("unit") else None
    if unit not in ("fortnight", "D", "W", "WE", None):
        return None
    nth = -1 if hit.has("last") else hit.number("n")
    mod = None if unit != "fortnight" else "START" if nth == 1 else "END"
    weekday = hit.number("wd")
    return [Reading(start=hit.start, end=hit.end, kind="nth", nth=nth, unit=unit, weekday=weekday, weak=True, mod=mod)]


def _numbered_week(hit: Hit) -> Readings:
    number = hit.number("n") or 0
    if hit.value("unit") != "W" or not 1 <= number <= 53:
        return None
    return [Reading(start=hit.start, end=hit.end, kind="part", part=("W", number))]


def _season(hit: Hit) -> Readings:
    if guards.no_season(hit):
        return ()
    season = str(hit.value("s"))
    weak = not (hit.has("lead") or hit.has("p") or hit.has("dem") or hit.has("next"))
    shift = None if not hit.has("dem") else (0, "Y")
    return [
        Reading(
            start=hit.start, end=hit.end, kind="season", part=("S", season), point=_pointed(hit), shift=shift, weak=weak
        )
    ]


def _decade(hit: Hit) -> Readings:
    year = _first_year(hit.number("n"))
    if not guards.several_years(hit) or year is None:
        return None
    kind = "year" if guards.first_of_years(hit) else "decade"
    return [Reading(start=hit.start, end=hit.end, kind=kind, year=year)]


def _second_decade(hit: Hit) -> Readings:
    """The later of two: `les années 60 et 70`."""
    first, year = _first_year(hit.number("first")), _first_year(hit.number("n"))
    if not guards.several_years(hit) or first is None or year is None or first >= year or guards.counted(hit):
        return None
    return [Reading(start=hit.start, end=hit.end, kind="decade", year=year)]


def _further_decades(hit: Hit) -> Readings:
    """The last two of three: `les années 1990, 2000 et 2010`."""
    years = [_first_year(hit.number(name)) for name in ("first", "n", "third")]
    told = [year for year in years if year is not None]
    if not guards.several_years(hit) or len(told) < len(years) or sorted(set(told)) != told or guards.counted(hit):
        return None
    spans = zip(("n", "third"), told[1:], strict=True)
    return [Reading(start=hit.begins(name), end=hit.ends(name), kind="decade", year=year) for name, year in spans]


def _first_year(value: int | None) -> int | None:
    """The year that a decade begins with, told in full or by its last two digits; None for a number of none."""
    if value is not None and value < 100:
        value += 1900 if value >= 20 else 2000
    return value if value is not None and value % 10 == 0 and FIRST_YEAR <= value < LAST_YEAR else None


def _century(hit: Hit) -> Readings:
    number = hit.number("n")
    if hit.value("unit") != "CE" or number is None or not 1 <= number <= 22 or hit.after(7) == " avant ":
        return None
    return [Reading(start=hit.start, end=hit.end, kind="century", nth=number)]


def _century_before(hit: Hit) -> Readings:
    """The first of two: `les XIXe et XXe siècles`."""
    number = hit.number("n")
    if number is None or hit.value("unit") != "CE" or not 1 <= number <= 22:
        return None
    return [Reading(start=hit.start, end=hit.end, kind="century", nth=number)]


def _year(hit: Hit) -> Readings:
    if hit.has("unit") and (hit.value("unit") != "Y" or guards.several_years(hit) or hit.text("unit") == "ans"):
        return None
    if guards.no_year(hit):
        return ()
    weak = not hit.has("unit") and guards.unlicensed_year(hit)
    return [Reading(start=hit.start, end=hit.end, kind="year", year=hit.number("y"), weak=weak)]


def _weekday(hit: Hit) -> Readings:
    if guards.no_weekday(hit):
        return ()
    day = hit.number("d")
    if day is not None and not 1 <= day <= 31:
        return None
    end = hit.end
    if day is not None and guards.counted(hit):  # `a reçu mardi deux ministres`
        end, day = hit.ends("wd"), None
    point = 0 if hit.has("dem") and not hit.has("p") else _pointed(hit)
    shift = (7 * (2 if hit.number("days") in (15, 2) else 1), "D") if hit.has("days") else None
    return [
        Reading(start=hit.start, end=end, kind="weekday", weekday=hit.number("wd"), day=day, point=point, shift=shift)
    ]


def _bare_day(hit: Hit) -> Readings:
    """`le 8`: a day of the month told before, or of this one."""
    if not 1 <= (hit.number("d") or 0) <= 31 or guards.no_bare_day(hit):
        return None
    if hit.capitalised() or hit.text("lead") == "les":  # `les Vingt-Sept`, `les 27`: those who are so many
        return None
    return [Reading(start=hit.start, end=hit.end, kind="day", day=hit.number("d"), point=_pointed(hit))]


def _bounding_day(hit: Hit) -> Readings:
    """`à partir du 25`, `jusqu'au 25`."""
    if not guards.bounded(hit) or not 1 <= (hit.number("d") or 0) <= 31 or guards.no_bare_day(hit):
        return None
    return [Reading(start=hit.start, end=hit.end, kind="day", day=hit.number("d"))]


def _days_between(hit: Hit) -> Readings:
    """`du 13 au 18`: days of the month told before, or of this one."""
    days = hit.number("d") or 0, hit.number("d2") or 0
    if hit.text("from") != "du" or hit.text("to") != "au" or not 1 <= days[0] < days[1] <= 31:
        return None
    if guards.no_days_between(hit):
        return None
    second = hit.tokens.starts[hit.match.start("d2")]
    return [
        Reading(start=hit.start, end=hit.ends("d"), kind="day", day=days[0]),
        Reading(start=second, end=hit.end, kind="day", day=days[1]),
    ]


def _weak_day(hit: Hit) -> Readings:
    if not 1 <= (hit.number("d") or 0) <= 31 or guards.counted(hit):
        return None
    if hit.tokens.codes[hit.claimed[0]] in codes_of("ordinal") and not hit.text("d")[0].isdigit():
        return None
    return [Reading(start=hit.start, end=hit.end, kind="day", day=hit.number("d"), weak=True)]


def _campaign(hit: Hit) -> Readings:
    """`année universitaire 2023-2024`, `exercice 2024-2025`: one year that is not that of the calendar."""
    named = _CAMPAIGN.search(hit.text("core"))
    first, last = hit.number("y") or 0, hit.number("y2") or 0
    if named is None or last != first + 1:
        return None
    return [Reading(start=hit.start + named.start(), end=hit.end, kind="campaign", year=first)]


def _short_span(hit: Hit) -> Readings:
    """`2024-25`: two years, the second in two digits."""
    first, short = hit.number("y") or 0, hit.text("y2")
    last = first // 100 * 100 + (hit.number("y2") or 0)
    if len(short) != 2 or not first < last <= first + 10 or hit.end - hit.start != 7 or guards.no_year(hit):
        return None
    middle = hit.ends("y")
    return [
        Reading(start=hit.start, end=middle, kind="year", year=first),
        Reading(start=middle + 1, end=hit.end, kind="year", year=last),
    ]


def _holiday(hit: Hit) -> Readings:
    if guards.name_of_feast(hit):
        return ()
    return [Reading(start=hit.start, end=hit.end, kind="holiday", holiday=str(hit.value("f")), year=hit.number("y"))]


_MONTH = "m:(month | (abbr|sept) dot?)"
_OF_YEAR = "(de? (le? unit)? y:YEAR | p:(next|last) | y2:(digits|small))"
_LICENCE = "(en|depuis|since|avant|apres|vers|jusque (en|a)?|ici (en|a)?|mod dash? OF? le?|courant|about|pour|de|a)"

CALENDAR_RULES = (
    Rule("core:stamp", _numeric),
    Rule("core:iso", _numeric),
    Rule(f"core:((wd:weekday comma?)? d:DAY {_MONTH} comma y:YEAR)", _day_with_comma),
    Rule(
        f"core:((wd:weekday comma?)? d:DAY de? {_MONTH} {_OF_YEAR}?)",
        _day,
    ),
    Rule("core:dm", _slashed_day),
    Rule("core:my", _slashed_month),
    Rule("core:((n:ORD|last:last) (unit:unit))", _part),
    Rule("core:quartercode", _coded_part),
    Rule("core:((n:ORD|last:last) (fortnight:fortnight|unit:unit|wd:weekday))", _nth),
    Rule("core:(unit:unit n:(digits|small)) ", _numbered_week),
    Rule("core:(n:ORD unit:unit)", _numbered_week),
    Rule(
        f"lead:{_LICENCE}? core:((mois:unit OF)? {_MONTH} {_OF_YEAR}?)",
        _month,
    ),
    Rule("core:(f:holiday ((en|de)? y:YEAR)?)", _holiday),
    Rule("unit:unit first:NUM comma core:(n:NUM comma? (et|a) third:NUM)", _further_decades),
    Rule("unit:unit first:NUM (et|a|dash) core:(n:NUM)", _second_decade),
    Rule("core:(unit:unit n:NUM)", _decade),
    Rule("core:(n:ORD) (et|a|comma|dash) le? (ORD (et|a))? ORD unit:unit", _century_before),
    Rule("core:(n:ORD unit:unit)", _century),
    Rule(
        "lead:(le|en|a|avant|apres|depuis|since|ici|jusque (a|en)?|chaque)? core:(dem:dem? s:season p:(next|last)?)",
        _season,
    ),
    Rule("core:(y:YEAR (dash|slash) y2:(digits|small))", _short_span),
    Rule("core:((unit:unit|x) x? y:YEAR (dash|slash) y2:YEAR)", _campaign),
    Rule("core:((unit:unit) y:YEAR)", _year),
    Rule("core:(y:YEAR)", _year),
    Rule("core:(dem:dem? wd:weekday (p:(next|last|after|before) | en days:(digits|wordday) | d:DAY)?)", _weekday),
    Rule("lead:le core:(d:(digits|dayord|wordday) (courant|p:(next|last))?)", _bare_day),
    Rule("core:(d:(digits|dayord|wordday))", _bounding_day),
    Rule("from:de core:(d:(digits|dayord|wordday) to:a d2:(digits|wordday))", _days_between),
    Rule("core:(d:(digits|dayord|wordday|first|sept|ordinal))", _weak_day),
)
