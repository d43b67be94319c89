"""Joins what the rules read: small parts to large ones, parts of a day to days, ranges and lists with ellipsis."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplo_extract.timex.reading import Reading
from diplo_extract.timex.tokens import Tokens

__all__ = ["compose"]

_STAMP = re.compile(r"[ ]*[,/|—-]?[ ]*")
_OF = re.compile(r"\s+(?:(?:de|du|d'|en|des)\s*)?(?:(?:la|le|l')\s*)?")
_OF_DAY = re.compile(r"\s+(?:de|du|d'|des)\s*(?:(?:la|le|l')\s*)?")
_AT = re.compile(
    r"[ ]*,?\s*(?:(?:dans|en|au|à|tard dans|plus tard dans)\s+)?(?:(?P<mod>début|milieu|fin)\s+d[e']\s*)?"
    r"(?:(?:la|le|l')\s*)?"
)
_NIGHT = re.compile(r"\s+(?:au|à)\s+(?:le\s+|la\s+)?")
_OFFSET = re.compile(r"\s+(?:après|avant)\s+(?:(?:la|le|l')\s*)?")
_HOUR = re.compile(r"\s*(?:\(?heures?[^.;\n]{0,20}\)?)?\s*,?\s*(?:(?:le|ce|du|de|d')\s*)?")
_AT_HOUR = re.compile(r"\s*,?\s*(?:à|vers|dès|après|avant|de|entre|aux alentours de|aux environs de|autour de)?\s*")
_OF_HOUR = re.compile(r"\s+(?:dans|de|du|en)\s*(?:(?:la|l')\s*)?")
_ENTRE = re.compile(r"\b(?:entre|d'entre)\s+(?:(?:la|le|les|l')\s*)?$")
_FROM = re.compile(r"\b(?:de|du|d'|des|depuis)\s*(?:(?:la|le|les|l')\s*)?$")
_TO = re.compile(r"\s+(?:au|à|a|aux|jusqu'au|jusqu'à|jusqu'en)\s+(?:(?:la|le|l')\s*)?")
_STRETCH = re.compile(r"\b(?:période|periode|années|annees|entre) $")
_DASH = re.compile(r"\s*(?:-|~|/)\s*")
_LIST = re.compile(
    r"\s*(?:,|\bet\b|\bou\b|\bpuis\b|,\s*puis\b|,\s*et\b|,\s*ainsi que\b|ainsi que)"
    r"\s*(?:(?:le|la|les|du|des|de|d'|en|au|à|l')\s*){0,2}"
)
_MOD = re.compile(
    r"(?:\b(?P<START>début|debut|commencement|première moitié|aube)|\b(?P<MID>milieu|mi)"
    r"|\b(?P<END>fin|terme|seconde moitié|deuxième moitié))"
    r"(?:\s?-\s?|\s+(?:(?:de|du|d'|des)\s*)?(?:(?:la|le|les|l')\s*)?)$"
)
_APART = re.compile(r",\s*(?:(?:le|la|du|au|en|de|des)\s|d')")
"""`le 12 mai, le 13 mars 2020`: the first may be of any year."""

_IN_LIST = re.compile(r"(?:\b(?:le|les|du|des|de|d'|entre|au|aux|en)\s*|[(\n]\s*|^\s*)$")

_IN_YEAR = ("month", "season", "part", "last part", "date", "holiday")
_CALENDAR = (
    "date",
    "month",
    "year",
    "day",
    "weekday",
    "part",
    "season",
    "shift",
    "decade",
    "century",
    "holiday",
    "last part",
)
_PARTIAL = ("date", "day", "weekday", "month", "part")
_STRETCHES = ("month", "year", "part", "last part", "season", "unit", "decade", "century", "shift", "daypart")


def compose(readings: Sequence[Reading], tokens: Tokens) -> list[Reading]:
    """The readings joined, in the order of the text; gone are those that are dates only beside others."""
    folded = tokens.folded
    joined = _offsets(_pairs(readings, folded), folded)
    for reading in joined:
        _modify(reading, folded)
    _chain(joined, folded)
    return [reading for reading in joined if not reading.weak]


def _pairs(readings: Sequence[Reading], folded: str) -> list[Reading]:
    """Neighbours that are one expression made one; what two make may join with the next."""
    out: list[Reading] = []
    for reading in readings:
        if out:
            before = out[-1]
            gap = folded[before.end : reading.start] if reading.start - before.end < 40 else "\n\n"
            if (
                before.daypart == "NI"
                and before.within is not None
                and reading.kind in ("date", "weekday", "day")
                and before.within.kind in ("day", "date", "weekday")
                and _NIGHT.fullmatch(gap)
            ):
                before.within.before, before.end = reading, reading.end
                _fill_left(before.within, reading)
                continue
            merged = "\n\n" not in gap and (_pair(before, reading, gap) or _header(before, reading, folded))
            if merged:
                out[-1] = merged
                continue
        out.append(reading)
    return out


def _header(a: Reading, b: Reading, folded: str) -> Reading | None:
    """`3 mai 2024 à 13:05` in a line of its own, as the header of a page, or None."""
    end = folded.find("\n", b.end)
    around = folded[folded.rfind("\n", 0, a.start) + 1 : a.start] + folded[b.end : end if end >= 0 else len(folded)]
    alone = not around.strip(" |-") and folded[a.end : b.start].strip() == "à"
    return _with_hour(a, b, " ") if alone else None


def _pair(a: Reading, b: Reading, gap: str) -> Reading | None:
    """The expression that two neighbours make, or None."""
    return _with_stretch(a, b, gap) or _with_daypart(a, b, gap) or _with_hour(a, b, gap)


def _with_stretch(a: Reading, b: Reading, gap: str) -> Reading | None:
    """`été 2023`, `juin de l'année dernière`, `premier lundi de mai`, `semaine du 15 juillet`."""
    if _inside(a, b) and _OF.fullmatch(gap):
        a.within, a.end, a.weak = b, b.end, False
        b.lead = a.start  # the preposition inside the mention tells nothing about when it lies
        a.kind = "nth" if a.kind == "shift" else a.kind
        if b.kind == "year" and not b.mod and a.kind != "nth":
            a.year, a.within = b.year, None
        return a
    if a.kind == "unit" and a.shift in ((0, "W"), (0, "WE")) and b.kind == "date" and _OF_DAY.fullmatch(gap):
        return Reading(start=a.start, end=b.end, kind="week of", unit=a.shift[1], within=b)
    return None


def _with_daypart(a: Reading, b: Reading, gap: str) -> Reading | None:
    """`soirée du 5 mai`, `lundi matin`, `le 12 février en fin d'après-midi`; two mentions where a comma parts them."""
    if a.kind == "shift" and a.base == "anchor" and a.exact and _is_day(a) and _is_day(b) and _OF_DAY.fullmatch(gap):
        a.within, a.end = b, b.end
        return a
    if a.kind == "daypart" and a.shift is None and a.within is None and _is_day(b) and _OF_DAY.fullmatch(gap):
        b.lead = a.start
        return Reading(start=a.start, end=b.end, kind="daypart", daypart=a.daypart, within=b)
    at = _AT.fullmatch(gap)
    in_day = (b.kind == "daypart" and b.shift is None) or (b.kind == "unit" and b.shift == (0, "D"))
    if at and in_day and b.within is None and _is_day(a) and not a.weak:
        mod = {"début": "START", "milieu": "MID", "fin": "END"}.get(at["mod"] or "")
        if "," in gap:
            b.within, b.weak = a, b.weak and b.kind == "unit"
            return None
        if b.kind == "unit":
            if mod is None:
                return None
            a.mod, a.end = mod, b.end
            return a
        return Reading(start=a.start, end=b.end, kind="daypart", daypart=b.daypart, within=a, mod=mod)
    return None


def _with_hour(a: Reading, b: Reading, gap: str) -> Reading | None:
    """`3 mai 2024 13:05`, `demain à 15 heures`, `8 heures ce soir`, `6 h dans la soirée`, `tous les lundis à 16 h`.

    A day with its month keeps a mention of its own before `à 11 heures`; the hour then lies in it.
    """
    if b.clock is not None and b.kind == "clock":
        if a.kind == "date" and a.year and not a.clock and not a.daypart and _STAMP.fullmatch(gap):
            a.clock, a.end = b.clock, b.end
            return a
        if a.weak or not _AT_HOUR.fullmatch(gap):
            return None
        if a.kind == "set" and a.value and (a.value.startswith("X") or a.value == "P1D"):
            day = a.value.split("T")[0] if a.value != "P1D" else "XXXX-XX-XX"
            return Reading(start=a.start, end=b.end, kind="set", value=f"{day}T{b.clock[0]:02}:{b.clock[1]:02}")
        if a.kind == "daypart" and not a.mod:
            clock = _after_noon(b.clock, a.daypart)
            return Reading(start=a.start, end=b.end, kind="clock", clock=clock, shift=a.shift, within=a.within)
        if a.kind in ("weekday", "shift", "day") and _is_day(a):
            return Reading(start=a.start, end=b.end, kind="clock", clock=b.clock, within=a)
    free = b.kind == "daypart" and b.shift is None and b.within is None
    if a.kind == "clock" and a.clock is not None and free and _OF_HOUR.fullmatch(gap):
        a.clock, a.end = _after_noon(a.clock, b.daypart), b.end
        return a
    if a.clock is not None and a.kind == "clock" and a.within is None:
        if b.kind == "daypart" and b.shift and gap == " ":
            clock = _after_noon(a.clock, b.daypart)
            return Reading(start=a.start, end=b.end, kind="clock", clock=clock, shift=b.shift)
        if _is_day(b) and not b.weak and _HOUR.fullmatch(gap):
            a.within = b
    return None


def _after_noon(clock: tuple[int, int], daypart: str | None) -> tuple[int, int]:
    hour, minute = clock
    return (hour + 12 if daypart in ("AF", "EV") and 0 < hour < 12 else hour, minute)


def _inside(a: Reading, b: Reading) -> bool:
    """Whether `a` names a piece of a stretch such as `b`, which names the stretch."""
    if a.year is not None or a.within is not None or a.clock is not None or a.point is not None:
        return False
    unit = b.shift[1] if b.shift is not None and b.kind in ("shift", "unit") and not b.exact else None
    if a.kind in _IN_YEAR and (b.kind == "year" or unit == "Y"):
        return True
    if a.kind == "weekday":
        return unit == "W"
    if a.kind == "nth" or (a.nth == -1 and a.kind == "shift"):
        return b.kind == "month" or unit == "M" or (a.unit == "W" and (b.kind == "year" or unit == "Y"))
    return a.kind == "day" and unit == "M"


def _is_day(reading: Reading) -> bool:
    return (
        reading.kind in ("date", "weekday", "day", "holiday")
        or (reading.kind == "shift" and reading.shift is not None and reading.shift[1] == "D")
    ) and reading.clock is None


def _offsets(readings: list[Reading], folded: str) -> list[Reading]:
    """`trois jours après le 12 janvier` made one with its date; before anything else, a measure."""
    out: list[Reading] = []
    for reading in readings:
        before = out[-1] if out else None
        dated = (_is_day(reading) or reading.kind in ("month", "year")) and not reading.weak
        if before is not None and before.kind == "offset" and dated:
            gap = folded[before.end : reading.start] if reading.start - before.end < 24 else ""
            if _OFFSET.fullmatch(gap):
                before.kind, before.within, before.end = "shift", reading, reading.end
                continue
        out.append(reading)
    for reading in out:
        if reading.kind == "offset":
            reading.kind, reading.weak, reading.shift = "duration", False, None
    return out


def _modify(reading: Reading, folded: str) -> None:
    """Reads `début`, `mi-`, `fin de l'` before a stretch of time; they belong to the mention."""
    if (
        reading.kind not in _STRETCHES
        or reading.mod
        or (reading.kind == "shift" and reading.shift and reading.shift[1] == "D")
    ):
        return
    found = _MOD.search(folded, max(0, reading.start - 30), reading.start)
    if found and not (
        found["END"] == "fin"
        and re.search(r"\b(?:mettre|mis|met|mettra|mettant|prend|prendra|prit|pris) $", folded[: found.start()][-8:])
    ):
        reading.mod, reading.start, reading.weak = found.lastgroup, found.start(), False
        reading.half = "moitié" in found.group()


def _chain(readings: Sequence[Reading], folded: str) -> None:
    """Links ranges and lists: fills in what an ellipsis leaves out, marks ranges, saves bare numbers that are dates."""
    ranges = 0
    i = 0
    while i < len(readings):
        j = i
        links: list[str] = []
        while j + 1 < len(readings) and j - i < 30:
            link = _link(readings[j], readings[j + 1], folded)
            if link is None:
                break
            links.append(link)
            j += 1
        if links:
            ranges = _settle(readings[i : j + 1], links, folded, ranges)
        i = j + 1


def _link(a: Reading, b: Reading, folded: str) -> str | None:
    if b.start - a.end > 24:
        return None
    gap = folded[a.end : b.start]
    if a.kind == "clock" and b.kind == "clock":
        hours_between = _LIST.fullmatch(gap) and _ENTRE.search(folded, max(0, a.start - 14), a.start)
        return "range" if hours_between or _TO.fullmatch(gap) or _DASH.fullmatch(gap) else None
    if a.kind not in _CALENDAR or b.kind not in _CALENDAR:
        return None
    if _TO.fullmatch(gap) and a.kind == b.kind == "year" and _STRETCH.search(folded, max(0, a.start - 12), a.start):
        return "range"
    if _TO.fullmatch(gap):
        return (
            "range"
            if _FROM.search(folded, max(0, a.start - 12), a.start) or a.kind in ("day", "weekday", "date")
            else None
        )
    if _DASH.fullmatch(gap):
        return (
            "range"
            if a.kind == b.kind or (a.kind == "day" and b.kind == "date") or "year" in (a.kind, b.kind)
            else None
        )
    if _LIST.fullmatch(gap):
        between = gap.strip().startswith("et") and _ENTRE.search(folded, max(0, a.start - 14), a.start)
        return "range" if between else "list"
    return None


def _settle(chain: Sequence[Reading], links: Sequence[str], folded: str, ranges: int) -> int:
    """Completes a chain from its right end, then from its left; the number of ranges counted so far."""
    lead = _IN_LIST.search(folded, max(0, chain[0].start - 10), chain[0].start) is not None
    for reading in chain:
        reading.lead = chain[0].start
    lead = lead or chain[0].kind == "date" or not chain[0].weak
    for k in range(len(chain) - 2, -1, -1):
        a, b = chain[k], chain[k + 1]
        firm = lead or (
            links[k] == "range"
            and bool(_FROM.search(folded, max(0, a.start - 12), a.start) or _DASH.fullmatch(folded[a.end : b.start]))
        )
        apart = _APART.match(folded[a.end : b.start]) is not None
        _fill_left(a, b, firm=firm, ranged=links[k] == "range", apart=apart)
    for k in range(len(chain) - 1):
        a, b = chain[k], chain[k + 1]
        _fill_right(a, b, links[k], folded)
        if links[k] == "range" and not a.weak and not b.weak and a.range is None:
            ranges += 1
            a.range = b.range = ranges
    return ranges


def _fill_left(a: Reading, b: Reading, *, firm: bool = True, ranged: bool = False, apart: bool = False) -> None:
    """Gives `a` the month and year that only `b` tells, and binds it to lie before `b`."""
    if a.kind == b.kind == "clock" and a.within is None:
        a.within = b.within
    if a.kind == "weekday" and a.day is not None and b.kind == "date":
        a.kind, a.month = "date", b.month
    if a.kind == "day" and firm and (b.kind == "date" or (b.kind == "day" and a.weak and not b.weak)):
        a.kind, a.month, a.weak = b.kind, b.month, False
    if a.kind == "day" and b.kind == "weekday" and b.day is not None and firm:
        a.weak = False
    if a.kind == b.kind == "month" and a.weak and b.weak and ranged:
        a.weak = b.weak = False
    if a.kind == "month" and b.kind in ("month", "date") and (not b.weak or b.year):
        a.weak = a.weak and b.weak
    if (
        a.kind in ("date", "month", "part", "season")
        and a.year is None
        and a.within is None
        and b.kind in ("date", "month", "part", "season")
    ):
        if b.year is not None and (a.kind != "date" or a.month) and not apart:
            later = (a.month or 0, a.day or 0) > (b.month or 0, b.day or 0) and a.kind == b.kind and a.kind != "part"
            a.year = b.year - 1 if later else b.year
        elif b.within is not None:
            a.within = b.within
    partial = a.year is None and a.point is None and a.within is None and not (a.weak or b.weak or apart)
    if partial and a.kind in _PARTIAL and b.kind in _PARTIAL and (ranged or a.kind != "month"):
        a.before = b


def _fill_right(a: Reading, b: Reading, link: str, folded: str) -> None:
    """Saves a bare year, and gives `b` the year that only `a` tells."""
    if a.kind == b.kind == "clock" and b.within is None:
        b.within = a.within
    if b.kind == "year" and b.weak and a.kind in ("year", "month", "date") and not a.weak:
        b.weak = False
    if a.kind == "year" and b.kind in ("year", "month", "date", "shift") and link == "range":
        if a.weak and b.kind == "year" and 0 < (b.year or 0) - (a.year or 0) <= 200:
            a.weak = b.weak = False
        elif a.weak and not b.weak:
            a.weak = False
    if b.kind == "month" and b.weak and a.kind in ("month", "date", "year") and not a.weak:
        b.weak = False
    if b.kind == "day" and b.weak and a.kind in ("day", "date") and not a.weak and link == "range":
        b.weak = False
    if (
        b.kind in ("date", "month")
        and b.year is None
        and b.before is None
        and a.year is not None
        and a.kind in ("date", "month")
    ):
        earlier = (b.month or 0, b.day or 0) < (a.month or 0, a.day or 0)
        b.year = a.year + 1 if earlier else a.year
    elif b.year is None and a.before is None and a.kind in ("date", "day") and b.kind in ("date", "day") and not b.weak:
        b.after = a if b.point is None else None
