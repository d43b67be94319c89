"""The typed result."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TimeExpression"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A temporal expression: where it stands, and what it means in TIMEX3.

    `start` and `end` are code points of the text, half open. `type` is `DATE`, `TIME`, `DURATION` or `SET`. `mod` is
    `START`, `MID`, `END`, `APPROX`, `LESS_THAN`, `MORE_THAN`, `BEFORE` or `AFTER`, None where nothing modifies the
    value. The two ends of one range share `range`. `earliest` and `latest` are inclusive ISO dates, None where the
    calendar gives no bound.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None = None
    range: str | None = None
    earliest: str | None = None
    latest: str | None = None
