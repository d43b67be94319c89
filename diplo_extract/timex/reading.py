"""What the grammar reads: temporal expressions as the words tell them, not yet on the calendar."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Reading"]


@dataclass(slots=True, kw_only=True, eq=False)
class Reading:
    """An expression at `start`..`end`, half open. A field is None where the words do not tell it.

    `part` is a piece of a year, as `periods.part` takes it; `nth` counts `unit`, `weekday` or fortnights inside
    `within` (-1: the last). `shift` counts units from `base`: `reference`, or `anchor`, the date told just before.
    `mod` tells the beginning, middle or end of a stretch, by thirds, or by halves where `half` is true. `point` tells
    `dernier` (-1), `prochain` (1) and `ce` (0) beside a date. `weak` is true of words that are a date only beside
    another. `before` is the later end of a range or list, `after` the earlier, `lead` where the first of them starts.
    `value` is that of a duration or set.
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    unit: str | None = None
    part: tuple[str, int | str] | None = None
    shift: tuple[int, str] | None = None
    base: str = "reference"
    exact: bool = False
    point: int | None = None
    daypart: str | None = None
    clock: tuple[int, int] | None = None
    value: str | None = None
    holiday: str | None = None
    mod: str | None = None
    half: bool = False
    weak: bool = False
    range: int | None = None
    lead: int | None = None
    within: Reading | None = None
    before: Reading | None = None
    after: Reading | None = None
