"""French temporal expressions: text in, typed TIMEX3 values out, without spaCy.

    text -> tokens -> rules -> readings -> composed readings -> values on the calendar

`tokens` tells what each word means for dates; `atoms`, `relative` and `measures` hold the grammar, in the language of
`rules`; `guards` keep out what only looks temporal; `compose` joins neighbours, ranges and lists; `resolve` knows the
calendar, the reference date and the tense of the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from diplo_extract.timex.atoms import CALENDAR_RULES
from diplo_extract.timex.compose import compose
from diplo_extract.timex.expression import TimeExpression
from diplo_extract.timex.fold import composed
from diplo_extract.timex.measures import MEASURE_RULES
from diplo_extract.timex.reading import Reading
from diplo_extract.timex.relative import RELATIVE_RULES, STRETCH_RULES
from diplo_extract.timex.resolve import Resolver
from diplo_extract.timex.rules import apply
from diplo_extract.timex.signals import quantified, signalled
from diplo_extract.timex.tense import Tense, direction, sure_tense, tense_in_clause
from diplo_extract.timex.tokens import FIRST_YEAR, LAST_YEAR, Tokens, tokenise

__all__ = ["Tense", "TimeExpression", "find_date_line", "find_dates"]

RULES = (*RELATIVE_RULES, *MEASURE_RULES, *CALENDAR_RULES, *STRETCH_RULES)
"""The grammar, in order of priority: what one rule has read is closed to those after it."""


def find_dates(
    text: str,
    *,
    reference: date | datetime | str | None = None,
    tense: Callable[[int, int], Tense | None] | None = None,
) -> tuple[TimeExpression, ...]:
    """The temporal expressions of a text, in order.

    `reference` is the day against which relative and partial expressions are resolved: a date, a date-time or an ISO
    string (raises `ValueError` on another; one outside the years 1500 to 2200 counts as none). For None the first full
    date of the text serves; where there is none either, values stay underspecified (`XXXX-07-04`, `XXXX-WXX-5`,
    `FUTURE_REF`). Nothing reads the clock.

    `tense(start, end)` tells the tense of the verb that governs the expression at that span, None where it knows none;
    what stands just before it comes first where that is sure (`convenus de se réunir en mars`), and without `tense`, or
    where it is silent, the endings of the verbs in the clause decide.
    """
    given, (text, places) = text, composed(text)
    tokens = tokenise(text)
    readings = compose(apply(RULES, tokens), tokens)
    moment = _moment(reference) if reference is not None else _first_full(readings)

    def tense_of(reading: Reading) -> Tense | None:
        told = sure_tense(text, tokens.folded, reading.start)
        if told is None and tense is not None:
            told = tense(places[reading.start], places[reading.end])
        if told is None:
            told = tense_in_clause(tokens.folded, reading.start, reading.end)
        return direction(tokens.folded, reading.start, told, lead=reading.lead, ranged=reading.range is not None)

    resolver = Resolver(reference=moment, tense=tense_of)
    found: list[TimeExpression] = []
    for reading in readings:
        if found and "\n\n" in tokens.folded[found[-1].end : reading.start].replace(" ", ""):
            resolver.new_paragraph()
        found.append(_expression(reading, tokens, resolver))
    if given != text:
        found = [_placed(each, given, places) for each in found]
    return tuple(found)


def _placed(found: TimeExpression, text: str, places: Sequence[int]) -> TimeExpression:
    """An expression of the composed text as it stands in the text given."""
    start, end = places[found.start], places[found.end]
    return replace(found, start=start, end=end, text=text[start:end])


def find_date_line(line: str) -> TimeExpression | None:
    """The first absolute date or date-time of a line, in whatever form a header or dateline writes it, else None.

    `BEIJING, 12 septembre (Xinhua)` holds none: a day without its year is not absolute.
    """
    tokens = tokenise(line)
    for reading in compose(apply(RULES, tokens), tokens):
        if reading.kind == "date" and reading.year is not None:
            return _expression(reading, tokens, Resolver(reference=None, tense=lambda _: None))
    return None


def _moment(reference: date | datetime | str) -> datetime | None:
    if isinstance(reference, str):
        reference = datetime.fromisoformat(reference)
    if not isinstance(reference, datetime):
        reference = datetime.combine(reference, time())
    return reference.replace(tzinfo=None) if FIRST_YEAR <= reference.year <= LAST_YEAR else None


def _first_full(readings: list[Reading]) -> datetime | None:
    for reading in readings:
        if reading.kind == "date" and reading.year is not None and reading.within is None:
            return datetime(reading.year, reading.month or 1, reading.day or 1)
    return None


def _expression(reading: Reading, tokens: Tokens, resolver: Resolver) -> TimeExpression:
    period = resolver.period(reading)
    measured = reading.kind in ("duration", "set")
    if not measured:
        resolver.tell(period)
    kind = {"duration": "DURATION", "set": "SET"}.get(reading.kind, "TIME" if "T" in period.value else "DATE")
    mod = reading.mod or (quantified if measured else signalled)(tokens.folded, reading)
    return TimeExpression(
        start=reading.start,
        end=reading.end,
        text=tokens.text[reading.start : reading.end],
        type=kind,
        value=period.value,
        mod=mod,
        range=f"R{reading.range}" if reading.range is not None else None,
        earliest=period.first.isoformat() if period.first is not None else None,
        latest=period.last.isoformat() if period.last is not None else None,
    )
