"""Rules of durations, of what recurs, of hours and parts of a day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplo_extract.timex import guards
from diplo_extract.timex.reading import Reading
from diplo_extract.timex.rules import Hit, Rule

__all__ = ["MEASURE_RULES"]

Readings = Iterable[Reading] | None


_SCALES = {"Q": (3, "M"), "HY": (6, "M"), "DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y")}
_HALVES = {"Y": "6M", "D": "T12H"}


def duration_value(count: float | None, unit: str) -> str:
    """The ISO 8601 duration of a count of units: `P9M`, `PT2H`, `P1Y6M`; `PXD` where the count is not told."""
    if unit in ("H", "MIN", "S"):
        return f"PT{_spelt(count)}{unit[0]}" if unit != "H" or count is None else _hours_value(count)
    scale, letter = _SCALES.get(unit, (1, unit))
    if count is None:
        return f"PX{unit if unit in ('DE', 'CE') else letter}"
    whole = int(count * scale)
    if count * scale - whole == 0.5 and letter in _HALVES:
        return f"P{f'{whole}{letter}' if whole else ''}{_HALVES[letter]}"
    return f"P{_spelt(count * scale)}{letter}"


def _hours_value(count: float) -> str:
    hours, minutes = divmod(round(count * 60), 60)
    return f"PT{f'{hours}H' if hours or not minutes else ''}{f'{minutes}M' if minutes else ''}"


def _spelt(count: float | None) -> str:
    return "X" if count is None else f"{count:g}" if count < 100_000 else f"{count:.0f}"


def _duration(hit: Hit) -> Readings:
    unit = str(hit.value("unit"))
    if guards.no_duration(hit, unit):
        return ()
    count = hit.value("n")
    if hit.has("few"):
        value = duration_value(None, unit)
    elif isinstance(count, (int, float)):
        share = 0.5 if hit.has("half") else 0.25 if hit.has("quarter") else 0
        value = duration_value(count + share, unit)
    else:
        return ()
    if hit.has("n2"):
        value = _compound(value, duration_value(hit.number("n2"), str(hit.value("unit2"))))
    return [Reading(start=hit.start, end=hit.end, kind="duration", value=value, unit=unit)]


def _compound(value: str, more: str) -> str:
    """`un an et trois mois`: P1Y and P3M make P1Y3M."""
    if "T" in value:
        return value + more.removeprefix("PT") if more.startswith("PT") else value
    return value + more.removeprefix("P")


def _halved(hit: Hit) -> Readings:
    """`une demi-heure`, `un demi-siècle`, `un quart de siècle`."""
    unit = str(hit.value("unit"))
    if unit not in ("H", "CE", "D", "DE"):
        return None
    value = duration_value(0.25 if hit.has("quarter") else 0.5, unit)
    if re.search(r"\d\s*$", hit.before(3)):
        return None
    return [Reading(start=hit.start, end=hit.end, kind="duration", value=value, unit=unit)]


def _whole(hit: Hit) -> Readings:
    """`toute la journée`, `l'année entière`."""
    unit = str(hit.value("unit"))
    if unit not in ("D", "W", "M", "Y", "WE", "CE", "HY") or (hit.text("unit").endswith("s") and unit != "M"):
        return None
    return [Reading(start=hit.start, end=hit.end, kind="duration", value=duration_value(1.0, unit), unit=unit)]


def _first_of_two(hit: Hit) -> Readings:
    """`de 18 à 13 jours`: the first measure takes the unit of the second."""
    unit = str(hit.value("unit"))
    numbers = [hit.number("n") or 0, hit.number("n2") or 0]
    if not all(numbers) or guards.no_duration(hit, unit):
        return ()
    first, second = (duration_value(number, unit) for number in numbers)
    split = hit.tokens.starts[hit.match.start("n2")]
    if unit == "H" and re.search(r"\b(?:de|entre) $", hit.before(8)) and all(hour <= 24 for hour in numbers):
        return [
            Reading(start=hit.start, end=hit.ends("n"), kind="clock", clock=(numbers[0] % 24, 0)),
            Reading(start=split, end=hit.end, kind="clock", clock=(numbers[1] % 24, 0)),
        ]
    return [
        Reading(start=hit.start, end=hit.ends("n"), kind="duration", value=first, unit=unit),
        Reading(start=split, end=hit.end, kind="duration", value=second, unit=unit),
    ]


def _set(hit: Hit) -> Readings:
    unit = str(hit.value("unit"))
    count = hit.number("n") or 1
    if unit == "WE":
        return [Reading(start=hit.start, end=hit.end, kind="set", value="XXXX-WXX-WE")]
    return [Reading(start=hit.start, end=hit.end, kind="set", value=duration_value(float(count), unit))]


def _every(hit: Hit) -> Readings:
    """`chaque lundi`, `tous les matins`, `chaque été`, `chaque 4 juillet`."""
    if hit.has("wd"):
        value = f"XXXX-WXX-{hit.value('wd')}"
    elif hit.has("m"):
        month = hit.number("m") or 0
        value = f"XXXX-{month:02}" + (f"-{hit.number('d'):02}" if hit.has("d") else "")
    elif hit.has("s"):
        value = f"XXXX-{hit.value('s')}"
    else:
        value = f"XXXX-XX-XXT{hit.value('dp')}"
    return [Reading(start=hit.start, end=hit.end, kind="set", value=value)]


def _adjective(hit: Hit) -> Readings:
    if re.search(r"[«\"]\s*$|\b(?:le|l'|un|du|cet) ?$", hit.before(6)) or (
        hit.capitalised() and not hit.text("e").endswith("ment")
    ):
        return ()
    return [Reading(start=hit.start, end=hit.end, kind="set", value=str(hit.value("e")))]


def _clock(hit: Hit, hour: int, minute: int) -> Readings:
    """An hour of the day; `du soir` and `de l'après-midi` make it one after noon."""
    if hit.value("dp") in ("AF", "EV") and 0 < hour < 12:
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return [Reading(start=hit.start, end=hit.end, kind="clock", clock=(hour % 24, minute))]


def _marked_clock(hit: Hit) -> Readings:
    """`9h45`, `22:55`; `48h` without a preposition of time is a measure."""
    value, text = hit.value("c"), hit.text("c")
    if not isinstance(value, tuple) or guards.score(hit):
        return ()
    hour, minute = int(value[0] or 0), int(value[1] or 0)
    if text.endswith("h") and not (_at(hit) or _ZONE.match(hit.after(9))):
        if re.match(r"\s*/\s*\d", hit.after(4)):
            return ()
        return [Reading(start=hit.start, end=hit.end, kind="duration", value=f"PT{hour}H", unit="H")]
    return _clock(hit, hour, minute)


def _noon(hit: Hit) -> Readings:
    if guards.south(hit):
        return ()
    return _clock(hit, hit.number("noon") or 0, _minutes(hit))


def _hours(hit: Hit) -> Readings:
    """`à 11 heures`, `11 heures 30`, `8 heures du matin`, `10 heures locales`: an hour, not a number of hours."""
    hour = hit.number("n")
    if hour is None or hit.value("unit") != "H":
        return None
    told = (
        _ZONE.match(hit.after(9))
        or hit.has("min")
        or hit.has("dp")
        or hit.has("local")
        or re.match(r"\s+(?:ce|cet|hier|demain) ", hit.after(8))
    )
    if not told and (
        not _at(hit) or re.match(r"\s+(?:de|d'|par|suppl[ée]mentaires?|cons[ée]cutives?)\b", hit.after(18))
    ):
        return None
    return _clock(hit, hour, _minutes(hit))


def _minutes(hit: Hit) -> int:
    return hit.number("min") or (30 if hit.has("half") else 0)


_ZONE = re.compile(r"\s*\(?(?:gmt|utc|tu|heure)\b")
_AROUND = re.compile(r"\b(?:autour|aux alentours|aux environs) d[e']\s*$")


def _at(hit: Hit) -> bool:
    """Whether a preposition before an hour tells when, not how long: `de` and `entre` do before a second hour."""
    lead = hit.text("lead")
    if _AROUND.search(hit.before(20)):
        return True
    if lead in ("de", "d'", "entre"):
        return re.match(r"(?:\s*\d{2})?\s+(?:à|et)\s+\d{1,2}\s?(?:h\b|h\d|heures?)", hit.after(20)) is not None
    if lead == "et":
        return re.search(r"\bentre\s+\d{1,2}\s?h\w*(?:\s\d{2})?\s+et $", hit.before(24)) is not None
    return lead != ""


def _daypart(hit: Hit) -> Readings:
    part = str(hit.value("dp"))
    if hit.has("dem") and hit.text("dem") != "ces":
        return [Reading(start=hit.start, end=hit.end, kind="daypart", daypart=part, shift=(0, "D"))]
    if hit.has("last"):
        return [Reading(start=hit.start, end=hit.end, kind="daypart", daypart=part, shift=(-1, "D"))]
    if hit.text("dp").endswith("s") or guards.no_daypart(hit):
        return ()
    return [Reading(start=hit.start, end=hit.end, kind="daypart", daypart=part, weak=not guards.told_daypart(hit))]


_COUNT = "n:(digits|small|year|wordday|wordbig|wordyear|un|decimal|sept)"
_SMALL = "(digits|small|wordday|wordbig|sept)"
_LEAD = "(a|vers|about|since|avant|apres|jusque a|ici|entre|de|et)"
_DAYPART = "(OF le? dp:daypart)"

MEASURE_RULES = (
    Rule("core:(chaque unit:unit)", _set),
    Rule("core:((chaque|tous le n:(digits|wordday)?) wd:(weekday|weekdays))", _every),
    Rule("core:((chaque|tous le) dp:daypart)", _every),
    Rule("core:(chaque d:DAY? m:month)", _every),
    Rule("core:(chaque s:season)", _every),
    Rule("core:(tous le n:(digits|small|wordday|wordbig|sept)? unit:unit)", _set),
    Rule("core:((few|digits|wordday|un|sept|plus) fois (par|chaque|le|dem) unit:unit)", _set),
    Rule("core:((few|digits|wordday|un|sept) fois tous le n:(digits|wordday|sept)? unit:unit)", _set),
    Rule("core:(par unit:unit)", _set),
    Rule("core:(un unit:unit sur n:(wordday|digits))", _set),
    Rule("core:(un wd:weekday sur (wordday|digits))", _every),
    Rule("le core:(wd:weekdays)", _every),
    Rule("core:(e:every)", _adjective),
    Rule(f"core:({_COUNT} et half:half unit:unit)", _duration),
    Rule("core:((half:half|quarter:(quarter|quarters) OF) dash? unit:unit)", _halved),
    Rule(f"core:(n:{_SMALL} a n2:{_SMALL} unit:unit)", _first_of_two),
    Rule(
        f"lead:{_LEAD}? le? core:(n:(digits|wordday|un|sept) unit:unit (min:{_SMALL} unit?|et half:half)? {_DAYPART}?)"
        " local:local?",
        _hours,
    ),
    Rule(f"lead:{_LEAD}? le? core:(c:clock {_DAYPART}?)", _marked_clock),
    Rule(f"core:(noon:noon (et half:half|min:{_SMALL})?)", _noon),
    Rule("core:(n:quantity OF unit:unit)", _duration),
    Rule(
        f"core:({_COUNT} (next|last)? unit:unit"
        " (et half:half|et un quarter:quarter|et? n2:(digits|wordday|sept|un) unit2:unit)?)",
        _duration,
    ),
    Rule("core:(few:few unit:unit)", _duration),
    Rule("core:(tout le unit:unit)", _whole),
    Rule("core:(unit:unit whole)", _whole),
    Rule("core:(dem:dem dp:daypart)", _daypart),
    Rule("core:(dp:daypart last:last)", _daypart),
    Rule("core:(dp:daypart)", _daypart),
)
"""The grammar of measures, in order of priority."""
