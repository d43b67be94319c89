"""Rules of durations, of what recurs, of hours and parts of a day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplo_extract.timex import guards
from diplo_extract.timex.reading import Reading
from diplo_extract.timex.rules import Hit, Rule

__all__ = ["MEASURE_RULES"]

Readings = Iterable[Reading] | None


def duration_value(count: float | str, unit: str) -> str:
    """The ISO 8601 duration of a count of units: `P9M`, `PT2H`, `P1Y6M`, `PXD` for some days."""
    if isinstance(count, float) and not count.is_integer():
        whole, half = int(count), count - int(count) == 0.5
        if half and unit in ("Y", "D", "DE", "CE"):
            more = {"Y": "6M", "D": "T12H", "DE": "5Y", "CE": "50Y"}[unit]
            return (
                f"P{whole * {'DE': 10, 'CE': 100}.get(unit, 1)}{'D' if unit == 'D' else 'Y'}{more}"
                if whole and unit in ("Y", "D")
                else (
                    f"P{whole * {'DE': 10, 'CE': 100}[unit] + {'DE': 5, 'CE': 50}[unit]}Y"
                    if unit in ("DE", "CE")
                    else f"P{more}"
                )
            )
        if half and unit == "H":
            return f"PT{whole}H30M" if whole else "PT30M"
        return f"PT{count:g}{unit[0]}" if unit in ("H", "MIN", "S") else f"P{count:g}{unit}"
    number = count if isinstance(count, str) else f"{int(count)}"
    if unit in ("H", "MIN", "S"):
        return f"PT{number}{unit[0]}"
    scale, letter = {"Q": (3, "M"), "HY": (6, "M"), "DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y")}.get(
        unit, (1, unit)
    )
    if scale > 1:
        return (
            f"P{int(number) * scale}{letter}" if number != "X" else f"PX{letter if unit not in ('DE', 'CE') else unit}"
        )
    return f"P{number}{letter}"


def _duration(hit: Hit) -> Readings:
    unit = str(hit.value("unit"))
    count = hit.value("n")
    if hit.has("few"):
        count = "X"
    if not isinstance(count, (int, float, str)) or guards.no_duration(hit, unit):
        return ()
    if isinstance(count, (int, float)):
        count = float(count)
        count += 0.5 if hit.has("half") else 0.25 if hit.has("quarter") else 0
        if hit.has("before_half"):
            count = 0.5 * (1 if count == 1 else count)
    value = duration_value(count, unit)
    if hit.has("n2") and isinstance(hit.value("n2"), int):
        value = _compound(value, duration_value(float(hit.number("n2") or 0), str(hit.value("unit2"))))
    return [Reading(start=hit.start, end=hit.end, kind="duration", value=value, unit=unit)]


def _compound(value: str, more: str) -> str:
    """`un an et trois mois`: P1Y and P3M make P1Y3M."""
    if "T" in value:
        return value + more.removeprefix("PT") if more.startswith("PT") else value
    return value + more.removeprefix("P")


def _halved(hit: Hit) -> Readings:
    """`une demi-heure`, `un demi-siècle`, `un quart de siècle`."""
    unit = str(hit.value("unit"))
    share = 0.25 if hit.has("quarter") else 0.5
    if unit == "H":
        value = "PT15M" if hit.has("quarter") else "PT30M"
    elif unit == "CE":
        value = f"P{int(100 * share)}Y"
    elif unit == "D" and not hit.has("quarter"):
        value = "PT12H"
    else:
        return None
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
    numbers = [hit.value("n"), hit.value("n2")]
    if not all(isinstance(number, int) for number in numbers) or guards.no_duration(hit, unit):
        return ()
    first, second = (duration_value(float(number), unit) for number in numbers if isinstance(number, (int, float)))
    split = hit.tokens.starts[hit.match.start("n2")]
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
    clock = hit.value("c")
    if isinstance(clock, tuple):
        hour, minute = clock
        value = f"{value.removesuffix('T' + str(hit.value('dp')))}T{hour:02}:{minute:02}"
    return [Reading(start=hit.start, end=hit.end, kind="set", value=value)]


def _adjective(hit: Hit) -> Readings:
    if re.search(r"[«\"]\s*$", hit.before(3)) or (hit.capitalised() and not hit.text("e").endswith("ment")):
        return ()
    return [Reading(start=hit.start, end=hit.end, kind="set", value=str(hit.value("e")))]


def _clock(hit: Hit) -> Readings:
    """`11 heures 30`, `9h45`, `midi`, with `du matin`, `du soir`."""
    if hit.has("c"):
        value = hit.value("c")
        assert isinstance(value, tuple)
        hour, minute = int(value[0] or 0), int(value[1] or 0)
        lone = re.fullmatch(r"\d{1,2} ?h", hit.text("c")) is not None
        if lone and not hit.has("lead"):
            if re.match(r"\s*/\s*\d", hit.after(4)):
                return ()
            value_ = f"PT{hour}H"
            return [Reading(start=hit.start, end=hit.end, kind="duration", value=value_, unit="H")]
        if not lone and ":" in hit.text("c") and guards.score(hit):
            return ()
    elif hit.has("noon"):
        if guards.south(hit):
            return ()
        hour, minute = hit.number("noon") or 0, hit.number("min") or (30 if hit.has("half") else 0)
    else:
        told = hit.number("n")
        if told is None or hit.value("unit") != "H":
            return None
        hour, minute = told, hit.number("min") or (30 if hit.has("half") else 0)
        if not hit.has("lead") and not hit.has("min") and not hit.has("dp") and not hit.has("local"):
            return None
        if re.match(r"\s+(?:de|d'|par|supplémentaires?|consécutives?)\b", hit.after(8)) and not hit.has("local"):
            return None
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if hit.has("dp") and hit.value("dp") in ("AF", "EV") and 0 < hour < 12:
        hour += 12
    return [Reading(start=hit.start, end=hit.end, kind="clock", clock=(hour % 24, minute))]


def _daypart(hit: Hit) -> Readings:
    part = str(hit.value("dp"))
    if hit.has("dem") and hit.text("dem") != "ces":
        return [Reading(start=hit.start, end=hit.end, kind="daypart", daypart=part, shift=(0, "D"))]
    if hit.text("dp").endswith("s") or guards.no_daypart(hit):
        return ()
    return [Reading(start=hit.start, end=hit.end, kind="daypart", daypart=part, weak=not guards.told_daypart(hit))]


_N = "n:(digits|small|year|wordday|wordbig|wordyear|un|decimal|sept)"
_LEAD = "(a|vers|about|since|avant|apres|jusque a|entre|de|et|ici)"

MEASURE_RULES = (
    Rule("core:(chaque unit:unit)", _set),
    Rule("core:((chaque|tous le) wd:weekday (a c:clock)?)", _every),
    Rule("core:((chaque|tous le) dp:daypart (a c:clock)?)", _every),
    Rule("core:(chaque (d:DAY)? m:month)", _every),
    Rule("core:(chaque s:season)", _every),
    Rule("core:(tous le n:(digits|wordday|sept)? unit:unit)", _set),
    Rule("core:((few|digits|wordday|un|sept|plus) fois (par|chaque|le|dem) unit:unit)", _set),
    Rule("core:((few|digits|wordday|un|sept) fois tous le n:(digits|wordday|sept)? unit:unit)", _set),
    Rule("core:(par unit:unit)", _set),
    Rule("core:(un (unit:unit) sur n:(wordday|digits))", _set),
    Rule("core:(un wd:weekday sur (wordday|digits))", _every),
    Rule("core:(e:every)", _adjective),
    Rule("core:(un? (half:half|quarter:(quarter|quarters) OF) dash? unit:unit)", _halved),
    Rule(
        f"lead:{_LEAD}? le? core:(n:(digits|wordday|un|sept) (unit:unit) (min:(digits|small|wordday|wordbig) (unit)?|et half:half)?) (OF le? dp:daypart|local:local)?",
        _clock,
    ),
    Rule(
        "lead:(a|vers|about|since|avant|apres|jusque a|entre|de|et|ici)? le? core:(c:clock) (OF le? dp:daypart)?",
        _clock,
    ),
    Rule("core:(noon:noon (et half:half|min:(digits|small|wordday|wordbig))?)", _clock),
    Rule(
        f"core:({_N} a (n2:(digits|small|wordday|wordbig|sept)) (unit:unit))".replace("core:(n:", "core:((n:").replace(
            "|sept) a", "|sept)) a"
        ),
        _first_of_two,
    ),
    Rule("core:(n:quantity OF unit:unit)", _duration),
    Rule(f"core:({_N} (half:half) (unit:unit))".replace("(half:half)", "et half:half"), _duration),
    Rule(
        f"core:({_N} (next|last)? unit:unit (et half:half|et un quarter:quarter|et? n2:(digits|wordday|sept|un) unit2:unit)?)",
        _duration,
    ),
    Rule("core:(few:few unit:unit)", _duration),
    Rule("core:(tout le unit:unit)", _whole),
    Rule("core:(unit:unit whole)", _whole),
    Rule("core:(dem:dem dp:daypart)", _daypart),
    Rule("core:(dp:daypart)", _daypart),
)
